import { scaleLinear, scalePoint } from "@visx/scale";
import { LinePath } from "@visx/shape";
import { useMessages } from "../messages/catalogue.ts";
import { formatNumber } from "../messages/format.ts";
import { ChartAxes } from "./chart-axes.tsx";
import { LineMark, toLineStyle } from "./line-mark.tsx";
import { chartMessages } from "./messages/index.ts";
import { useReadPoints } from "./use-read-points.ts";
import { useWidth } from "./use-width.ts";

interface LineSeriesProps {
  label: string;
  points: readonly { label: string; tick: string }[];
  /** Each with a value for each point. */
  lines: readonly { name: string; values: readonly number[] }[];
  /** Points that have begun: the lines end there, as the future has no numbers. */
  begun?: number;
  /** Allowed distances between points with a label below, ascending; any without it. */
  tickSteps?: readonly number[] | undefined;
}

const height = 288;
const margin = { top: 12, right: 12, bottom: 28, left: 44 };
const shownInTooltip = 8;

/** Several numbers over time, a line each. Pointer and arrow keys read its points, the highest lines first. */
export function LineSeries({ label, points, lines, begun = points.length, tickSteps }: LineSeriesProps) {
  const t = useMessages(chartMessages);
  const { ref, width } = useWidth();
  const indexes = points.map((_, index) => index);
  const x = scalePoint({ domain: indexes, range: [margin.left, Math.max(width - margin.right, margin.left)] });
  const highest = Math.max(4, ...lines.flatMap(({ values }) => values));
  const y = scaleLinear({ domain: [0, highest], range: [height - margin.bottom, margin.top], nice: true });
  const toX = (index: number) => x(index) ?? 0;
  const { at, handlers, place } = useReadPoints(indexes.map(toX), width);
  const read =
    at === undefined
      ? []
      : lines
          .map(({ name, values }, index) => ({ name, index, value: values[at] ?? 0 }))
          .sort((a, b) => b.value - a.value)
          .slice(0, shownInTooltip);
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
          aria-label={`${label}. ${t.readPoints}`}
          {...handlers}
          className="print:h-auto print:max-w-full touch-pan-y rounded-lg"
        >
          <ChartAxes {...{ x: toX, y, width, height, margin, points, tickSteps }} />
          {lines.map(({ name, values }, index) => (
            <LinePath
              key={`${name} ${index}`}
              data={indexes.slice(0, begun)}
              x={toX}
              y={point => y(values[point] ?? 0)}
              strokeWidth={2}
              strokeLinejoin="round"
              fill="none"
              {...toLineStyle(index)}
            />
          ))}
          {at !== undefined && (
            <line
              pointerEvents="none"
              x1={toX(at)}
              x2={toX(at)}
              y1={margin.top}
              y2={height - margin.bottom}
              stroke="var(--color-field)"
            />
          )}
        </svg>
      )}
      <output
        aria-live="polite"
        className={`pointer-events-none absolute top-0 flex flex-col gap-0.5 rounded-lg border border-line bg-raised px-3 py-2 text-sm whitespace-nowrap shadow-raised ${at === undefined ? "invisible" : ""}`}
        style={place}
      >
        {at !== undefined && <span className="text-quiet">{points[at]?.label}</span>}
        {read.map(({ name, index, value }) => (
          <span key={index} className="flex items-center gap-2">
            <LineMark index={index} />
            <span className="max-w-40 truncate">{name}:</span>
            <span className="ml-auto font-medium">{formatNumber(value)}</span>
          </span>
        ))}
      </output>
    </div>
  );
}
