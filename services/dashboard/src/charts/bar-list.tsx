import type { ReactNode } from "react";
import { formatNumber, formatPercent } from "../messages/format.ts";

export interface Bar {
  /** The value that a press passes on. */
  value: string;
  label: ReactNode;
  count: number;
  /** From 0 to 1. */
  share: number;
  isSelected?: boolean;
}

interface BarListProps {
  bars: readonly Bar[];
  /** Called for a press on a bar; without it bars only show. */
  onPress?: (value: string) => void;
  /** Says what a press does, such as "Only Austria". */
  toPressLabel?: (bar: Bar) => string;
}

/** Values with their counts; the longest bar fills the width. A press filters by the value. */
export function BarList({ bars, onPress, toPressLabel }: BarListProps) {
  const longest = Math.max(...bars.map(({ share }) => share), Number.MIN_VALUE);
  return (
    <ul className="flex flex-col gap-1">
      {bars.map(bar => (
        <li key={bar.value} className="relative">
          <div
            className={`absolute inset-y-0 left-0 rounded-md ${bar.isSelected ? "bg-accent-soft outline outline-accent" : "bg-accent-soft"}`}
            style={{ width: `${(bar.share / longest) * 100}%` }}
          />
          <div className="relative flex min-h-8 items-center gap-3 px-2.5 text-sm">
            {onPress ? (
              <button
                type="button"
                aria-pressed={bar.isSelected ?? false}
                title={toPressLabel?.(bar)}
                onClick={() => onPress(bar.value)}
                className="min-w-0 flex-1 cursor-pointer truncate py-1 text-left hover:underline"
              >
                {bar.label}
              </button>
            ) : (
              <span className="min-w-0 flex-1 truncate py-1">{bar.label}</span>
            )}
            <span className="font-medium tabular-nums">{formatNumber(bar.count)}</span>
            <span className="w-14 text-right text-quiet tabular-nums">{formatPercent(bar.share)}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}
