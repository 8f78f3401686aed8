import { type DateOrder, dateOrders, type ImportField } from "@shunt/contracts/links";
import { useQuery } from "@tanstack/react-query";
import { domainsQuery } from "../../editor/api.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { TextField } from "../../ui/field.tsx";
import { Card } from "../../ui/page.tsx";
import { Select } from "../../ui/select.tsx";
import type { WorkspaceChoice } from "../../workspaces/new-link-workspace.ts";
import { WorkspaceField } from "../../workspaces/workspace-field.tsx";
import type { LinkFile } from "../file/read-file.ts";
import { importMessages } from "../messages/index.ts";
import type { ImportJob } from "../run/use-import.ts";
import { useFieldOptions } from "./field-names.ts";

const samples = 3;

/** What each column means, with its first values, and what holds for all rows. */
export function ColumnsCard({ file, job, workspace }: { file: LinkFile; job: ImportJob; workspace: WorkspaceChoice }) {
  const t = useMessages(importMessages);
  const options = [{ value: "", label: t.leaveOut }, ...useFieldOptions()];
  const columns = file.header
    .map((name, i) => ({ name, i, values: toSamples(file, i) }))
    .filter(({ name, values }) => name !== "" || values.length > 0);
  return (
    <Card title={t.columns}>
      <p className="-mt-2 mb-3 text-quiet">{t.columnsAbout}</p>
      <ul className="divide-y divide-line">
        {columns.map(({ name, i, values }) => (
          <li
            key={i}
            className="grid items-center gap-x-4 gap-y-2 py-3 @tablet:grid-cols-[minmax(0,1fr)_minmax(0,2fr)_16rem]"
          >
            <p className="font-medium wrap-anywhere">{name || `${t.column} ${i + 1}`}</p>
            <p className="truncate text-sm text-quiet">{values.join(" · ")}</p>
            <Select
              label={`${name || `${t.column} ${i + 1}`}: ${t.means}`}
              isLabelHidden
              options={options}
              value={job.mapping[i] ?? ""}
              onChange={field => job.setField(i, field === "" ? undefined : (field as ImportField))}
            />
          </li>
        ))}
      </ul>
      <Settings job={job} workspace={workspace} />
    </Card>
  );
}

function Settings({
  job: { settings, dates, changeSettings },
  workspace,
}: {
  job: ImportJob;
  workspace: WorkspaceChoice;
}) {
  const t = useMessages(importMessages);
  const { data } = useQuery(domainsQuery);
  const own = data?.items.filter(({ is_verified, workspace_id }) => is_verified && workspace_id === workspace.id) ?? [];
  const hosts = own.map(({ host }) => host);
  const choose = (id: string) => {
    workspace.choose(id);
    changeSettings({ domain: "" });
  };
  return (
    <div className="mt-2 grid items-start gap-4 border-t border-line pt-5 @tablet:grid-cols-2">
      <WorkspaceField choice={{ ...workspace, choose }} />
      {hosts.length > 0 && (
        <Select
          label={t.domain}
          hint={t.domainHint}
          options={[{ value: "", label: t.domainAsIs }, ...hosts.map(host => ({ value: host, label: host }))]}
          value={settings.domain}
          onChange={domain => changeSettings({ domain })}
        />
      )}
      {dates.hasUnclear && (
        <Select
          label={t.dateOrder}
          options={[
            ...(dates.order ? [] : [{ value: "", label: t.dateOrderUnknown }]),
            ...dateOrders.map(value => ({ value, label: t.dateOrders[value] })),
          ]}
          value={dates.order ?? ""}
          onChange={order => changeSettings({ dateOrder: order as DateOrder | "" })}
        />
      )}
      <TextField
        label={t.folder}
        hint={t.folderHint}
        value={settings.folder}
        onChange={folder => changeSettings({ folder })}
        maxLength={100}
        autoComplete="off"
      />
    </div>
  );
}

function toSamples({ rows }: LinkFile, column: number): string[] {
  const values = rows.slice(0, 200).flatMap(({ cells }) => cells[column] || []);
  return [...new Set(values)].slice(0, samples);
}
