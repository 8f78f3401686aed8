import { scaleLinear, scalePoint } from "@visx/scale";
import { AreaClosed, LinePath } from "@visx/shape";
import { useId } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { formatNumber } from "../messages/format.ts";
import { AreaGradient } from "./area-gradient.tsx";
import { ChartAxes } from "./chart-axes.tsx";
import { chartMessages } from "./messages/index.ts";
import { useReadPoints } from "./use-read-points.ts";
import { useWidth } from "./use-width.ts";

export interface Point {
  /** Of the whole point, shown next to its numbers. */
  label: string;
  /** Short, below the axis. */
  tick: string;
  value: number;
  /** The same point of the period before. */
  previous?: number | undefined;
}

const height = 240;
const margin = { top: 12, right: 12, bottom: 28, left: 44 };

/** Numbers over time: an area, and the period before as a dashed line. Pointer and arrow keys read its points. */
export function TimeSeries({
  points,
  valueLabel,
  previousLabel,
  begun = points.length,
  tickSteps,
}: {
  points: readonly Point[];
  valueLabel: string;
  previousLabel: string;
  /** Points that have begun: the line ends there, as the future has no numbers. */
  begun?: number;
  /** Allowed distances between points with a label below, ascending; any without it. */
  tickSteps?: readonly number[] | undefined;
}) {
  const t = useMessages(chartMessages);
  const { ref, width } = useWidth();
  const gradient = useId();
  const x = scalePoint({
    domain: points.map((_, index) => index),
    range: [margin.left, Math.max(width - margin.right, margin.left)],
  });
  const highest = Math.max(4, ...points.map(({ value, previous = 0 }) => Math.max(value, previous)));
  const y = scaleLinear({ domain: [0, highest], range: [height - margin.bottom, margin.top], nice: true });
  const toX = (index: number) => x(index) ?? 0;
  const indexes = points.map((_, index) => index);
  const past = indexes.slice(0, begun);
  const { at, handlers, place } = useReadPoints(indexes.map(toX), width);
  const current = at === undefined ? undefined : points[at];
  return (
    <div ref={ref} className="relative">
      {width > 0 && (
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read its points
          tabIndex={0}
          role="application"
          aria-label={`${valueLabel}. ${t.readPoints}`}
          {...handlers}
          className="print:h-auto print:max-w-full touch-pan-y rounded-lg"
        >
          <AreaGradient id={gradient} />
          <ChartAxes {...{ x: toX, y, width, height, margin, points, tickSteps }} />
          <AreaClosed
            data={past}
            x={toX}
            y={index => y(points[index]?.value ?? 0)}
            yScale={y}
            fill={`url(#${gradient})`}
          />
          <LinePath
            data={indexes}
            x={toX}
            y={index => y(points[index]?.previous ?? 0)}
            stroke="var(--color-quiet)"
            strokeWidth={1.5}
            strokeDasharray="3 4"
          />
          <LinePath
            data={past}
            x={toX}
            y={index => y(points[index]?.value ?? 0)}
            stroke="var(--color-chart-1)"
            strokeWidth={2}
            strokeLinejoin="round"
          />
          {at !== undefined && current && at < begun && (
            <g pointerEvents="none">
              <line x1={toX(at)} x2={toX(at)} y1={margin.top} y2={height - margin.bottom} stroke="var(--color-field)" />
              <circle
                cx={toX(at)}
                cy={y(current.value)}
                r={4.5}
                fill="var(--color-chart-1)"
                stroke="var(--color-card)"
                strokeWidth={2}
              />
            </g>
          )}
        </svg>
      )}
      <output
        aria-live="polite"
        className={`pointer-events-none absolute top-0 rounded-lg border border-line bg-raised px-3 py-2 text-sm whitespace-nowrap shadow-raised ${current ? "" : "invisible"}`}
        style={place}
      >
        {current && (
          <>
            <span className="block text-quiet">{current.label}</span>
            <span className="block font-medium">
              {valueLabel}: {formatNumber(current.value)}
            </span>
            {current.previous !== undefined && (
              <span className="block text-quiet">
                {previousLabel}: {formatNumber(current.previous)}
              </span>
            )}
          </>
        )}
      </output>
    </div>
  );
}
