import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { Caller } from "../../access/index.ts";
import type { Result } from "./created-link.ts";
import type { Draft } from "./draft.ts";
import { findExternalIds } from "./external-id.ts";
import { findReusable } from "./find-reusable.ts";

/** What becomes of drafts for which nothing is made, by their ids. */
export interface ExistingLinks {
  results: ReadonlyMap<string, Result>;
  /** Those that want the link which an earlier draft of the same request makes; that one's id. */
  sharing: ReadonlyMap<string, string>;
}

export const noExistingLinks: ExistingLinks = { results: new Map(), sharing: new Map() };

/**
 * Finds out which drafts meet what is there already: external ids that are taken, and links that are asked for once more. Whoever
 * asks for the same at the same time waits until the transaction ends, and then finds it.
 */
export async function findExisting(tx: Db, actor: Caller, drafts: readonly Draft[]): Promise<ExistingLinks> {
  const keyed = drafts.flatMap(draft => {
    const key = toKey(draft);
    return key === undefined ? [] : [{ draft, key }];
  });
  if (keyed.length === 0) return noExistingLinks;
  await lockKeys(
    tx,
    actor,
    keyed.map(({ key }) => key),
  );
  const taken = await findExternalIds(
    tx,
    actor,
    drafts.flatMap(({ settings }) => settings.externalId ?? []),
  );
  const reusable = await findReusable(
    tx,
    actor,
    drafts.flatMap(({ mayReuse, settings }) => (mayReuse ? settings.targetUrl : [])),
  );
  const results = new Map<string, Result>();
  const sharing = new Map<string, string>();
  const makers = new Map<string, string>();
  for (const { draft, key } of keyed) {
    const { targetUrl, externalId } = draft.settings;
    const maker = makers.get(key);
    const link = reusable.find(each => each.targetUrl === targetUrl && each.domainId === draft.domain.id);
    if (externalId !== null) {
      if (maker !== undefined || taken.has(externalId)) results.set(draft.id, new Problem("external-id-taken"));
    } else if (link) results.set(draft.id, { link, isNew: false });
    else if (maker !== undefined) sharing.set(draft.id, maker);
    if (maker === undefined) makers.set(key, draft.id);
  }
  return { results, sharing };
}

/** What no two links may have that are made at once. */
function toKey({ settings, mayReuse, domain }: Draft): string | undefined {
  if (settings.externalId !== null) return `external ${settings.externalId}`;
  return mayReuse ? `target ${domain.id} ${settings.targetUrl}` : undefined;
}

/** Sorted, so that no two transactions wait for each other. */
async function lockKeys(tx: Db, { userId }: Caller, keys: readonly string[]): Promise<void> {
  for (const key of [...new Set(keys)].sort())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`link ${userId} ${key}`}, 0))`.execute(tx);
}
