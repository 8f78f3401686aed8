import { useSyncExternalStore } from "react";

/** Links that lists no longer show because they will be deleted when the time to undo ends. */
let leaving: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

export function useLeavingIds(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => leaving);
}

export function hideLinks(ids: Iterable<string>): void {
  replace(new Set([...leaving, ...ids]));
}

export function showLinks(ids: Iterable<string>): void {
  const shown = new Set(ids);
  replace(new Set([...leaving].filter(id => !shown.has(id))));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function replace(next: ReadonlySet<string>): void {
  leaving = next;
  for (const listener of listeners) listener();
}
