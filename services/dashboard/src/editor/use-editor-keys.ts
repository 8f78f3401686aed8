import { useEffect, useRef } from "react";
import { tinykeys } from "tinykeys";
import { isOverlayOpen } from "../app/is-key-taken.ts";

interface Actions {
  save: () => void;
  leave: () => void;
}

/** Ctrl+S or Cmd+S saves, Escape leaves unless it closes something else. */
export function useEditorKeys(actions: Actions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(
    () =>
      tinykeys(
        window,
        {
          "$mod+s": event => {
            event.preventDefault();
            latest.current.save();
          },
          Escape: event => {
            const isElsewhere = event.defaultPrevented || isOverlayOpen() || isChoosing(event.target);
            if (!isElsewhere) latest.current.leave();
          },
        },
        // Also from fields, whose keys tinykeys would ignore and React Aria keeps from going further up.
        { capture: true, ignore: event => event.repeat || event.isComposing },
      ),
    [],
  );
}

function isChoosing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.getAttribute("aria-expanded") === "true" && target.role === "combobox";
}
