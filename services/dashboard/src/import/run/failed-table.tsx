import type { ImportField } from "@shunt/contracts/links";
import { Download } from "lucide-react";
import { useMessages } from "../../messages/catalogue.ts";
import { formatNumber } from "../../messages/format.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Card } from "../../ui/page.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { useFieldNames } from "../columns/field-names.ts";
import type { Mapping } from "../columns/mapping.ts";
import { toFailedFile } from "../columns/to-upload.ts";
import type { LinkFile } from "../file/read-file.ts";
import { importMessages } from "../messages/index.ts";
import type { FailedRow, ImportJob } from "./use-import.ts";

/** More would make the page slow; the download has them all. */
const maxShown = 100;
/** Always editable, as most problems are about them. */
const mainFields: readonly ImportField[] = ["original_url", "short_code", "short_url", "custom_short_url"];

/** The rows that failed, each with its problem: to correct here, or in a spreadsheet. */
export function FailedTable({ file, job }: { file: LinkFile; job: ImportJob }) {
  const t = useMessages(importMessages);
  const toName = useFieldNames();
  const { failed, mapping } = job;
  const download = () => {
    const rows = failed.map(row => ({ ...row, problem: toText(row, String) }));
    saveFile(new Blob([toFailedFile(file.header, rows)], { type: "text/csv" }), t.failedFileName);
  };
  return (
    <Card
      title={t.failed(failed.length)}
      actions={
        <Button size="small" onPress={download}>
          <Download size={15} aria-hidden />
          {t.failedDownload}
        </Button>
      }
    >
      <p className="-mt-2 mb-3 text-quiet">{t.editAbout}</p>
      <ul className="divide-y divide-line">
        {failed.slice(0, maxShown).map(row => (
          <li key={row.index} className="grid gap-x-4 gap-y-2 py-3 @tablet:grid-cols-[6rem_minmax(0,1fr)]">
            <p className="text-sm text-quiet tabular-nums">
              {t.line} {formatNumber(row.line)}
            </p>
            <div className="flex min-w-0 flex-col gap-2">
              <p className="text-act wrap-anywhere">{toText(row, toName)}</p>
              <div className="grid gap-2 @phone:grid-cols-2">
                {toEditable(row, mapping).map(column => (
                  <Cell key={column} row={row} column={column} field={mapping[column] as ImportField} job={job} />
                ))}
              </div>
            </div>
          </li>
        ))}
      </ul>
      {failed.length > maxShown && <p className="pt-3 text-sm text-quiet">{t.moreRows(failed.length - maxShown)}</p>}
    </Card>
  );
}

function Cell({ row, column, field, job }: { row: FailedRow; column: number; field: ImportField; job: ImportJob }) {
  const t = useMessages(importMessages);
  const name = useFieldNames()(field);
  return (
    <TextField
      aria-label={t.valueOf(name, row.line)}
      label={name}
      value={row.cells[column] ?? ""}
      onChange={text => job.editCell(row.index, column, text)}
      isDisabled={job.progress !== undefined}
      kind="code"
    />
  );
}

/** The columns of the main fields, and of those that the problem is about. */
function toEditable({ errors }: FailedRow, mapping: Mapping): number[] {
  return mapping.flatMap((field, i) =>
    field !== undefined && (mainFields.includes(field) || errors.some(each => each.field === field)) ? [i] : [],
  );
}

function toText({ errors, detail }: FailedRow, toName: (field: ImportField) => string): string {
  const texts = errors.map(each =>
    each.field === "" ? each.detail : `${toName(each.field as ImportField)}: ${each.detail}`,
  );
  return texts.join("; ") || detail;
}
