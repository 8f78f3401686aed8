import { type KeyboardEvent, useState } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { formatNumber } from "../messages/format.ts";
import { chartMessages } from "./messages/index.ts";

interface HeatMapProps {
  label: string;
  rows: readonly string[];
  columns: readonly string[];
  /** `values[row][column]` */
  values: readonly (readonly number[])[];
}

const labelledEvery = 6;

/** Numbers in a grid; the darker a cell, the higher its number. Pointer and arrow keys read the cells. */
export function HeatMap({ label, rows, columns, values }: HeatMapProps) {
  const t = useMessages(chartMessages);
  const [at, setAt] = useState<{ row: number; column: number }>();
  const highest = Math.max(1, ...values.flat());
  const move = (event: KeyboardEvent) => {
    const { row, column } = at ?? { row: 0, column: 0 };
    const steps: Record<string, [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const clamp = (value: number, length: number) => Math.min(length - 1, Math.max(0, value));
    setAt(
      at
        ? { row: clamp(row + step[0], rows.length), column: clamp(column + step[1], columns.length) }
        : { row, column },
    );
  };
  const current = at && { name: `${rows[at.row]}, ${columns[at.column]}`, value: values[at.row]?.[at.column] ?? 0 };
  return (
    <div>
      <div
        role="application"
        aria-label={`${label}. ${t.readPoints}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read its cells
        tabIndex={0}
        onKeyDown={move}
        onBlur={() => setAt(undefined)}
        onPointerLeave={() => setAt(undefined)}
        className="grid gap-0.5 rounded-md text-xs text-quiet"
        style={{ gridTemplateColumns: `auto repeat(${columns.length}, minmax(0, 1fr))` }}
      >
        {rows.flatMap((name, row) => [
          <span key={name} className="pr-2 leading-5">
            {name}
          </span>,
          ...columns.map((column, index) => (
            <span
              key={`${name} ${column}`}
              onPointerEnter={() => setAt({ row, column: index })}
              className={`h-5 rounded-sm bg-sunken forced-color-adjust-none ${at?.row === row && at.column === index ? "outline-2 outline-accent" : ""}`}
              style={{
                backgroundColor: `color-mix(in oklab, var(--color-chart-1) ${Math.round(((values[row]?.[index] ?? 0) / highest) * 100)}%, var(--color-sunken))`,
              }}
            />
          )),
        ])}
        <span />
        {columns.map((column, index) => (
          <span key={column} className="overflow-visible whitespace-nowrap">
            {index % labelledEvery === 0 ? column : ""}
          </span>
        ))}
      </div>
      <output aria-live="polite" className="mt-2 block min-h-6 text-sm">
        {current && `${current.name}: ${formatNumber(current.value)}`}
      </output>
    </div>
  );
}
