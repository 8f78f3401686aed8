import { useEffect, useRef } from "react";
import { bindKeys } from "../app/bind-keys.ts";
import { isKeyTaken } from "../app/is-key-taken.ts";

export interface ListKeys {
  /** @param by rows down, or up if negative */
  move: (by: number) => void;
  select: (isRange: boolean) => void;
  open: () => void;
  edit: () => void;
  clear: () => void;
  search: () => void;
}

/** Single keys for the list. They do nothing while people type, or while a menu or a window is open. */
export function useListKeys(keys: ListKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const on = (run: (keys: ListKeys) => void) => (event: KeyboardEvent) => {
      if (isKeyTaken(event)) return;
      event.preventDefault();
      run(latest.current);
    };
    /** Keys that mean something to a control with the focus. */
    const onRow = (run: (keys: ListKeys) => void) => (event: KeyboardEvent) => {
      const isOnRow = event.target === document.body || (event.target as Element).getAttribute("role") === "row";
      if (isOnRow) on(run)(event);
    };
    const moves = {
      j: on(({ move }) => move(1)),
      k: on(({ move }) => move(-1)),
      ArrowDown: onRow(({ move }) => move(1)),
      ArrowUp: onRow(({ move }) => move(-1)),
      PageDown: onRow(({ move }) => move(10)),
      PageUp: onRow(({ move }) => move(-10)),
    };
    const others = {
      x: on(({ select }) => select(false)),
      "Shift+X": on(({ select }) => select(true)),
      Space: onRow(({ select }) => select(false)),
      Enter: onRow(({ open }) => open()),
      e: on(({ edit }) => edit()),
      Escape: on(({ clear }) => clear()),
      "/": on(({ search }) => search()),
    };
    // Before the keys of all pages, among which is another way to search.
    const unbindMoves = bindKeys(moves, { isFirst: true, isRepeated: true });
    const unbindOthers = bindKeys(others, { isFirst: true });
    return () => {
      unbindMoves();
      unbindOthers();
    };
  }, []);
}
