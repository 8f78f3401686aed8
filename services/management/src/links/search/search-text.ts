import type { LinkSettings } from "@shunt/contracts/links";
import { foldText } from "./fold-text.ts";
import { toReadableUrl } from "./readable-url.ts";

type SearchedFields = Pick<LinkSettings, "targetUrl" | "title" | "notes" | "folder">;

/**
 * Returns null if a search of the stored destination, title and notes finds the same: most links are ASCII with single
 * spaces and have no folder. `sweepSearchTexts` repeats this condition in SQL.
 */
export function toSearchText({ targetUrl, title, notes, folder }: SearchedFields): string | null {
  const url = toReadableUrl(targetUrl);
  if (!folder && !/%|xn--/.test(targetUrl) && isPlain(title ?? "") && isPlain(notes ?? "")) return null;
  return [url, title, notes, folder]
    .map(text => foldText(text ?? ""))
    .join("\n")
    .replaceAll("\0", "");
}

/** Whether folding changes only case. */
function isPlain(text: string): boolean {
  return Buffer.byteLength(text) === text.length && !/[\t-\r]| {2}/.test(text);
}
