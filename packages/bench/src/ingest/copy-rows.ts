import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Click } from "@shunt/contracts/clicks";
import { anonymousWorkspaceId } from "@shunt/db";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Stage } from "../stage.ts";

const rowsPerStatement = 10_000;

export interface CopyRun {
  perSecond: number;
  /** Processor time of Postgres (ms); undefined without /proc. */
  postgresMs: number | undefined;
}

/** Rows of a table, like the worker's. */
export interface CopiedForm {
  table: string;
  columns: string;
  toFields: (click: Click, i: number) => (string | number)[];
}

/** Clicks with their values. */
export const wideForm: CopiedForm = {
  table: "click_events",
  columns:
    "clicked_at, link_id, id, workspace_id, class, visitor_hash, country, browser, browser_version, os, os_version, device, language, source, destination",
  toFields: click => [
    ...[new Date(click.at).toISOString(), click.linkId, randomUUID(), anonymousWorkspaceId, "human"],
    `\\\\x${randomUUID().replaceAll("-", "")}`,
    ...["DE", "Chrome", "149.0", "Windows", "10", "desktop", "en-gb", "link", click.destination],
  ],
};

/** Clicks with ids, which the worker writes. */
export const slimForm: CopiedForm = {
  table: "slim_clicks",
  columns: "clicked_at, link_id, short_id, visitor, destination, workspace_key, place, agent, origin, kind, flags",
  toFields: (click, i) => [
    ...[new Date(click.at).toISOString(), click.linkId, -1 - i, Math.imul(i, 31), Math.imul(i, 17)],
    ...[0, i % 200, i % 100, i % 50, i % 20, 0],
  ],
};

/** The limit: COPY of rows over one connection. */
export async function copyRows(
  { databaseUrl, postgresMs }: Stage,
  { table, columns, toFields }: CopiedForm,
  clicks: readonly Click[],
): Promise<CopyRun> {
  const rows = clicks.map((click, i) => `${toFields(click, i).join("\t")}\n`);
  const statements: string[] = [];
  for (let i = 0; i < rows.length; i += rowsPerStatement) statements.push(rows.slice(i, i + rowsPerStatement).join(""));
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const [startedAt, before] = [performance.now(), postgresMs()];
    for (const text of statements) {
      await pipeline(Readable.from([text]), client.query(copyFrom(`copy ${table} (${columns}) from stdin`)));
    }
    const perSecond = clicks.length / ((performance.now() - startedAt) / 1_000);
    // While the connection is open: its process passes its time on only some moments after it ended.
    const after = postgresMs();
    return { perSecond, postgresMs: before === undefined || after === undefined ? undefined : after - before };
  } finally {
    await client.end();
  }
}
