import type { Link } from "@shunt/contracts/links";
import { showToast } from "../../ui/toast.ts";
import { deleteLater } from "../../undo/delete-later.ts";
import { dropCachedLinks, refreshLinks } from "../link-pages.ts";
import { linksMessages } from "../messages/index.ts";
import { countSelected } from "../selection.ts";
import { reportFailures, runJob } from "./bulk-job.ts";
import type { Selected } from "./change-links.ts";
import { collectLinks } from "./collect-links.ts";
import { leavingLinks } from "./leaving-links.ts";
import { sendDeletes } from "./send-rows.ts";

/** Up to so many links are deleted without a question, because it can be undone. */
export const maxUndoable = 100;

/** Deletes links when the time to undo ends. */
export async function deleteLinksLater(links: readonly Link[]): Promise<void> {
  const t = await linksMessages.load();
  const ids = links.map(({ id }) => id);
  await deleteLater({
    ids,
    leaving: leavingLinks,
    text: t.deleted(links.length),
    send: async () => void (await remove(links, new AbortController().signal, () => undefined)),
    request: { method: "POST", path: "/api/v1/urls/bulk/delete", body: ids },
  });
}

/** Deletes the selected links now, with progress. For as many as people were asked about before. */
export async function deleteNow({ selection, question, total, isAllowed }: Selected): Promise<void> {
  const t = await linksMessages.load();
  const count = countSelected(selection, total);
  const passes = selection.kind === "all" ? 2 : 1;
  const deleted = await runJob({ links: count, passes }, async ({ signal, advance }) => {
    const links = await collectLinks(selection, question, { signal, isAllowed, onRead: advance });
    return remove(links, signal, advance);
  });
  if (deleted > 0) showToast({ text: t.deleted(deleted) });
}

/** Returns how many links are gone. */
async function remove(links: readonly Link[], signal: AbortSignal, advance: (rows: number) => void): Promise<number> {
  let tried = 0;
  const onDone = (rows: number) => {
    tried += rows;
    advance(rows);
  };
  const failures = await sendDeletes(links, { signal, onDone });
  const failed = toIds(failures.map(({ link }) => link));
  const gone = links.slice(0, tried).filter(({ id }) => !failed.has(id));
  dropCachedLinks(toIds(gone));
  reportFailures(failures);
  void refreshLinks();
  return gone.length;
}

function toIds(links: readonly Link[]): Set<string> {
  return new Set(links.map(({ id }) => id));
}
