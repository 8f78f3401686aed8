import type { Link } from "@shunt/contracts/links";
import { getSession } from "../../api/session.ts";
import { uiMessages } from "../../ui/messages/index.ts";
import { showToast } from "../../ui/toast.ts";
import { dropCachedLinks, refreshLinks } from "../link-pages.ts";
import type { Question } from "../links-search.ts";
import { linksMessages } from "../messages/index.ts";
import { countSelected, type Selection } from "../selection.ts";
import { reportFailures, runJob } from "./bulk-job.ts";
import { collectLinks } from "./collect-links.ts";
import { hideLinks, showLinks } from "./leaving-links.ts";
import { sendDeletes } from "./send-rows.ts";

/** Up to so many links are deleted without a question, because it can be undone. */
export const maxUndoable = 100;

interface Removal {
  links: readonly Link[];
  /** Sent as the page was closed. */
  isSent: boolean;
}

const removals = new Set<Removal>();

/** Deletes links when the time to undo ends. Until then they are only out of sight, and the server keeps them. */
export async function deleteLater(links: readonly Link[]): Promise<void> {
  const [t, ui] = await Promise.all([linksMessages.load(), uiMessages.load()]);
  const removal = { links, isSent: false };
  const ids = toIds(links);
  hideLinks(ids);
  removals.add(removal);
  const undo = () => {
    removals.delete(removal);
    showLinks(ids);
  };
  showToast({ text: t.deleted(links.length), action: { label: ui.undo, run: undo } }, () => {
    if (removals.delete(removal)) void finish(removal);
  });
}

/** Deletes the selected links now, with progress. For as many as people were asked about before. */
export async function deleteNow(selection: Selection, question: Question, total: number): Promise<void> {
  const t = await linksMessages.load();
  const count = countSelected(selection, total);
  const deleted = await runJob(selection.kind === "all" ? 2 * count : count, async ({ signal, advance }) => {
    const links = await collectLinks(selection, question, { signal, onRead: advance });
    return remove(links, signal, advance);
  });
  if (deleted > 0) showToast({ text: t.deleted(deleted) });
}

async function finish({ links, isSent }: Removal): Promise<void> {
  if (!isSent) await remove(links, new AbortController().signal, () => undefined);
  showLinks(toIds(links));
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

/** People who close the page have decided: the browser sends what is left after the page is gone. */
window.addEventListener("pagehide", () => {
  const session = getSession();
  for (const removal of removals) {
    if (session.status !== "signed-in") continue;
    removal.isSent = true;
    void fetch("/api/v1/urls/bulk/delete", {
      method: "POST",
      keepalive: true,
      headers: { authorization: `Bearer ${session.token}`, "content-type": "application/json" },
      body: JSON.stringify([...toIds(removal.links)]),
    });
  }
});
