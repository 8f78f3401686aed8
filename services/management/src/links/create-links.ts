import { type CreateLink, Problem } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import type { Caller } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { emitLinkEvents } from "../webhooks/emit-link-events.ts";
import { toSettings } from "./apply-changes.ts";
import { announceChanges, toAnnouncements } from "./cache-outbox.ts";
import { createDomainChoice } from "./code-domains.ts";
import { type Draft, refuseInput, toDraft } from "./draft.ts";
import { findKnown, nothingKnown } from "./find-known.ts";
import { insertLinks } from "./insert-links.ts";
import type { InsertLinks } from "./join-inserts.ts";
import { createLinkJudge } from "./link-judge.ts";
import type { LinkRecord } from "./link-record.ts";
import { getLinkRows } from "./link-store.ts";
import { addTags } from "./link-tags.ts";
import { createRandomCode } from "./random-code.ts";

/** Seven characters of 56 make collisions rare; several in a row mean that the codes are running out. */
const maxDraws = 10;
/** Hosts may be blocked between judging and writing, but hardly twice. */
const maxJudgements = 3;

/** What an input has led to. */
export interface CreatedLink {
  link: LinkRecord;
  /** False where a link was there already that leads to the same place, and the input asked for it. */
  isNew: boolean;
}

export type Result = CreatedLink | Problem;

/**
 * Makes links: each input gets its link, or the reason why not, in its place. Without an actor they belong to nobody, and nobody
 * can change them.
 *
 * Reasons are Problems "alias-taken", "external-id-taken", "domain-not-found", "forbidden", "target-refused" and
 * "validation-failed".
 *
 * @param isDryRun finds out what would become of each, and leaves nothing behind
 * @param mayBeExpired as for `refuseInput`
 */
export async function createLinks(
  context: Context,
  actor: Caller | undefined,
  inputs: readonly CreateLink[],
  { isDryRun = false, mayBeExpired = false } = {},
): Promise<Result[]> {
  for (let judgement = 1; ; judgement++) {
    const prepared = await prepareLinks(context, actor, inputs, { mayBeExpired });
    try {
      const written = await writeDrafts(context, actor, prepared, { isDryRun });
      if (!isDryRun) await announce(context, written);
      return toResults(prepared, written);
    } catch (err) {
      // A host was blocked after it was judged: judged again, only what leads there is refused.
      if (judgement === maxJudgements || !(err instanceof Problem) || err.code !== "target-refused") throw err;
    }
  }
}

/** What has been decided about inputs before anything is written. */
export interface PreparedLinks {
  /** The reason why not, in the place of its input. */
  refusals: readonly (Problem | undefined)[];
  drafts: readonly Draft[];
}

/** Judges inputs, as `createLinks` does, and chooses domains. Asks the database by itself, so not from within a transaction. */
export async function prepareLinks(
  context: Context,
  actor: Caller | undefined,
  inputs: readonly CreateLink[],
  { mayBeExpired = false } = {},
): Promise<PreparedLinks> {
  const { findRefused, findDomains, config } = context;
  const candidates = inputs.map(input => ({ input, settings: toSettings(input) }));
  const [judge, chooseDomain] = await Promise.all([
    createLinkJudge(
      findRefused,
      config,
      candidates.map(({ settings }) => settings),
    ),
    createDomainChoice(
      findDomains,
      actor,
      inputs.map(({ domain }) => domain),
    ),
  ]);
  const refusals: (Problem | undefined)[] = [];
  const drafts: Draft[] = [];
  for (const [position, { input, settings }] of candidates.entries()) {
    const domain = chooseDomain(input.domain);
    const refusal = refuseInput(input, actor, { mayBeExpired }) ?? judge(settings);
    if (refusal) refusals[position] = refusal;
    else if (domain instanceof Problem) refusals[position] = domain;
    else drafts.push(toDraft({ input, settings, domain, position }));
  }
  return { refusals, drafts };
}

/**
 * Makes prepared links in the transaction of something greater. `announce` tells the caches, once that has committed; where a
 * crash skips it, the worker does.
 */
export async function writeLinks(
  tx: Db,
  context: Context,
  actor: Caller,
  prepared: PreparedLinks,
): Promise<{ results: Result[]; announce: () => Promise<void> }> {
  const written = await writeWithin(tx, context, actor, prepared.drafts);
  return { results: toResults(prepared, written), announce: () => announce(context, written) };
}

function toResults({ refusals, drafts }: PreparedLinks, written: Written): Result[] {
  const results: (Result | undefined)[] = [...refusals];
  for (const { position, id } of drafts) results[position] = written.results.get(id) ?? new Problem("alias-taken");
  return results as Result[];
}

