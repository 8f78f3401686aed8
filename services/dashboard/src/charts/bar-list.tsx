import { Check, Ellipsis } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { formatNumber, formatPercent } from "../messages/format.ts";
import { AnchoredMenu, MenuItem } from "../ui/menu.tsx";
import { chartMessages } from "./messages/index.ts";
import { useRowWindow } from "./use-row-window.ts";

export interface Bar {
  /** The value that a press passes on. */
  value: string;
  label: ReactNode;
  count: number;
  /** From 0 to 1. */
  share: number;
  isSelected?: boolean;
}

/** Something to do with a bar, such as "Without Austria". */
export interface BarAction {
  label: string;
  run: () => void;
}

interface BarListProps {
  bars: readonly Bar[];
  /** Called for a press on a bar; without it bars only show. */
  onPress?: ((value: string) => void) | undefined;
  /** Actions of the menu at the end of each bar; without it there is no menu. */
  toActions?: ((bar: Bar) => readonly BarAction[]) | undefined;
  /** Names the menu of a bar. */
  toMenuLabel?: (bar: Bar) => string;
  /** Scrolls, and draws only the bars in sight. Names what scrolls. */
  scrollLabel?: string | undefined;
}

/** Rows have one height, so that long lists draw only what is in sight. */
const rowHeight = 36;

/** Values with their counts; the longest bar fills the width. A press filters by the value, a menu offers more. */
export function BarList({ bars, scrollLabel, ...row }: BarListProps) {
  const [menu, setMenu] = useState<{ bar: Bar; anchor: HTMLElement }>();
  const { ref, first, count } = useRowWindow(bars.length, rowHeight, scrollLabel !== undefined);
  const longest = Math.max(...bars.map(({ share }) => share), Number.MIN_VALUE);
  const shown = bars.slice(first, first + count);
  const list = (
    <ul
      style={{
        paddingTop: first * rowHeight,
        paddingBottom: Math.max(0, bars.length - first - shown.length) * rowHeight,
      }}
    >
      {shown.map((bar, index) => (
        <BarRow
          key={bar.value}
          bar={bar}
          width={bar.share / longest}
          position={scrollLabel === undefined ? undefined : { at: first + index + 1, of: bars.length }}
          onMenu={row.toActions && (anchor => setMenu({ bar, anchor }))}
          {...row}
        />
      ))}
    </ul>
  );
  return (
    <>
      {scrollLabel === undefined ? (
        list
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: people with a keyboard scroll it
        <section ref={ref} tabIndex={0} aria-label={scrollLabel} className="max-h-96 overflow-y-auto rounded-lg">
          {list}
        </section>
      )}
      {menu && <BarMenu {...menu} actions={row.toActions?.(menu.bar) ?? []} onClose={() => setMenu(undefined)} />}
    </>
  );
}

interface BarRowProps extends Pick<BarListProps, "onPress" | "toMenuLabel"> {
  bar: Bar;
  /** From 0 to 1. */
  width: number;
  position: { at: number; of: number } | undefined;
  onMenu?: ((anchor: HTMLElement) => void) | undefined;
}

function BarRow({ bar, width, position, onPress, onMenu, toMenuLabel }: BarRowProps) {
  const t = useMessages(chartMessages);
  return (
    <li
      className="group relative flex h-9 items-center py-0.5"
      {...(position && { "aria-posinset": position.at, "aria-setsize": position.of })}
    >
      <div
        className={`absolute inset-y-0.5 left-0 rounded-md border border-transparent ${bar.isSelected ? "bg-accent-soft outline-2 -outline-offset-2 outline-accent" : "bg-accent-soft"}`}
        style={{ width: `${width * 100}%` }}
      />
      <div className="relative flex min-w-0 flex-1 items-center gap-2 px-2.5 text-sm">
        {bar.isSelected && <Check size={15} className="shrink-0 text-accent" aria-hidden />}
        {onPress ? (
          <button
            type="button"
            aria-pressed={bar.isSelected ?? false}
            onClick={() => onPress(bar.value)}
            className={`min-w-0 flex-1 cursor-pointer truncate py-1 text-left hover:underline ${bar.isSelected ? "font-medium" : ""}`}
          >
            {bar.label}
          </button>
        ) : (
          <span className="min-w-0 flex-1 truncate py-1">{bar.label}</span>
        )}
        <span className="font-medium tabular-nums">{formatNumber(bar.count)}</span>
        <span className="w-13 text-right text-quiet tabular-nums">{formatPercent(bar.share)}</span>
        {onMenu && (
          <button
            type="button"
            aria-haspopup="menu"
            aria-label={toMenuLabel?.(bar) ?? t.more}
            onClick={({ currentTarget }) => onMenu(currentTarget)}
            className="flex size-7 shrink-0 cursor-pointer items-center justify-center rounded-md text-quiet hover:bg-sunken hover:text-text"
          >
            <Ellipsis size={15} aria-hidden />
          </button>
        )}
      </div>
    </li>
  );
}

function BarMenu({
  anchor,
  actions,
  onClose,
}: {
  anchor: HTMLElement;
  actions: readonly BarAction[];
  onClose: () => void;
}) {
  const t = useMessages(chartMessages);
  const ref = useMemo(() => ({ current: anchor }), [anchor]);
  return (
    <AnchoredMenu anchor={ref} onClose={onClose} aria-label={t.more}>
      {actions.map(({ label, run }) => (
        <MenuItem key={label} onAction={run}>
          {label}
        </MenuItem>
      ))}
    </AnchoredMenu>
  );
}
