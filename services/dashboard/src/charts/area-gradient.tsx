/** Fades the area below a line out towards the axis: `fill={`url(#${id})`}`. */
export function AreaGradient({ id }: { id: string }) {
  return (
    <defs>
      <linearGradient id={id} x1="0" x2="0" y1="0" y2="1">
        <stop offset="0%" stopColor="var(--color-chart-1)" stopOpacity="0.28" />
        <stop offset="100%" stopColor="var(--color-chart-1)" stopOpacity="0.02" />
      </linearGradient>
    </defs>
  );
}
