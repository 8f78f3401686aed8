const [width, height] = [64, 24];

/** The course of a few numbers as a small line; decoration, since the number stands beside it. */
export function Sparkline({ points }: { points: readonly number[] | undefined }) {
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden className="shrink-0">
      {points && (
        <path d={toPath(points)} fill="none" stroke="var(--color-chart-1)" strokeWidth={1.5} strokeLinejoin="round" />
      )}
    </svg>
  );
}

function toPath(points: readonly number[]): string {
  const max = Math.max(...points, 1);
  const step = width / Math.max(1, points.length - 1);
  const toY = (value: number) => height - 2 - (value / max) * (height - 4);
  return points.map((value, i) => `${i === 0 ? "M" : "L"}${(i * step).toFixed(1)} ${toY(value).toFixed(1)}`).join("");
}
