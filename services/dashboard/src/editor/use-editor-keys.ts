import { useEffect, useRef } from "react";
import { bindKeys } from "../app/bind-keys.ts";
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
      bindKeys(
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
        { isFirst: true },
      ),
    [],
  );
}

function isChoosing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.getAttribute("aria-expanded") === "true" && target.role === "combobox";
}
