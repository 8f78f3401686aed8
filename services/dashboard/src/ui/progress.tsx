import { ProgressBar } from "react-aria-components";

interface ProgressProps {
  label: string;
  /** The state in words, such as "3 of 10". */
  valueText: string;
  /** From 0 to 1; undefined if the end is not known. */
  share?: number;
}

/** How far something is that takes more than a second. */
export function Progress({ label, valueText, share }: ProgressProps) {
  return (
    <ProgressBar
      aria-label={label}
      value={(share ?? 0) * 100}
      isIndeterminate={share === undefined}
      valueLabel={valueText}
      className="flex min-w-0 flex-1 items-center gap-3"
    >
      <span className="h-2 min-w-16 flex-1 overflow-hidden rounded-full bg-sunken forced-color-adjust-none">
        <span
          className={`block h-full rounded-full bg-accent transition-[width] ${share === undefined ? "animate-pulse" : ""}`}
          style={{ width: share === undefined ? "100%" : `${share * 100}%` }}
        />
      </span>
      <span className="text-sm text-quiet tabular-nums">{valueText}</span>
    </ProgressBar>
  );
}
