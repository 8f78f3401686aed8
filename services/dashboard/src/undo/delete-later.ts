import { getSession } from "../api/session.ts";
import { uiMessages } from "../ui/messages/index.ts";
import { toProblemText } from "../ui/problem-text.ts";
import { showToast } from "../ui/toast.ts";
import type { LeavingIds } from "./leaving-ids.ts";

interface Removal {
  ids: readonly string[];
  /** Hides them until they are deleted. */
  leaving: LeavingIds;
  /** Says that they are deleted. */
  text: string;
  /** Deletes them, and takes them out of what is loaded. */
  send: () => Promise<void>;
  /** The same as one request, for the moment in which the page is closed. */
  request: { method: "DELETE" | "POST"; path: string; body?: unknown };
}

const removals = new Set<Removal>();
const sentAtClose = new Set<Removal>();

/** Deletes when the time to undo ends. Until then it is only out of sight, and the server keeps it. */
export async function deleteLater(removal: Removal): Promise<void> {
  const { ids, leaving, text } = removal;
  const ui = await uiMessages.load();
  const undo = () => {
    removals.delete(removal);
    leaving.show(ids);
  };
  removals.add(removal);
  leaving.hide(ids);
  showToast({ text, action: { label: ui.undo, run: undo } }, () => {
    if (removals.delete(removal)) void finish(removal);
  });
}

async function finish(removal: Removal): Promise<void> {
  try {
    if (!sentAtClose.delete(removal)) await removal.send();
  } catch (error) {
    showToast({ text: toProblemText(error as Error, await uiMessages.load()), isError: true });
  }
  removal.leaving.show(removal.ids);
}

/** People who close the page have decided: the browser sends what is left after the page is gone. */
window.addEventListener("pagehide", () => {
  const session = getSession();
  if (session.status !== "signed-in") return;
  for (const removal of removals) {
    const { method, path, body } = removal.request;
    sentAtClose.add(removal);
    void fetch(path, {
      method,
      keepalive: true,
      headers: {
        authorization: `Bearer ${session.token}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
});
