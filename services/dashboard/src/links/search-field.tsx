import { useMessages } from "../messages/catalogue.ts";
import { SearchBox } from "../ui/search-box.tsx";
import { linksMessages } from "./messages/index.ts";

interface SearchFieldProps {
  value: string;
  onChange: (value: string) => void;
}

/** Searches links while people type. */
export function SearchField(props: SearchFieldProps) {
  const t = useMessages(linksMessages);
  return <SearchBox {...props} label={t.search} placeholder={t.searchExample} />;
}

/** Puts the cursor into the field. */
export function focusSearch(): void {
  document.querySelector<HTMLInputElement>('input[name="q"]')?.select();
}
