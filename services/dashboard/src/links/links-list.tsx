import type { Link } from "@shunt/contracts/links";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import {
  type FocusEvent,
  type ReactNode,
  type Ref,
  useDeferredValue,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
} from "react";
import { useMessages } from "../messages/catalogue.ts";
import { usePrinting } from "../ui/use-printing.ts";
import { type ColumnName, fitColumns, toTemplate } from "./columns.ts";
import { Grid, Row, RowGroup } from "./grid-parts.tsx";
import { LinkCard } from "./link-card.tsx";
import { LinkRow } from "./link-row.tsx";
import type { LinkSort, LinkView } from "./links-search.ts";
import { linksMessages } from "./messages/index.ts";
import type { RowActions } from "./row-actions.ts";
import { RowSkeleton } from "./row-skeleton.tsx";
import { isSelected, type Selection } from "./selection.ts";
import { TableHead } from "./table-head.tsx";
import type { LinkRows } from "./use-link-rows.ts";
import { type ListLayout, useListLayout } from "./use-list-layout.ts";

/** Moves the list from outside. */
export interface ListHandle {
  /** Scrolls to a row if needed and gives it the focus. */
  focusRow: (index: number) => void;
}

interface LinksListProps {
  rows: LinkRows;
  total: number;
  view: LinkView;
  chosenColumns: readonly ColumnName[];
  sort: LinkSort;
  onSort: (sort: LinkSort) => void;
  selection: Selection;
  onSelectAll: (isOn: boolean) => void;
  active: number;
  newId: string | undefined;
  actions: RowActions;
  ref: Ref<ListHandle>;
}

/** Rendered beyond the screen, so that scrolling shows no gaps (px). */
const overscanPx = 500;
/** The content of a page of A4 or Letter, upright (px). */
const paperWidth = 680;

/** The links as a table or as cards. Only what is on the screen exists, however many there are. */
export function LinksList({
  rows,
  total,
  view,
  chosenColumns,
  selection,
  active,
  newId,
  actions,
  ref,
  ...head
}: LinksListProps) {
  const t = useMessages(linksMessages);
  const box = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const layout = useListLayout(body, view);
  const { isTable, perLine, lineHeight, top, width } = layout;
  const isPrinting = usePrinting();
  const room = isPrinting ? Math.min(width, paperWidth) : width;
  const shown = useMemo(() => fitColumns(chosenColumns, room), [chosenColumns, room]);
  const virtualizer = useWindowVirtualizer({
    count: Math.ceil(total / perLine),
    estimateSize: () => lineHeight,
    overscan: Math.ceil(overscanPx / lineHeight),
    scrollMargin: top,
  });
  useEffect(() => virtualizer.measure(), [lineHeight]);
  const lines = virtualizer.getVirtualItems();
  const first = (lines[0]?.index ?? 0) * perLine;
  const last = Math.min(total, ((lines.at(-1)?.index ?? 0) + 1) * perLine) - 1;
  const { show } = rows;
  useEffect(() => show(first, last), [show, first, last]);
  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  // React draws what is deferred in pieces, between which the page can react; rows are most of the work of the page.
  const isDrawingLinks = useDeferredValue(true, false);
  const links = indexes.map(index => (isDrawingLinks ? rows.rowAt(index) : undefined));
  useImperativeHandle(ref, () => ({
    focusRow: index => {
      virtualizer.scrollToIndex(Math.floor(index / perLine), { align: "auto" });
      focusWhenThere(box, index);
    },
  }));

  const toRow = (link: Link | undefined, index: number) => {
    const props = link && {
      link,
      index,
      actions,
      isSelected: isSelected(selection, link.id),
      isActive: index === active,
      isNew: link.id === newId,
      points: rows.points.get(link.id),
    };
    return (
      <Row
        key={link?.id ?? index}
        data-index={index}
        aria-rowindex={index + (isTable ? 2 : 1)}
        aria-selected={props?.isSelected ?? false}
        tabIndex={index === active ? 0 : -1}
        className={toRowClass(isTable, props)}
        style={isTable ? { gridTemplateColumns: toTemplate(shown) } : undefined}
      >
        {!props ? (
          <RowSkeleton isTable={isTable} />
        ) : isTable ? (
          <LinkRow {...props} shown={shown} />
        ) : (
          <LinkCard {...props} />
        )}
      </Row>
    );
  };
  return (
    <Grid
      ref={box}
      aria-label={t.title}
      aria-rowcount={total + (isTable ? 1 : 0)}
      aria-multiselectable
      aria-busy={rows.isOutdated}
      onFocus={event => activateRow(event, actions)}
      className={`transition-opacity ${rows.isOutdated ? "opacity-60" : ""} ${isTable ? "rounded-2xl border border-line bg-card" : ""}`}
    >
      {isTable && <TableHead shown={shown} selection={selection} total={total} {...head} />}
      <RowGroup
        ref={body}
        className={`relative ${isTable ? "overflow-clip rounded-b-2xl" : ""}`}
        style={{ height: isPrinting ? "auto" : virtualizer.getTotalSize() }}
      >
        {isPrinting && <PrintedLines rows={rows} total={total} layout={layout} toRow={toRow} />}
        {width > 0 &&
          !isPrinting &&
          lines.map(line => (
            <div
              key={line.key}
              role="none"
              className="absolute inset-x-0 top-0"
              style={toLineStyle(line.start - top, layout)}
            >
              {indexes
                .slice(line.index * perLine - first, (line.index + 1) * perLine - first)
                .map((index, i) => toRow(links[line.index * perLine - first + i], index))}
            </div>
          ))}
      </RowGroup>
    </Grid>
  );
}

