import { useCallback, useState } from "react";

/** Drawn above and below what is in sight, so that quick scrolling shows no gap. */
const margin = 8;

/**
 * The rows of a long list that are in sight of its scrolling element, on which `ref` goes. All rows have one height.
 *
 * @param isOn without it, all rows are drawn
 */
export function useRowWindow(rows: number, rowHeight: number, isOn: boolean) {
  const [{ top, height }, setPlace] = useState({ top: 0, height: 400 });
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const read = () => setPlace({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener("scroll", read, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", read);
    };
  }, []);
  if (!isOn) return { ref, first: 0, count: rows };
  const last = Math.ceil((top + height) / rowHeight) + margin;
  const first = Math.max(0, Math.min(Math.floor(top / rowHeight) - margin, rows - 1));
  return { ref, first, count: Math.min(rows, last) - first };
}
