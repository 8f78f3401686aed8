import type { LinkSettings } from "../link-record.ts";
import { foldText } from "./fold-text.ts";
import { toReadableUrl } from "./readable-url.ts";

type SearchedFields = Pick<LinkSettings, "targetUrl" | "title" | "notes" | "folder">;

/**
 * What people see of a link, folded. Null where a search of destination, title and notes as they are stored finds as much: most
 * links are plain ASCII without a folder. The sweep has the same condition in SQL.
 */
export function toSearchText({ targetUrl, title, notes, folder }: SearchedFields): string | null {
  const url = toReadableUrl(targetUrl);
  if (!folder && !/%|xn--/.test(targetUrl) && isAscii(title ?? "") && isAscii(notes ?? "")) return null;
  return [url, title, notes, folder]
    .map(text => foldText(text ?? ""))
    .join("\n")
    .replaceAll("\0", "");
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}
