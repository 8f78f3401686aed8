import { type RefObject, useLayoutEffect, useState } from "react";
import type { LinkView } from "./links-search.ts";

/** Below this width (px) a table has no room, and cards take its place. */
const minTableWidth = 680;
const minCardWidth = 330;
/** Heights in rem, so that they grow with the text of people who enlarge it. */
const tableRowHeight = 4;
const cardHeight = 11.5;

export interface ListLayout {
  width: number;
  isTable: boolean;
  /** Links per line. */
  perLine: number;
  /** px */
  lineHeight: number;
  /** Distance from the top of the document to the first row (px). */
  top: number;
}

/** How the list looks in the space it has. */
export function useListLayout(list: RefObject<HTMLElement | null>, view: LinkView): ListLayout {
  const [{ width, top, rem }, setSize] = useState({ width: 0, top: 0, rem: 16 });
  useLayoutEffect(() => {
    const measure = () => {
      const box = list.current?.getBoundingClientRect();
      if (!box) return;
      const next = {
        width: Math.round(box.width),
        top: Math.round(box.top + window.scrollY),
        rem: Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
      };
      setSize(before => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    measure();
    // The toolbar above the list changes the height of the body.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    if (list.current) observer.observe(list.current);
    return () => observer.disconnect();
  }, [list]);
  const isTable = view === "table" && width >= minTableWidth;
  return {
    width,
    top,
    isTable,
    perLine: isTable ? 1 : Math.max(1, Math.floor(width / minCardWidth)),
    lineHeight: (isTable ? tableRowHeight : cardHeight) * rem,
  };
}
