import { scaleLinear, scalePoint } from "@visx/scale";
import { AreaClosed, LinePath } from "@visx/shape";
import { type KeyboardEvent, type PointerEvent, useId, useState } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { formatCompact, formatNumber } from "../messages/format.ts";
import { chartMessages } from "./messages/index.ts";
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
/** Widths of a label below and next to an axis, in pixels. */
const tickWidth = 72;
const gridLines = 4;

/** Numbers over time: an area, and the period before as a dashed line. Pointer and arrow keys read its points. */
export function TimeSeries({
  points,
  valueLabel,
  previousLabel,
}: {
  points: readonly Point[];
  valueLabel: string;
  previousLabel: string;
}) {
  const t = useMessages(chartMessages);
  const { ref, width } = useWidth();
  const gradient = useId();
  const [at, setAt] = useState<number>();
  const x = scalePoint({
    domain: points.map((_, index) => index),
    range: [margin.left, Math.max(width - margin.right, margin.left)],
  });
  const highest = Math.max(4, ...points.map(({ value, previous = 0 }) => Math.max(value, previous)));
  const y = scaleLinear({ domain: [0, highest], range: [height - margin.bottom, margin.top], nice: true });
  const toX = (index: number) => x(index) ?? 0;
  const indexes = points.map((_, index) => index);
  const every = Math.max(1, Math.ceil((points.length * tickWidth) / Math.max(width - margin.left, tickWidth)));

  const read = ({ currentTarget, clientX }: PointerEvent) => {
    const share =
      (clientX - currentTarget.getBoundingClientRect().left - margin.left) /
      Math.max(1, width - margin.left - margin.right);
    setAt(Math.min(points.length - 1, Math.max(0, Math.round(share * (points.length - 1)))));
  };
  const move = (event: KeyboardEvent) => {
    const last = points.length - 1;
    const steps: Record<string, number> = {
      ArrowLeft: (at ?? last + 1) - 1,
      ArrowRight: (at ?? -1) + 1,
      Home: 0,
      End: last,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.min(last, Math.max(0, next)));
  };
  const current = at === undefined ? undefined : points[at];
  return (
    <div ref={ref} className="relative">
      {width > 0 && (
        <svg
          width={width}
          height={height}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read its points
          tabIndex={0}
          role="application"
          aria-label={`${valueLabel}. ${t.readPoints}`}
          onPointerMove={read}
          onPointerLeave={() => setAt(undefined)}
          onKeyDown={move}
          onBlur={() => setAt(undefined)}
          className="touch-pan-y rounded-lg"
        >
          <defs>
            <linearGradient id={gradient} x1="0" x2="0" y1="0" y2="1">
              <stop offset="0%" stopColor="var(--color-chart-1)" stopOpacity="0.28" />
              <stop offset="100%" stopColor="var(--color-chart-1)" stopOpacity="0.02" />
            </linearGradient>
          </defs>
          {y
            .ticks(gridLines)
            .filter(Number.isInteger)
            .map(tick => (
              <g key={tick}>
                <line x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} stroke="var(--color-line)" />
                <text
                  x={margin.left - 8}
                  y={y(tick)}
                  dy="0.32em"
                  textAnchor="end"
                  fontSize="12"
                  fill="var(--color-quiet)"
                >
                  {formatCompact(tick)}
                </text>
              </g>
            ))}
          {indexes
            .filter(index => index % every === 0)
            .map(index => (
              <text
                key={index}
                x={toX(index)}
                y={height - 8}
                textAnchor="middle"
                fontSize="12"
                fill="var(--color-quiet)"
              >
                {points[index]?.tick}
              </text>
            ))}
          <AreaClosed
            data={indexes}
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
            data={indexes}
            x={toX}
            y={index => y(points[index]?.value ?? 0)}
            stroke="var(--color-chart-1)"
            strokeWidth={2}
            strokeLinejoin="round"
          />
          {at !== undefined && current && (
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
        className={`pointer-events-none absolute top-0 rounded-lg border border-line bg-raised px-3 py-2 text-sm shadow-raised ${current ? "" : "invisible"}`}
        style={{ left: Math.min(Math.max(toX(at ?? 0) - 70, 0), Math.max(width - 160, 0)) }}
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