async function announce(context: Context, { results, outboxIds }: Written): Promise<void> {
  await announceChanges(context, outboxIds, toNewLinks(results).flatMap(toAnnouncements));
}

/** One link, as `createLinks` makes it. @throws the Problem that it was refused with */
export async function createLink(context: Context, actor: Caller | undefined, input: CreateLink): Promise<CreatedLink> {
  const [result] = await createLinks(context, actor, [input]);
  if (result === undefined || result instanceof Problem) throw result;
  return result;
}

interface Written {
  /** By the ids of their drafts; without those whose alias somebody else has. */
  results: ReadonlyMap<string, Result>;
  outboxIds: readonly number[];
  /** The ids of new links that a webhook subscribes to. */
  withWebhook: ReadonlySet<string>;
}

/** A plain link shares the transaction of others that are created at the same time. */
async function writeDrafts(
  context: Context,
  actor: Caller | undefined,
  { drafts }: PreparedLinks,
  { isDryRun }: { isDryRun: boolean },
): Promise<Written> {
  const isPlain = drafts.every(draft => draft.tags.length === 0 && !draft.mayReuse && !draft.settings.externalId);
  if (isPlain && !isDryRun && drafts.length === 1) return claimAndInsert(context.joinInserts, context, actor, drafts);
  const transaction = await context.db.startTransaction().execute();
  try {
    const written = await writeWithin(transaction, context, actor, drafts);
    await (isDryRun ? transaction.rollback() : transaction.commit()).execute();
    return written;
  } catch (err) {
    if (!transaction.isCommitted && !transaction.isRolledBack) await transaction.rollback().execute();
    throw err;
  }
}

async function writeWithin(
  tx: Db,
  context: Context,
  actor: Caller | undefined,
  drafts: readonly Draft[],
): Promise<Written> {
  const { results: known, sharing } = actor ? await findKnown(tx, actor, drafts) : nothingKnown;
  const fresh = drafts.filter(({ id }) => !known.has(id) && !sharing.has(id));
  const inserted = await claimAndInsert(links => insertLinks(tx, links), context, actor, fresh);
  const { results: made, outboxIds, withWebhook } = inserted;
  const tagged = fresh.filter(({ id, tags }) => tags.length > 0 && made.has(id));
  await addTags(
    tx,
    tagged.flatMap(({ id, tags }) => tags.map(name => ({ linkId: id, name }))),
  );
  const links = await getLinkRows(
    tx,
    tagged.map(({ id }) => id),
  );
  const results = new Map<string, Result>([...known, ...made]);
  for (const link of links) results.set(link.id, { link, isNew: true });
  for (const [id, maker] of sharing) {
    const result = results.get(maker);
    if (result) results.set(id, result instanceof Problem ? result : { link: result.link, isNew: false });
  }
  const emitted = toNewLinks(results).filter(({ id }) => withWebhook.has(id));
  await emitLinkEvents(tx, context, "link.created", emitted);
  return { results, outboxIds, withWebhook };
}

function toNewLinks(results: ReadonlyMap<string, Result>): LinkRecord[] {
  return [...results.values()].flatMap(result => ("isNew" in result && result.isNew ? result.link : []));
}

/** Draws anew where a random code is taken. */
async function claimAndInsert(
  insert: InsertLinks,
  { config }: Context,
  actor: Caller | undefined,
  drafts: readonly Draft[],
): Promise<Written> {
  const results = new Map<string, Result>();
  const outboxIds: number[] = [];
  const withWebhook = new Set<string>();
  let pending = drafts;
  for (let draw = 0; pending.length > 0; draw++) {
    if (draw === maxDraws)
      throw new Error(`no free code of ${config.links.codeLength} characters in ${maxDraws} draws; raise it`);
    const coded = pending.map(({ id, settings, domain, alias }) => ({
      ...settings,
      id,
      ownerId: actor?.userId,
      domain,
      code: alias ?? createRandomCode(config.links.codeLength, domain.isCaseSensitive),
      isCustom: alias !== undefined,
    }));
    const inserted = await insert(coded);
    for (const { link, outboxId, hasWebhook } of inserted) {
      results.set(link.id, { link, isNew: true });
      outboxIds.push(outboxId);
      if (hasWebhook) withWebhook.add(link.id);
    }
    pending = pending.filter(({ id, alias }) => alias === undefined && !results.has(id));
  }
  return { results, outboxIds, withWebhook };
}
