import { useEffect, useRef } from "react";

/** Keys that lead elsewhere, or that press what has the focus. Others, such as arrows, may already be meant for the overlay. */
const otherKeys = new Set(["Escape", "Tab", "Enter", " "]);

/**
 * Stands for a menu, a popover or a window while its code loads: the `fallback` of its `Suspense`. The page is not locked
 * yet, so a press or a key that leads elsewhere closes the overlay before it appears. Otherwise two could be open.
 */
export function Opening({ onClose }: { onClose: () => void }) {
  const latest = useRef(onClose);
  useEffect(() => {
    latest.current = onClose;
  });
  useEffect(() => {
    const close = () => latest.current();
    const closeByKey = ({ key, ctrlKey, metaKey }: KeyboardEvent) => {
      if (otherKeys.has(key) || ctrlKey || metaKey) close();
    };
    // Before the handlers of what is pressed, which may open the same overlay again; not for the press that opened it, if
    // that is still on its way down from the window.
    window.addEventListener("pointerdown", close, true);
    window.addEventListener("keydown", closeByKey, true);
    return () => {
      window.removeEventListener("pointerdown", close, true);
      window.removeEventListener("keydown", closeByKey, true);
    };
  }, []);
  return <span hidden data-opening />;
}
