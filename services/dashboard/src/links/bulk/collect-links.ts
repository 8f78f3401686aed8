import type { Link } from "@shunt/contracts/links";
import { api } from "../../api/client.ts";
import type { Question } from "../links-search.ts";
import { pageSize } from "../row-positions.ts";
import type { Selection } from "../selection.ts";
import { patiently } from "./send-rows.ts";

interface Reading {
  signal: AbortSignal;
  /** Whether the role of the account allows the action. The links of a whole question are read only here. */
  isAllowed: (link: Link) => boolean;
  /** @param links that were read since the call before */
  onRead: (links: number) => void;
}

/** The selected links as they are now; of a whole question page by page, those that the role allows. Stops early if aborted. */
export async function collectLinks(
  selection: Selection,
  question: Question,
  { signal, isAllowed, onRead }: Reading,
): Promise<Link[]> {
  if (selection.kind === "some") return [...selection.links.values()];
  const links: Link[] = [];
  let cursor: string | null | undefined;
  do {
    // By creation, whatever the order on the screen: pages by cursor neither repeat nor skip links meanwhile.
    const query = { ...question, sort: "-created_at" as const, size: pageSize, ...(cursor && { cursor }) };
    const page = await patiently(() => api.listLinks({ query, signal }));
    links.push(...page.items.filter(link => !selection.except.has(link.id) && isAllowed(link)));
    onRead(page.items.length);
    cursor = page.next_cursor;
  } while (cursor && !signal.aborted);
  return links;
}
