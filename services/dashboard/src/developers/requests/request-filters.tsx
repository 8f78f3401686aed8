import { useQuery } from "@tanstack/react-query";
import { useMessages } from "../../messages/catalogue.ts";
import { Select } from "../../ui/select.tsx";
import { developersMessages } from "../messages/index.ts";
import { keysQuery } from "../queries.ts";
import { methods, type RequestsSearch, statusClasses } from "./requests-search.ts";

const any = "any";

interface RequestFiltersProps {
  search: RequestsSearch;
  onChange: (search: RequestsSearch) => void;
}

/** Key, status and method, each of which may be any. */
export function RequestFilters({ search, onChange }: RequestFiltersProps) {
  const t = useMessages(developersMessages);
  const { data } = useQuery(keysQuery);
  const keys = (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  // A deleted key still has entries.
  const isUnknown = search.key !== undefined && data && !keys.some(({ value }) => value === search.key);
  const change = <K extends keyof RequestsSearch>(field: K, value: RequestsSearch[K] | typeof any) => {
    const { [field]: _before, ...rest } = search;
    onChange(value === any ? rest : { ...rest, [field]: value });
  };
  return (
    <div className="flex flex-wrap items-end gap-3">
      <div className="w-52 max-w-full grow @phone:grow-0">
        <Select
          label={t.key}
          value={search.key ?? any}
          onChange={value => change("key", value)}
          options={[
            { value: any, label: t.anyKey },
            ...keys,
            ...(isUnknown ? [{ value: String(search.key), label: t.deletedKey }] : []),
          ]}
        />
      </div>
      <div className="w-40">
        <Select
          label={t.status}
          value={search.status ?? any}
          onChange={value => change("status", value)}
          options={[
            { value: any, label: t.anyStatus },
            ...statusClasses.map(value => ({ value, label: t.statusClasses[value] })),
          ]}
        />
      </div>
      <div className="w-40">
        <Select
          label={t.method}
          value={search.method ?? any}
          onChange={value => change("method", value)}
          options={[{ value: any, label: t.anyStatus }, ...methods.map(value => ({ value, label: value }))]}
        />
      </div>
    </div>
  );
}
