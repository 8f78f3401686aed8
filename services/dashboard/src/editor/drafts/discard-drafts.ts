import { deleteDraftsOf } from "./draft-store.ts";

const channelName = "shunt-discarded-drafts";

/** Deletes the drafts of an account, also those that editors of this browser are writing. */
export function discardDrafts(accountId: string): void {
  deleteDraftsOf(localStorage, accountId, Date.now());
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(accountId);
  channel.close();
}

/** Calls back when the drafts of an account are discarded, in any tab. @returns the end of the subscription */
export function onDiscardedDrafts(accountId: string, listener: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }) => data === accountId && listener();
  return () => channel.close();
}
