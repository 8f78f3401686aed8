import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { Caller } from "../../access/index.ts";
import type { Result } from "./created-link.ts";
import type { Draft } from "./draft.ts";
import { findExternalIds } from "./external-id.ts";
import { findReusable } from "./find-reusable.ts";

export interface ExistingLinks {
  /** By draft id: a reused link, or Problem "external-id-taken". */
  results: ReadonlyMap<string, Result>;
  /** Drafts that reuse the link of an earlier draft in the same request: from their id to its id. */
  sharing: ReadonlyMap<string, string>;
}

export const noExistingLinks: ExistingLinks = { results: new Map(), sharing: new Map() };

/**
 * Finds drafts whose external id is taken, and links to reuse. Concurrent requests for the same link wait until this
 * transaction ends.
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
  const firstDrafts = new Map<string, string>();
  for (const { draft, key } of keyed) {
    const { targetUrl, externalId } = draft.settings;
    const firstDraft = firstDrafts.get(key);
    const link = reusable.find(each => each.targetUrl === targetUrl && each.domainId === draft.domain.id);
    if (externalId !== null) {
      if (firstDraft !== undefined || taken.has(externalId)) results.set(draft.id, new Problem("external-id-taken"));
    } else if (link) results.set(draft.id, { link, isNew: false });
    else if (firstDraft !== undefined) sharing.set(draft.id, firstDraft);
    if (firstDraft === undefined) firstDrafts.set(key, draft.id);
  }
  return { results, sharing };
}

function toKey({ settings, mayReuse, domain }: Draft): string | undefined {
  if (settings.externalId !== null) return `external ${settings.externalId}`;
  return mayReuse ? `target ${domain.id} ${settings.targetUrl}` : undefined;
}

/** Sorted, so that two transactions cannot deadlock. */
async function lockKeys(tx: Db, { workspaceId }: Caller, keys: readonly string[]): Promise<void> {
  for (const key of [...new Set(keys)].sort())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`link ${workspaceId} ${key}`}, 0))`.execute(tx);
}
