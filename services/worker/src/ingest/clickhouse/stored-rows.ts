import { noVisitor } from "@shunt/clickhouse";
import type { ClickClass, ClickSource } from "@shunt/contracts/clicks";
import { toDay } from "../aggregate/day.ts";
import type { StoredClick } from "../store/stored-click.ts";

/** A row of `new_clicks`, by column. */
export type ClickRow = Readonly<Record<string, string>>;

/** Splits rows of TabSeparated. The last one ends with a line break, too. */
export function toLines(rows: Buffer): string[] {
  return rows.toString().split("\n").slice(0, -1);
}

/** Reads lines of TabSeparated. */
export function readRows(columns: readonly string[], lines: readonly string[]): ClickRow[] {
  return lines.map(line => {
    const fields = line.split("\t");
    return Object.fromEntries(columns.map((column, i) => [column, toText(fields[i] ?? "")]));
  });
}

/** The opposite of `toCopyField`. */
function toText(field: string): string {
  return field.includes("\\") ? field.replace(/\\(.)/g, (_, escaped: string) => specials[escaped] ?? escaped) : field;
}

const specials: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r" };

/** @param workspaces by link */
export function toStoredClick(row: ClickRow, workspaces: ReadonlyMap<string, string>): StoredClick {
  const text = (column: string): string | null => row[column] || null;
  const at = Date.parse(`${row.clicked_at?.replace(" ", "T")}Z`);
  const linkId = row.link_id ?? "";
  return {
    linkId,
    at,
    class: row.class as ClickClass,
    classReason: text("class_reason"),
    place: { country: text("country"), region: text("region"), city: text("city") },
    agent: {
      browser: text("browser"),
      browserVersion: text("browser_version"),
      os: text("os"),
      osVersion: text("os_version"),
      device: text("device"),
    },
    referrerHost: text("referrer_host"),
    language: text("language"),
    source: row.source as ClickSource,
    utm: {
      source: text("utm_source"),
      medium: text("utm_medium"),
      campaign: text("utm_campaign"),
      term: text("utm_term"),
      content: text("utm_content"),
    },
    destination: row.destination ?? "",
    rule: text("rule"),
    variant: text("variant"),
    id: row.id ?? "",
    idHigh: 0,
    idLow: 0,
    workspaceId: workspaces.get(linkId) ?? "",
    day: toDay(at),
    visitor: row.visitor_hash === noVisitor ? null : (row.visitor_hash ?? "").replaceAll("-", ""),
    since: Number(row.since),
  };
}