/** All rows that are loaded, one line below the other, as paper has no place for rows that are not. */
function PrintedLines({
  rows,
  total,
  layout,
  toRow,
}: Pick<LinksListProps, "rows" | "total"> & {
  layout: ListLayout;
  toRow: (link: Link | undefined, index: number) => ReactNode;
}) {
  const loaded = Array.from({ length: total }, (_, index) => index).filter(index => rows.rowAt(index) !== undefined);
  const { transform: _, ...style } = toLineStyle(0, layout);
  return Array.from({ length: Math.ceil(loaded.length / layout.perLine) }, (_line, line) => (
    <div key={loaded[line * layout.perLine]} role="none" className="break-inside-avoid" style={style}>
      {loaded.slice(line * layout.perLine, (line + 1) * layout.perLine).map(index => toRow(rows.rowAt(index), index))}
    </div>
  ));
}

function toLineStyle(start: number, { lineHeight, isTable, perLine }: ListLayout) {
  const place = { height: lineHeight, transform: `translateY(${start}px)` };
  return isTable
    ? place
    : { ...place, display: "grid", gap: 12, gridTemplateColumns: `repeat(${perLine}, minmax(0, 1fr))` };
}

function toRowClass(isTable: boolean, row: { isSelected: boolean; isNew: boolean } | undefined): string {
  const color = row?.isSelected || row?.isNew ? "bg-accent-soft" : isTable ? "hover:bg-sunken" : "bg-card";
  const shape = isTable
    ? "grid h-full items-center border-b border-line last:border-b-0"
    : "mb-3 min-w-0 rounded-2xl border border-line";
  return `${shape} ${color} outline-offset-[-2px] transition-colors`;
}

function activateRow({ target }: FocusEvent, actions: RowActions): void {
  const index = target.closest<HTMLElement>("[data-index]")?.dataset.index;
  if (index !== undefined) actions.activate(Number(index));
}

const maxFrames = 30;

/** The row exists a few frames after the list has scrolled to it. */
function focusWhenThere(box: { current: HTMLElement | null }, index: number, frames = maxFrames): void {
  const row = box.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
  if (row) row.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusWhenThere(box, index, frames - 1));
}
