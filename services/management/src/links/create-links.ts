import { type CreateLink, Problem } from "@shunt/contracts";
import { anonymousWorkspaceId, type Db } from "@shunt/db";
import { v7 as uuidv7 } from "uuid";
import type { Actor, Context } from "../context.ts";
import { announceChanges, insertOutboxRows } from "./cache-outbox.ts";
import type { LinkRecord, LinkSettings } from "./link-record.ts";
import { deleteLinks, findPersonalWorkspace, getLinkRows, insertCodes, insertLinks } from "./link-store.ts";
import { addTags } from "./link-tags.ts";
import { createRandomCode } from "./random-code.ts";
import { createJudge } from "./target-judge.ts";

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
 * Makes links, together or not at all but for those that are refused: each input gets its link, or the reason why not, in its
 * place. Without an actor they belong to nobody, and nobody can change them.
 *
 * Reasons are Problems "alias-taken", "target-refused" and "validation-failed".
 */
export async function createLinks(
  context: Context,
  actor: Actor | undefined,
  inputs: readonly CreateLink[],
): Promise<(LinkRecord | Problem)[]> {
  const drafts = inputs.map(toDraft);
  const judge = await createJudge(
    context.db,
    context.config,
    drafts.map(({ settings }) => settings),
  );
  const results: (LinkRecord | Problem | undefined)[] = drafts.map(({ tags, settings }) =>
    tags.length > 0 && !actor ? refuseTags() : judge(settings),
  );
  const accepted = drafts.filter(({ position }) => results[position] === undefined);
  if (accepted.length > 0) {
    const { links, taken, outbox } = await context.db.transaction().execute(async tx => {
      const written = await writeDrafts(tx, context, actor, accepted);
      return { ...written, outbox: await insertOutboxRows(tx, written.links) };
    });
    for (const { position } of taken) results[position] = new Problem("alias-taken");
    const byId = new Map(links.map(link => [link.id, link]));
    for (const { position, id } of accepted) results[position] ??= byId.get(id);
    await announceChanges(
      context,
      outbox,
      links.map(link => ({ change: link, link })),
    );
  }
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

/** Writes what can be written, and tells whose alias somebody else has. */
async function writeDrafts(tx: Db, { config }: Context, actor: Actor | undefined, drafts: readonly Draft[]) {
  const workspaceId = actor ? await findPersonalWorkspace(tx, actor.userId) : anonymousWorkspaceId;
  await insertLinks(
    tx,
    { workspaceId, ownerId: actor?.userId ?? null },
    drafts.map(({ id, settings }) => ({ id, ...settings })),
  );
  const taken = await claimCodes(tx, drafts, config.SHORT_CODE_LENGTH);
  await deleteLinks(
    tx,
    taken.map(({ id }) => id),
  );
  const written = drafts.filter(draft => !taken.includes(draft));
  await addTags(
    tx,
    written.flatMap(({ id, tags }) => tags.map(name => ({ linkId: id, name }))),
  );
  const links = await getLinkRows(
    tx,
    written.map(({ id }) => id),
  );
  return { links, taken };
}

/** Claims a code for each, drawing anew where one is taken. Returns those whose alias somebody else has. */
async function claimCodes(tx: Db, drafts: readonly Draft[], length: number): Promise<Draft[]> {
  const taken: Draft[] = [];
  let pending = drafts;
  for (let draw = 0; pending.length > 0; draw++) {
    if (draw === maxDraws)
      throw new Error(`no free code of ${length} characters in ${maxDraws} draws; raise SHORT_CODE_LENGTH`);
    const claimed = await insertCodes(
      tx,
      pending.map(({ id, alias }) => ({
        linkId: id,
        code: alias ?? createRandomCode(length),
        isCustom: alias !== undefined,
      })),
    );
    const left = pending.filter(({ id }) => !claimed.has(id));
    taken.push(...left.filter(({ alias }) => alias !== undefined));
    pending = left.filter(({ alias }) => alias === undefined);
  }
  return taken;
}

function refuseTags(): Problem {
  return new Problem("validation-failed", undefined, { errors: [{ pointer: "/tags", detail: "need an account" }] });
}
