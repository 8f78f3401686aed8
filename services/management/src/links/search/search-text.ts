import type { LinkSettings } from "@shunt/contracts/links";
import { foldText } from "./fold-text.ts";
import { toReadableUrl } from "./readable-url.ts";

type SearchedFields = Pick<LinkSettings, "targetUrl" | "title" | "notes" | "folder">;

/**
 * What people see of a link, folded. Null where a search of destination, title and notes as they are stored finds as much: most
 * links are plain ASCII with single blanks and without a folder. The sweep has the same condition in SQL.
 */
export function toSearchText({ targetUrl, title, notes, folder }: SearchedFields): string | null {
  const url = toReadableUrl(targetUrl);
  if (!folder && !/%|xn--/.test(targetUrl) && isPlain(title ?? "") && isPlain(notes ?? "")) return null;
  return [url, title, notes, folder]
    .map(text => foldText(text ?? ""))
    .join("\n")
    .replaceAll("\0", "");
}

/** Whether folding changes nothing but case. */
function isPlain(text: string): boolean {
  return Buffer.byteLength(text) === text.length && !/[\t-\r]| {2}/.test(text);
}
