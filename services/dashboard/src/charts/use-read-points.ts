import { type KeyboardEvent, type PointerEvent, useState } from "react";

/**
 * Reads the points of a chart by pointer and arrow keys: `at` is the index of the one that is read, `handlers` go on the
 * chart, and `place` on the box that shows its numbers.
 *
 * @param xs where the points are, in pixels from the left edge of the chart, ascending
 * @param width of the chart in pixels
 */
export function useReadPoints(xs: readonly number[], width: number) {
  const [read, setRead] = useState<number>();
  const last = xs.length - 1;
  const clamp = (point: number) => Math.min(last, Math.max(0, point));
  // Points may have gone since.
  const at = read === undefined || last < 0 ? undefined : clamp(read);
  const move = (point: number) => {
    if (last >= 0) setRead(clamp(point));
  };
  return {
    at,
    place: toPlace(xs[at ?? 0] ?? 0, width),
    handlers: {
      onPointerMove: ({ currentTarget, clientX }: PointerEvent) =>
        move(findNearest(xs, clientX - currentTarget.getBoundingClientRect().left)),
      onPointerLeave: () => setRead(undefined),
      onBlur: () => setRead(undefined),
      onKeyDown: (event: KeyboardEvent) => {
        const steps: Record<string, number> = {
          ArrowLeft: (at ?? last + 1) - 1,
          ArrowRight: (at ?? -1) + 1,
          Home: 0,
          End: last,
        };
        const next = steps[event.key];
        if (next === undefined) return;
        event.preventDefault();
        move(next);
      },
    },
  };
}

function findNearest(xs: readonly number[], x: number): number {
  const distances = xs.map(each => Math.abs(each - x));
  return distances.indexOf(distances.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY));
}

/** The nearer to the right edge, the more of a box is left of its point, so that it never leaves the chart. */
function toPlace(x: number, width: number) {
  return { left: x, transform: `translateX(-${(width > 0 ? x / width : 0) * 100}%)` };
}
