import { useSyncExternalStore } from "react";
import { getSession } from "../../api/session.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { uiMessages } from "../../ui/messages/index.ts";
import { useProblemText } from "../../ui/problem-text.ts";
import { showToast } from "../../ui/toast.ts";

interface Removal {
  id: string;
  /** Text of the toast. */
  text: string;
  /** Of the request that deletes, for the moment in which the page is closed. */
  path: string;
  send: () => Promise<unknown>;
  /** Takes it out of what is loaded. */
  onDeleted: () => void;
}

const removals = new Set<Removal>();
/** Ids that pages no longer show, because they will be deleted when the time to undo ends. */
let leaving: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

export function useLeavingIds(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => leaving);
}

/** Returns a function that deletes when the time to undo ends. Until then it is only out of sight. */
export function useDeleteLater(): (removal: Removal) => void {
  const ui = useMessages(uiMessages);
  const toText = useProblemText();
  return removal => {
    const finish = async () => {
      if (!removals.delete(removal)) return;
      try {
        await removal.send();
        removal.onDeleted();
      } catch (error) {
        showToast({ text: toText(error as Error), isError: true });
      }
      setLeaving(removal.id, false);
    };
    const undo = () => {
      removals.delete(removal);
      setLeaving(removal.id, false);
    };
    removals.add(removal);
    setLeaving(removal.id, true);
    showToast({ text: removal.text, action: { label: ui.undo, run: undo } }, () => void finish());
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function setLeaving(id: string, isLeaving: boolean): void {
  const next = new Set(leaving);
  if (isLeaving) next.add(id);
  else next.delete(id);
  leaving = next;
  for (const listener of listeners) listener();
}

/** People who close the page have decided: the browser sends what is left after the page is gone. */
window.addEventListener("pagehide", () => {
  const session = getSession();
  if (session.status !== "signed-in") return;
  for (const { path } of removals)
    void fetch(path, { method: "DELETE", keepalive: true, headers: { authorization: `Bearer ${session.token}` } });
});
