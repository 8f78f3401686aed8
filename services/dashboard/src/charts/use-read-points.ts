import type { KeyboardEvent, PointerEvent } from "react";

interface Reading {
  /** The point that is read. */
  at: number | undefined;
  setAt: (at: number | undefined) => void;
  count: number;
  width: number;
  margin: { left: number; right: number };
}

/** Handlers with which pointer and arrow keys read the points of a chart, and where the point lies, from 0 to 1. */
export function useReadPoints({ at, setAt, count, width, margin }: Reading) {
  const last = count - 1;
  const clamp = (point: number) => Math.min(last, Math.max(0, point));
  return {
    share: last > 0 ? (at ?? 0) / last : 0.5,
    handlers: {
      onPointerMove: ({ currentTarget, clientX }: PointerEvent) => {
        const offset = clientX - currentTarget.getBoundingClientRect().left - margin.left;
        setAt(clamp(Math.round((offset / Math.max(1, width - margin.left - margin.right)) * last)));
      },
      onPointerLeave: () => setAt(undefined),
      onBlur: () => setAt(undefined),
      onKeyDown: (event: KeyboardEvent) => {
        const steps: Record<string, number> = {
          ArrowLeft: (at ?? count) - 1,
          ArrowRight: (at ?? -1) + 1,
          Home: 0,
          End: last,
        };
        const next = steps[event.key];
        if (next === undefined) return;
        event.preventDefault();
        setAt(clamp(next));
      },
    },
  };
}
