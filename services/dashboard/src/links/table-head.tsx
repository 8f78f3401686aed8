import { ArrowDown, ArrowUp } from "lucide-react";
import { useMessages } from "../messages/catalogue.ts";
import { type ColumnName, toTemplate } from "./columns.ts";
import { HeadCell, Row } from "./grid-parts.tsx";
import type { LinkSort } from "./links-search.ts";
import { linksMessages } from "./messages/index.ts";
import { countSelected, type Selection } from "./selection.ts";

interface TableHeadProps {
  shown: readonly ColumnName[];
  selection: Selection;
  total: number;
  sort: LinkSort;
  onSort: (sort: LinkSort) => void;
  onSelectAll: (isOn: boolean) => void;
}

const sortOf: Partial<Record<ColumnName, "click_count" | "last_click" | "created_at">> = {
  clicks: "click_count",
  lastClick: "last_click",
  created: "created_at",
};

/** The names of the columns, which sort, and the box that selects all rows. */
export function TableHead({ shown, selection, total, sort, onSort, onSelectAll }: TableHeadProps) {
  const t = useMessages(linksMessages);
  const count = countSelected(selection, total);
  const isAll = count > 0 && count === total;
  return (
    <Row
      aria-rowindex={1}
      className="print:static sticky top-0 z-10 grid h-11 items-center rounded-t-2xl border-b border-line bg-card text-sm text-quiet"
      style={{ gridTemplateColumns: toTemplate(shown) }}
    >
      <HeadCell>
        <label className="flex size-11 cursor-pointer items-center justify-center">
          <input
            type="checkbox"
            aria-label={t.selectAll}
            checked={isAll}
            ref={input => {
              if (input) input.indeterminate = count > 0 && !isAll;
            }}
            onChange={() => onSelectAll(count === 0)}
            className="size-4.5 cursor-pointer"
          />
        </label>
      </HeadCell>
      <HeadCell>{t.columns.link}</HeadCell>
      {shown.map(name => (
        <ColumnHead key={name} name={name} sort={sort} onSort={onSort} />
      ))}
      <HeadCell>
        <span className="sr-only">{t.columns.actions}</span>
      </HeadCell>
    </Row>
  );
}

function ColumnHead({ name, sort, onSort }: { name: ColumnName } & Pick<TableHeadProps, "sort" | "onSort">) {
  const t = useMessages(linksMessages);
  const field = sortOf[name];
  const side = name === "clicks" ? "px-2 text-right" : "px-2";
  if (field === undefined) return <HeadCell className={side}>{t.columns[name]}</HeadCell>;
  const order = sort === field ? "ascending" : sort === `-${field}` ? "descending" : undefined;
  const Arrow = order === "ascending" ? ArrowUp : ArrowDown;
  return (
    <HeadCell aria-sort={order} className={side}>
      <button
        type="button"
        onClick={() => onSort(order === "descending" ? field : `-${field}`)}
        className={`inline-flex h-8 cursor-pointer items-center gap-1 rounded-md hover:text-text ${order ? "font-medium text-text" : ""}`}
      >
        {t.columns[name]}
        {order && <Arrow size={14} aria-hidden />}
      </button>
    </HeadCell>
  );
}
