import { noVisitor } from "@shunt/clickhouse";
import { type Dimension, dimensions, dimensionTable } from "@shunt/contracts/analytics";
import { clickColumns, type SharedPart } from "../click-columns.ts";
import { toCopyField } from "../store/copy-field.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { toInstant } from "../to-instant.ts";

type TextColumn = Exclude<(typeof dimensionTable)[Dimension]["column"], "destination">;

const groups = Map.groupBy(
  dimensions.map(name => dimensionTable[name].column).filter(column => column !== "destination"),
  column => clickColumns[column].part,
);
const writers = [...groups].map(([part, columns]) => {
  const write = (click: StoredClick) => columns.map(column => toField(click, column)).join("\t");
  return part === undefined ? write : remember(part, write);
});

/** Columns of `new_clicks` in a row, in order. */
export const rowColumns = [
  ...["link_id", "since", "clicked_at", "id", "class_reason", "visitor_hash", "destination"],
  ...[...groups.values()].flat(),
] as [string, ...string[]];

/** Formats a click as a line of TabSeparated, whose escapes are those of COPY. An absent text is empty. */
export function toClickRow(click: StoredClick): string {
  const { linkId, since = 0, at, id, classReason, visitor, destination } = click;
  const own = `${linkId}\t${since}\t${toInstant(at).slice(0, -1)}\t${id}\t${toCopyField(classReason ?? "")}`;
  let row = `${own}\t${visitor ?? noVisitor}\t${toCopyField(destination)}`;
  for (const write of writers) row += `\t${write(click)}`;
  return `${row}\n`;
}

function toField(click: StoredClick, column: TextColumn): string {
  return toCopyField((clickColumns[column](click, false) as string | null) ?? "");
}

/** Formats the fields of a shared part once for all its clicks. */
function remember(part: SharedPart, write: (click: StoredClick) => string): (click: StoredClick) => string {
  const known = new WeakMap<object, string>();
  return click => {
    const found = known.get(click[part]);
    if (found !== undefined) return found;
    const fields = write(click);
    known.set(click[part], fields);
    return fields;
  };
}
