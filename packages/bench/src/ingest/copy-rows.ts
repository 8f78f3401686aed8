import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Click } from "@shunt/contracts/clicks";
import { anonymousWorkspaceId } from "@shunt/db";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Stage } from "../stage.ts";

const rowsPerStatement = 10_000;
const columns =
  "clicked_at, link_id, id, workspace_id, class, visitor_hash, country, browser, browser_version, os, os_version, device, language, source, destination";

export interface CopyRun {
  perSecond: number;
  /** Processor time of Postgres (ms); undefined without /proc. */
  postgresMs: number | undefined;
}

/** The limit: COPY of rows like the worker's into the same table, over one connection. */
export async function copyRows({ databaseUrl, postgresMs }: Stage, clicks: readonly Click[]): Promise<CopyRun> {
  const statements: string[] = [];
  for (let i = 0; i < clicks.length; i += rowsPerStatement) {
    statements.push(
      clicks
        .slice(i, i + rowsPerStatement)
        .map(toRow)
        .join(""),
    );
  }
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const [startedAt, before] = [performance.now(), postgresMs()];
    for (const rows of statements) {
      await pipeline(Readable.from([rows]), client.query(copyFrom(`copy click_events (${columns}) from stdin`)));
    }
    const perSecond = clicks.length / ((performance.now() - startedAt) / 1_000);
    // While the connection is open: its process passes its time on only some moments after it ended.
    const after = postgresMs();
    return { perSecond, postgresMs: before === undefined || after === undefined ? undefined : after - before };
  } finally {
    await client.end();
  }
}

function toRow(click: Click): string {
  const hash = `\\\\x${randomUUID().replaceAll("-", "")}`;
  const fields = [
    ...[new Date(click.at).toISOString(), click.linkId, randomUUID(), anonymousWorkspaceId, "human", hash],
    ...["DE", "Chrome", "149.0", "Windows", "10", "desktop", "en-gb", "link", click.destination],
  ];
  return `${fields.join("\t")}\n`;
}
