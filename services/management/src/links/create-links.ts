import { type CreateLink, Problem, refuseField } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { v7 as uuidv7 } from "uuid";
import type { Actor, Context } from "../context.ts";
import { announceChanges } from "./cache-outbox.ts";
import { insertLinks } from "./insert-links.ts";
import { createLinkJudge } from "./link-judge.ts";
import type { LinkRecord, LinkSettings } from "./link-record.ts";
import { getLinkRows } from "./link-store.ts";
import { addTags } from "./link-tags.ts";
import { createRandomCode } from "./random-code.ts";

/** Seven characters of 56 make collisions rare; several in a row mean that the codes are running out. */
const maxDraws = 10;

/** A link that is being made: its place in the request, and what has been decided about it. */
interface Draft {
  position: number;
  id: string;
  settings: LinkSettings;
  alias: string | undefined;
  tags: readonly string[];
}

/**
 * Makes links: each input gets its link, or the reason why not, in its place. Without an actor they belong to nobody, and nobody
 * can change them.
 *
 * Reasons are Problems "alias-taken", "target-refused" and "validation-failed".
 */
export async function createLinks(
  context: Context,
  actor: Actor | undefined,
  inputs: readonly CreateLink[],
): Promise<(LinkRecord | Problem)[]> {
  const drafts = inputs.map(toDraft);
  const judge = await createLinkJudge(
    context.db,
    context.config,
    drafts.map(({ settings }) => settings),
  );
  const results: (LinkRecord | Problem | undefined)[] = drafts.map(({ tags, settings }) =>
    tags.length > 0 && !actor ? refuseField("/tags", "need an account") : judge(settings),
  );
  const accepted = drafts.filter(({ position }) => results[position] === undefined);
  const written = await writeDrafts(context, actor, accepted);
  for (const { position, id } of accepted) results[position] = written.links.get(id) ?? new Problem("alias-taken");
  const announcements = [...written.links.values()].map(link => ({ change: link, link }));
  await announceChanges(context, written.outboxIds, announcements);
  return results as (LinkRecord | Problem)[];
}

/** One link, as `createLinks` makes it. @throws the Problem that it was refused with */
export async function createLink(context: Context, actor: Actor | undefined, input: CreateLink): Promise<LinkRecord> {
  const [result] = await createLinks(context, actor, [input]);
  if (result === undefined || result instanceof Problem) throw result;
  return result;
}

function toDraft(input: CreateLink, position: number): Draft {
  return {
    position,
    id: uuidv7(),
    settings: toSettings(input),
    alias: input.custom_alias ?? undefined,
    tags: input.tags ?? [],
  };
}

function toSettings(input: CreateLink): LinkSettings {
  return {
    targetUrl: input.original_url,
    title: input.title || null,
    isActive: input.is_active ?? true,
    isPublic: input.is_public ?? true,
    isIndexable: input.is_indexable ?? false,
    redirectStatus: input.redirect_status ?? 302,
    startsAt: input.starts_at ?? null,
    expiresAt: input.expires_at ?? null,
    fallbackUrl: input.fallback_url ?? null,
    notes: input.notes || null,
    folder: input.folder || null,
    archivedAt: null,
  };
}

interface Written {
  /** By their ids; without those whose alias somebody else has. */
  links: ReadonlyMap<string, LinkRecord>;
  outboxIds: readonly number[];
}

/** One statement is a transaction by itself; tags need a second one. */
async function writeDrafts(context: Context, actor: Actor | undefined, drafts: readonly Draft[]): Promise<Written> {
  const tags = drafts.flatMap(({ id, tags: names }) => names.map(name => ({ linkId: id, name })));
  if (tags.length === 0) return claimAndInsert(context.db, context, actor, drafts);
  return context.db.transaction().execute(async tx => {
    const { links, outboxIds } = await claimAndInsert(tx, context, actor, drafts);
    await addTags(
      tx,
      tags.filter(({ linkId }) => links.has(linkId)),
    );
    const tagged = await getLinkRows(tx, [...links.keys()]);
    return { links: new Map(tagged.map(link => [link.id, link])), outboxIds };
  });
}

/** Draws anew where a random code is taken. */
async function claimAndInsert(
  db: Db,
  { config }: Context,
  actor: Actor | undefined,
  drafts: readonly Draft[],
): Promise<Written> {
  const links = new Map<string, LinkRecord>();
  const outboxIds: number[] = [];
  let pending = drafts;
  for (let draw = 0; pending.length > 0; draw++) {
    if (draw === maxDraws)
      throw new Error(`no free code of ${config.SHORT_CODE_LENGTH} characters in ${maxDraws} draws; raise it`);
    const coded = pending.map(({ id, settings, alias }) => ({
      ...settings,
      id,
      code: alias ?? createRandomCode(config.SHORT_CODE_LENGTH),
      isCustom: alias !== undefined,
    }));
    const inserted = await insertLinks(db, actor?.userId, coded);
    for (const { link, outboxId } of inserted) {
      links.set(link.id, link);
      outboxIds.push(outboxId);
    }
    pending = pending.filter(({ id, alias }) => alias === undefined && !links.has(id));
  }
  return { links, outboxIds };
}
