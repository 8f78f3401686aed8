import type { DateOrder } from "@shunt/contracts/links";
import { escapeFormulas, unescapeFormulas } from "@shunt/contracts/values";
import Papa from "papaparse";
import { toWebAddress } from "../../home/to-web-address.ts";
import type { FileRow } from "../file/read-file.ts";
import type { Mapping } from "./mapping.ts";

/** Values for all rows, unless the file says otherwise. */
export interface ImportSettings {
  /** Host of the domain of all new links; empty for what the file says. */
  domain: string;
  /** Folder of rows without one; empty for none. */
  folder: string;
  /** Of day and month in dates such as `03/04/2026`; empty for what the file shows. */
  dateOrder: DateOrder | "";
}

/** Whether the chosen columns have text. The API leaves out rows that have none. */
export function hasText({ cells }: FileRow, mapping: Mapping): boolean {
  return mapping.some((field, i) => field !== undefined && (cells[i] ?? "") !== "");
}

/** The rows as a CSV file for the API, with a column for each chosen field. Addresses get the scheme that people leave out. */
export function toUpload(
  rows: readonly FileRow[],
  mapping: Mapping,
  { domain, folder }: Pick<ImportSettings, "domain" | "folder">,
): string {
  const isAdded = { domain: domain !== "", folder: folder !== "" };
  const columns = mapping.flatMap((field, i) =>
    field === undefined || (field in isAdded && isAdded[field as "domain" | "folder"]) ? [] : [{ field, i }],
  );
  const folderColumn = mapping.indexOf("folder");
  const added = { ...(isAdded.domain && { domain }), ...(isAdded.folder && { folder }) };
  return Papa.unparse(
    {
      fields: [...columns.map(({ field }) => field), ...Object.keys(added)],
      data: rows.map(({ cells }) => [
        ...columns.map(({ field, i }) => (field === "original_url" ? toAddress(cells[i]) : (cells[i] ?? ""))),
        ...Object.entries(added).map(([name, value]) => (name === "folder" && cells[folderColumn]) || value),
      ]),
    },
    { newline: "\n" },
  );
}

function toAddress(cell = ""): string {
  return cell === "" ? "" : toWebAddress(cell);
}

/**
 * Failed rows with all their columns and the problem, to correct in a spreadsheet, which must not compute what it finds in them. An import
 * of the file reads the same texts as one of the original.
 */
export function toFailedFile(header: readonly string[], rows: readonly (FileRow & { problem: string })[]): string {
  return Papa.unparse(
    {
      fields: [...header, "import_problem"].map(toCell),
      data: rows.map(({ cells, problem }) => [...header.map((_, i) => cells[i] ?? ""), problem].map(toCell)),
    },
    { newline: "\n" },
  );
}

/** The file may have been escaped by an export of ours. */
function toCell(text: string): string {
  return escapeFormulas(unescapeFormulas(text));
}
