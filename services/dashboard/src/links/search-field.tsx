import { Search } from "lucide-react";
import { useRef, useState } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { TextField } from "../ui/field.tsx";
import { linksMessages } from "./messages/index.ts";

const pauseMs = 250;

interface SearchFieldProps {
  value: string;
  onChange: (value: string) => void;
}

/** Searches while people type, once they pause. */
export function SearchField({ value, onChange }: SearchFieldProps) {
  const t = useMessages(linksMessages);
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The address may change elsewhere, as by "Clear filters" or the browser's way back.
  if (value !== sent) {
    setSent(value);
    setTyped(value);
  }
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setSent(text);
      onChange(text);
    }, pauseMs);
  };
  return (
    <search className="min-w-0 flex-1">
      <TextField
        name="q"
        type="search"
        label={t.search}
        isLabelHidden
        placeholder={t.searchExample}
        prefix={<Search size={18} aria-hidden />}
        value={typed}
        onChange={type}
        autoComplete="off"
      />
    </search>
  );
}

/** Puts the cursor into the field. */
export function focusSearch(): void {
  document.querySelector<HTMLInputElement>('input[name="q"]')?.select();
}
