import { useQuery } from "@tanstack/react-query";
import { useMessages } from "../../messages/catalogue.ts";
import { ComboField } from "../../ui/combo-field.tsx";
import type { ClickSearch } from "../click-filters.ts";
import { analyticsMessages } from "../messages/index.ts";
import { reportLabelQueries } from "../queries.ts";

const everything = "all";

/** Chooses the links of the report: all, or those with a tag or in a folder. */
export function ScopePicker({ search, onSearch }: { search: ClickSearch; onSearch: (search: ClickSearch) => void }) {
  const t = useMessages(analyticsMessages);
  const tags = useQuery(reportLabelQueries.tags);
  const folders = useQuery(reportLabelQueries.folders);
  const { tag: [tag] = [], folder, ...rest } = search;
  const value = tag !== undefined ? `tag ${tag}` : folder !== undefined ? `folder ${folder}` : everything;
  const options = [
    { value: everything, label: t.allLinks },
    ...listNames(folders.data?.items, folder).map(name => ({ value: `folder ${name}`, label: t.scopeFolder(name) })),
    ...listNames(tags.data?.items, tag).map(name => ({ value: `tag ${name}`, label: t.scopeTag(name) })),
  ];
  const choose = (chosen: string) => {
    const [kind, name] = [chosen.slice(0, chosen.indexOf(" ")), chosen.slice(chosen.indexOf(" ") + 1)];
    if (kind === "tag") onSearch({ ...rest, tag: [name] });
    else if (kind === "folder") onSearch({ ...rest, folder: name });
    else onSearch(rest);
  };
  return (
    <div className="w-52 max-w-full grow @phone:grow-0">
      <ComboField label={t.scope} isLabelHidden options={options} value={value} onChange={choose} />
    </div>
  );
}

/** Names without repetition, as several workspaces may have one, and with the chosen one before they are known. */
function listNames(items: readonly { name: string }[] | undefined, chosen: string | undefined): string[] {
  return [...new Set([...(items ?? []).map(({ name }) => name), ...(chosen === undefined ? [] : [chosen])])];
}
