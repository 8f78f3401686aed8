import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { formatNumber } from "../messages/format.ts";
import { TextField } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { labelQueries } from "./labels.ts";
import { answers, linkHealths, linkStates } from "./links-search.ts";
import { linksMessages } from "./messages/index.ts";
import type { LinksState } from "./use-links-search.ts";

/** A list of tags longer than this can be searched. */
const manyTags = 8;
const anything = "" as const;

/** Every filter, each at once in the address. */
export function FilterPanel({ search, change }: Pick<LinksState, "search" | "change">) {
  const t = useMessages(linksMessages);
  const { data: folders } = useQuery(labelQueries.folders);
  const { data: domains } = useQuery({
    queryKey: ["domains", "names"],
    queryFn: ({ signal }) => api.listDomains({ signal }),
  });
  const folderNames = unique([search.folder, ...(folders?.items ?? []).map(({ name }) => name)]);
  const hosts = unique([search.domain, ...(domains?.items ?? []).map(({ host }) => host)]);
  const withAny = (values: readonly string[]) => [
    { value: anything, label: t.any },
    ...values.map(value => ({ value, label: value })),
  ];
  const withAnyOf = <V extends string>(values: readonly V[], names: Record<V, string>) => [
    { value: anything, label: t.any },
    ...values.map(value => ({ value, label: names[value] })),
  ];
  return (
    <div className="flex flex-col gap-4">
      <Select
        label={t.columns.state}
        options={[
          { value: anything, label: t.anyState },
          ...linkStates.map(value => ({ value, label: t.states[value] })),
        ]}
        value={search.state ?? anything}
        onChange={state => change({ state: state === anything ? undefined : state })}
      />
      <TagChoice chosen={search.tag ?? []} onChange={tag => change({ tag: tag.length > 0 ? tag : undefined })} />
      {folderNames.length > 0 && (
        <Select
          label={t.columns.folder}
          options={withAny(folderNames)}
          value={search.folder ?? anything}
          onChange={folder => change({ folder: folder || undefined })}
        />
      )}
      {hosts.length > 0 && (
        <Select
          label={t.columns.domain}
          options={withAny(hosts)}
          value={search.domain ?? anything}
          onChange={domain => change({ domain: domain || undefined })}
        />
      )}
      <div className="grid grid-cols-2 gap-3">
        <Select
          label={t.health}
          options={withAnyOf(linkHealths, t.healths)}
          value={search.health ?? anything}
          onChange={health => change({ health: health === anything ? undefined : health })}
        />
        <Select
          label={t.password}
          options={withAnyOf(answers, t.passwords)}
          value={search.password ?? anything}
          onChange={password => change({ password: password === anything ? undefined : password })}
        />
      </div>
      <Select
        label={t.warning}
        options={withAnyOf(answers, t.warnings)}
        value={search.unsafe ?? anything}
        onChange={unsafe => change({ unsafe: unsafe === anything ? undefined : unsafe })}
      />
      <fieldset className="grid grid-cols-2 gap-3">
        <legend className="sr-only">{t.columns.created}</legend>
        <TextField
          label={t.createdSince}
          type={"date" as "text"}
          value={search.from ?? ""}
          onChange={from => change({ from: from || undefined })}
        />
        <TextField
          label={t.createdUntil}
          type={"date" as "text"}
          value={search.to ?? ""}
          onChange={to => change({ to: to || undefined })}
        />
      </fieldset>
    </div>
  );
}

function TagChoice({ chosen, onChange }: { chosen: readonly string[]; onChange: (tags: string[]) => void }) {
  const t = useMessages(linksMessages);
  const { data } = useQuery(labelQueries.tags);
  const [typed, setTyped] = useState("");
  const counts = new Map((data?.items ?? []).map(({ name, link_count }) => [name, link_count]));
  const names = unique([...chosen, ...counts.keys()]);
  const found = names.filter(name => name.toLowerCase().includes(typed.trim().toLowerCase()));
  if (names.length === 0) return null;
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">{t.columns.tags}</legend>
      {names.length > manyTags && (
        <TextField label={t.searchTags} isLabelHidden placeholder={t.searchTags} value={typed} onChange={setTyped} />
      )}
      <div className="max-h-44 overflow-y-auto rounded-lg border border-line p-1">
        {found.map(name => (
          <label key={name} className="flex cursor-pointer items-center gap-2.5 rounded-md px-2 py-1.5 hover:bg-sunken">
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, name] : chosen.filter(other => other !== name))
              }
              className="size-4.5"
            />
            <span className="min-w-0 flex-1 truncate">{name}</span>
            <span className="text-sm text-quiet">{formatNumber(counts.get(name) ?? 0)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function unique(names: readonly (string | undefined)[]): string[] {
  return [...new Set(names.flatMap(name => name ?? []))];
}
