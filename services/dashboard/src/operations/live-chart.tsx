import { scaleLinear } from "@visx/scale";
import { AreaClosed, LinePath } from "@visx/shape";
import { useId } from "react";
import { AreaGradient } from "../charts/area-gradient.tsx";
import { chartMessages } from "../charts/messages/index.ts";
import { useReadPoints } from "../charts/use-read-points.ts";
import { useWidth } from "../charts/use-width.ts";
import { useMessages } from "../messages/catalogue.ts";
import { formatCompact, formatTimeOfDay } from "../messages/format.ts";
import { type ChartPoint, shownMs } from "./history.ts";
import { operationsMessages } from "./messages/index.ts";

const height = 132;
const margin = { top: 8, right: 8, bottom: 22, left: 40 };

interface LiveChartProps {
  label: string;
  points: readonly ChartPoint[];
  format: (value: number) => string;
}

/** A number over the last 15 minutes, which end at the last point. Pointer and arrow keys read its points. */
export function LiveChart({ label, points, format }: LiveChartProps) {
  const t = useMessages(operationsMessages);
  const chart = useMessages(chartMessages);
  const { ref, width } = useWidth();
  const gradient = useId();
  const now = points.at(-1)?.time ?? 0;
  const x = scaleLinear({ domain: [now - shownMs, now], range: [margin.left, Math.max(width - margin.right, 1)] });
  const highest = Math.max(4, ...points.map(({ value }) => value ?? 0));
  const y = scaleLinear({ domain: [0, highest], range: [height - margin.bottom, margin.top], nice: true });
  const known = points.filter(hasValue);
  const { at, handlers, place } = useReadPoints(
    known.map(({ time }) => x(time)),
    width,
  );
  const current = at === undefined ? undefined : known[at];
  const line = { data: [...points], x: ({ time }: ChartPoint) => x(time), defined: hasValue };
  const toY = ({ value }: ChartPoint) => y(value ?? 0);
  return (
    <div ref={ref} className="relative min-h-33">
      {width > 0 && (
        <svg
          width={width}
          height={height}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read its points
          tabIndex={0}
          role="application"
          aria-label={`${label}. ${chart.readPoints}`}
          {...handlers}
          className="touch-pan-y rounded-lg"
        >
          <AreaGradient id={gradient} />
          {y.ticks(2).map(tick => (
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
          <text x={margin.left} y={height - 5} fontSize="12" fill="var(--color-quiet)">
            {formatTimeOfDay(now - shownMs)}
          </text>
          <text x={width - margin.right} y={height - 5} textAnchor="end" fontSize="12" fill="var(--color-quiet)">
            {t.now}
          </text>
          <AreaClosed {...line} y={toY} yScale={y} fill={`url(#${gradient})`} />
          <LinePath {...line} y={toY} stroke="var(--color-chart-1)" strokeWidth={2} strokeLinejoin="round" />
          {current && (
            <circle
              cx={x(current.time)}
              cy={toY(current)}
              r={4.5}
              fill="var(--color-chart-1)"
              stroke="var(--color-card)"
              strokeWidth={2}
            />
          )}
        </svg>
      )}
      <output
        aria-live="polite"
        className={`pointer-events-none absolute top-0 rounded-lg border border-line bg-raised px-3 py-1.5 text-sm whitespace-nowrap shadow-raised ${current ? "" : "invisible"}`}
        style={place}
      >
        {current && (
          <>
            <span className="block text-quiet">{formatTimeOfDay(current.time)}</span>
            <span className="block font-medium">{format(current.value)}</span>
          </>
        )}
      </output>
    </div>
  );
}

function hasValue(point: ChartPoint): point is { time: number; value: number } {
  return point.value !== null;
}
