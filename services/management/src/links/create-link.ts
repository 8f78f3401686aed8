import { type CreateLink, Problem } from "@shunt/contracts";
import { anonymousWorkspaceId, type Db } from "@shunt/db";
import { v7 as uuidv7 } from "uuid";
import type { Actor, Context } from "../context.ts";
import { announceChange, insertOutboxRow } from "./cache-outbox.ts";
import { judgeSettings } from "./judge-settings.ts";
import type { LinkRecord, LinkSettings } from "./link-record.ts";
import { findPersonalWorkspace, getLinkRow, insertCode, insertLink } from "./link-store.ts";
import { setTags } from "./link-tags.ts";
import { createRandomCode } from "./random-code.ts";

/** Seven characters of 56 make collisions rare; several in a row mean that the codes are running out. */
const maxDraws = 10;

/**
 * Makes a link. Without an actor it belongs to nobody, and nobody can change it.
 *
 * @throws Problem "alias-taken", "target-refused" or "validation-failed"
 */
export async function createLink(context: Context, actor: Actor | undefined, input: CreateLink): Promise<LinkRecord> {
  if (input.tags && !actor) throw refuseTags();
  const settings = toSettings(input);
  await judgeSettings(context.db, settings, context.config);
  const { link, outboxId } = await context.db.transaction().execute(async tx => {
    const id = uuidv7();
    const workspaceId = actor ? await findPersonalWorkspace(tx, actor.userId) : anonymousWorkspaceId;
    await insertLink(tx, { ...settings, id, workspaceId, ownerId: actor?.userId ?? null });
    await claimCode(tx, id, input.custom_alias, context.config.SHORT_CODE_LENGTH);
    if (input.tags) await setTags(tx, id, input.tags);
    const inserted = await getLinkRow(tx, id);
    return { link: inserted, outboxId: await insertOutboxRow(tx, inserted) };
  });
  await announceChange(context, outboxId, link, link);
  return link;
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

function refuseTags(): Problem {
  return new Problem("validation-failed", undefined, { errors: [{ pointer: "/tags", detail: "need an account" }] });
}

async function claimCode(tx: Db, linkId: string, alias: string | null | undefined, length: number): Promise<void> {
  if (alias) {
    if (await insertCode(tx, linkId, alias, true)) return;
    throw new Problem("alias-taken");
  }
  for (let draw = 0; draw < maxDraws; draw++) {
    if (await insertCode(tx, linkId, createRandomCode(length), false)) return;
  }
  throw new Error(`no free code of ${length} characters in ${maxDraws} draws; raise SHORT_CODE_LENGTH`);
}
