const colours = 5;
/** Lines beyond the colours differ by their dashes, which also helps people who do not see colours. */
const dashes = ["", "7 4", "2 3", "9 3 2 3"] as const;

/** How a line is drawn. @param index of the line in its chart, up to 20 */
export function toLineStyle(index: number): { stroke: string; strokeDasharray: string } {
  return {
    stroke: `var(--color-chart-${(index % colours) + 1})`,
    strokeDasharray: dashes[Math.floor(index / colours) % dashes.length] as string,
  };
}

/** A piece of a line, for a legend. */
export function LineMark({ index }: { index: number }) {
  return (
    <svg width={24} height={8} aria-hidden className="shrink-0">
      <line x1={1} x2={23} y1={4} y2={4} strokeWidth={3} {...toLineStyle(index)} />
    </svg>
  );
}
