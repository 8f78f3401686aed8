import { useCallback, useState } from "react";

/** Measures an element: `ref` goes on it, `width` follows it, 0 until it exists. */
export function useWidth(): { ref: (element: Element | null) => (() => void) | undefined; width: number } {
  const [width, setWidth] = useState(0);
  const ref = useCallback((element: Element | null) => {
    if (!element) return;
    // The observer reports after the first paint, when what is below would move.
    setWidth(Math.round(element.clientWidth));
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
