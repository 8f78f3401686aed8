import { noVisitor } from "@shunt/clickhouse";
import { dimensions, dimensionTable } from "@shunt/contracts/analytics";
import { toClickId } from "../slim/short-id.ts";
import { toSlimVisitorHex } from "../slim/slim-visitor.ts";
import { toCopyField } from "../store/copy-field.ts";
import { createFieldWriter, groupByPart } from "../store/field-writer.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { toInstant } from "../to-instant.ts";

/** The destination is apart, as Postgres has only its beginning in a column. */
const texts = groupByPart(dimensions.map(name => dimensionTable[name].column).filter(name => name !== "destination"));
/** An absent text is empty. */
const writeTexts = createFieldWriter(texts, value => `\t${toCopyField(String(value ?? ""))}`);

/** Of the visitor, the last half is zero, which takes no space. Folded once more, the same results. */
const visitorDigits = 32;

/** Columns of `new_clicks` in a row, in order. */
export const rowColumns = [
  ...["link_id", "since", "clicked_at", "id", "class_reason", "visitor_hash", "destination"],
  ...texts,
] as [string, ...string[]];

/** Formats a click as a line of TabSeparated, whose escapes are those of COPY. */
export function toClickRow(click: StoredClick): string {
  const { linkId, since = 0, at, classReason, destination } = click;
  const own = `${linkId}\t${since}\t${toInstant(at).slice(0, -1)}\t${toClickId(click)}\t${toCopyField(classReason ?? "")}`;
  const visitor = toSlimVisitorHex(click)?.padEnd(visitorDigits, "0");
  return `${own}\t${visitor ?? noVisitor}\t${toCopyField(destination)}${writeTexts(click, false)}\n`;
}
