import { randomUUID } from "node:crypto";
import { neverReset } from "@shunt/clickhouse";
import type { AbortableQueryOptions, RawBuilder } from "kysely";
import { findKnownLinks, isOf, type KnownLinks } from "./known-links.ts";
import type { Sources } from "./sources.ts";
import { bound, ch, type Statement } from "./statement.ts";

/** Of larger scopes, ClickHouse keeps the links, so that they are not sent with each question. */
const mostInQuestion = 3_000;

/**
 * Returns a condition on `link_id` and `since`, true only for clicks that count.
 *
 * @param condition on `links`
 */
export async function isOfScope(
  sources: Sources,
  condition: RawBuilder<unknown>,
  execution: AbortableQueryOptions,
): Promise<Statement> {
  const known = await findKnownLinks(sources.db, condition, { ...execution, most: mostInQuestion });
  if (known.links <= mostInQuestion) return isOf(known);
  if (await hasScope(sources, known, execution.signal)) return isIn(known.key);
  // Links may have changed meanwhile, which is another scope then.
  const all = await findKnownLinks(sources.db, condition, execution);
  if (all.links <= mostInQuestion) return isOf(all);
  await writeScope(sources, all);
  return isIn(all.key);
}

function isIn(key: string): Statement {
  return ch`(link_id, since) in (select link_id, since from link_scopes where scope = ${bound("String", key)})`;
}

/** Older ones may be deleted while a question uses them. */
async function hasScope(
  { ask }: Sources,
  { key, links }: KnownLinks,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const [found] = await ask<{ links: number }>(
    ch`select uniqExact(link_id) as links from link_scopes
      where scope = ${bound("String", key)} and made_at > now() - interval 1 day`,
    signal,
  );
  return found?.links === links;
}

async function writeScope({ insert }: Sources, { key, ids, reset }: KnownLinks): Promise<void> {
  const toRow = (id: string, since: number) => `${key}\t${id}\t${since}\n`;
  const rows = [...ids.map(id => toRow(id, neverReset)), ...reset.map(({ id, since }) => toRow(id, since))];
  // Written twice, a link is in the scope once.
  const token = `scope/${randomUUID()}`;
  await insert("link_scopes", rows.join(""), { columns: ["scope", "link_id", "since"], token });
}
