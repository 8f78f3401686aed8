import type { scaleLinear } from "@visx/scale";
import { formatCompact } from "../messages/format.ts";

interface ChartAxesProps {
  /** Position of a point. */
  x: (index: number) => number;
  y: ReturnType<typeof scaleLinear<number>>;
  width: number;
  height: number;
  margin: { left: number; right: number };
  /** With a short label each, below the axis. */
  points: readonly { tick: string }[];
  /** Allowed distances between points with a label, ascending; any without it. */
  tickSteps?: readonly number[] | undefined;
}

/** Width of a label below the axis, in pixels. */
const tickWidth = 72;
const gridLines = 4;

/** Horizontal lines with their numbers, and as many labels below as fit. */
export function ChartAxes({ x, y, width, height, margin, points, tickSteps }: ChartAxesProps) {
  const least = Math.max(1, Math.ceil((points.length * tickWidth) / Math.max(width - margin.left, tickWidth)));
  const every = tickSteps?.find(step => step >= least) ?? least;
  return (
    <>
      {y
        .ticks(gridLines)
        .filter(Number.isInteger)
        .map(tick => (
          <g key={tick}>
            <line x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} stroke="var(--color-line)" />
            <text x={margin.left - 8} y={y(tick)} dy="0.32em" textAnchor="end" fontSize="12" fill="var(--color-quiet)">
              {formatCompact(tick)}
            </text>
          </g>
        ))}
      {points.map(({ tick }, index) =>
        index % every === 0 ? (
          <text
            key={index}
            x={x(index)}
            y={height - 8}
            // The last label would be cut off.
            textAnchor={index === points.length - 1 && index > 0 ? "end" : "middle"}
            fontSize="12"
            fill="var(--color-quiet)"
          >
            {tick}
          </text>
        ) : undefined,
      )}
    </>
  );
}
