import { useSyncExternalStore } from "react";

/** Ids of what pages no longer show, because it will be deleted when the time to undo ends. */
export interface LeavingIds {
  useIds: () => ReadonlySet<string>;
  hide: (ids: Iterable<string>) => void;
  show: (ids: Iterable<string>) => void;
}

export function createLeavingIds(): LeavingIds {
  let leaving: ReadonlySet<string> = new Set();
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const replace = (next: ReadonlySet<string>) => {
    leaving = next;
    for (const listener of listeners) listener();
  };
  return {
    useIds: () => useSyncExternalStore(subscribe, () => leaving),
    hide: ids => replace(new Set([...leaving, ...ids])),
    show: ids => {
      const shown = new Set(ids);
      replace(new Set([...leaving].filter(id => !shown.has(id))));
    },
  };
}
