import type { LinkSettings, UpdateLink } from "@shunt/contracts/links";
import type { Problem } from "@shunt/contracts/problem";
import { type Db, lockHostVerdictsShared } from "@shunt/db";
import type { Caller } from "../../access/index.ts";
import { assertMatch, expiryProblem } from "../../http/index.ts";
import { type FindRefused, findRefusedHosts } from "../../targets/index.ts";
import { fillUtmFields } from "../../utm-templates/index.ts";
import { frameProblem, needsFrameCheck } from "../check-frames.ts";
import { rethrowExternalIdConflict } from "../create/external-id.ts";
import type { LinksDeps } from "../deps.ts";
import { createLinkCheck, toTargets } from "../link-check.ts";
import type { LinkRecord } from "../link-record.ts";
import type { LinkLock } from "../lock/link-lock.ts";
import { createLock, sealLock } from "../lock/seal-lock.ts";
import { getOwnLink } from "../read/get-link.ts";
import { setTags } from "../tags/link-tags.ts";
import { changeCode } from "./change-code.ts";
import { changeLinks } from "./change-links.ts";
import { applyToLink } from "./default-status.ts";
import { insertVersion } from "./insert-version.ts";
import type { LinkChanges } from "./link-changes.ts";
import { lockOwnLink } from "./lock-own-link.ts";
import { moveLink } from "./move-link.ts";

/**
 * Hashes a password before the transaction.
 *
 * @param ifMatch the If-Match header
 * @throws as `changeSettings`; LaneFull while too many passwords are being hashed
 */
export async function updateLink(
  context: LinksDeps,
  actor: Caller,
  id: string,
  changes: UpdateLink,
  ifMatch?: string,
): Promise<LinkRecord> {
  const lock = changes.password ? await hashForOwnLink(context, actor, id, changes.password) : undefined;
  return changeSettings(
    context,
    actor,
    id,
    (tx, before) => fillUtmFields(tx, actor, changes.workspace_id ?? before.workspaceId, changes),
    { ifMatch, lock },
  );
}

interface ChangeSettings {
  /** The If-Match header. */
  ifMatch?: string | undefined;
  /** From the password in the changes. */
  lock?: LinkLock | undefined;
}

/**
 * @param toChanges gets the link, locked
 * @throws Problem "link-not-found", "forbidden", "precondition-failed", "external-id-taken", "target-refused",
 * "validation-failed", "rate-limited" or the Problems of `changeCode`; LaneFull
 */
export async function changeSettings(
  context: LinksDeps,
  actor: Caller,
  id: string,
  toChanges: ToChanges,
  { ifMatch, lock }: ChangeSettings = {},
): Promise<LinkRecord> {
  let checkedFrame: string | undefined;
  for (;;) {
    try {
      return await tryChange(context, actor, id, { toChanges, ifMatch, lock, checkedFrame });
    } catch (err) {
      if (!(err instanceof UncheckedFrame)) throw err;
      // Outside of the transaction. If another client changes the destination meanwhile, that is checked too.
      const refusal = await frameProblem(context, actor, err.url, err.host);
      if (refusal) throw refusal;
      checkedFrame = err.url;
    }
  }
}

type ToChanges = (tx: Db, before: LinkRecord) => Promise<UpdateLink>;

interface Attempt extends ChangeSettings {
  toChanges: ToChanges;
  /** URL of a page that browsers show in a frame. */
  checkedFrame: string | undefined;
}

/** Undoes a change that shows a page in a frame before the page was checked. */
class UncheckedFrame extends Error {
  readonly url: string;
  readonly host: string | null;

  constructor(url: string, host: string | null) {
    super("the destination must be checked");
    this.url = url;
    this.host = host;
  }
}

/** @throws UncheckedFrame */
function assertFrameChecked(before: LinkRecord, after: LinkSettings, checkedFrame: string | undefined): void {
  if (needsFrameCheck(before, after) && after.targetUrl !== checkedFrame)
    throw new UncheckedFrame(after.targetUrl, before.domainHost);
}

async function tryChange(
  context: LinksDeps,
  actor: Caller,
  id: string,
  { toChanges, ifMatch, lock, checkedFrame }: Attempt,
): Promise<LinkRecord> {
  const { links: changed } = await changeLinks(context, actor, async links => {
    await lockHostVerdictsShared(links.db);
    const before = await lockOwnLink(links.db, actor, id, "edit");
    assertMatch(ifMatch, before.version);
    const changes = await toChanges(links.db, before);
    const hasNewLock = changes.password !== undefined;
    const publicKey = hasNewLock ? (lock?.publicKey ?? null) : undefined;
    const settings = await applyToLink({ db: links.db, config: context.config }, before, changes, publicKey);
    const findRefused: FindRefused = names => findRefusedHosts(links.db, names);
    const check = await createLinkCheck(findRefused, context.config, [settings]);
    const refusal = movedToPast(before, settings) ?? check(settings);
    if (refusal) throw refusal;
    assertFrameChecked(before, settings, checkedFrame);
    if (changes.short_code) await changeCode(links, actor, before, changes.short_code);
    const replaced = await insertVersion(links.db, before, settings, actor);
    await auditFields(links, id, hasNewLock ? [...replaced, "password"] : replaced);
    await links.updateSettings(id, settings, hasNewTarget(before, settings)).catch(rethrowExternalIdConflict);
    if (hasNewLock) await links.setLock(id, lock);
    // With the new external id, as the other workspace may have the former one.
    const tags = await moveIfAsked(links, actor, before, changes);
    if (tags !== undefined) await setTags(links, id, tags);
  });
  return changed.get(id) as LinkRecord;
}

/** Returns the tags to set: those of the request, and for a link that moves, its own, as each workspace has its own tags. */
async function moveIfAsked(
  links: LinkChanges,
  actor: Caller,
  before: LinkRecord,
  { workspace_id, tags }: UpdateLink,
): Promise<readonly string[] | undefined> {
  const isMoved =
    workspace_id !== undefined && (await moveLink(links, actor, before, workspace_id).catch(rethrowExternalIdConflict));
  if (tags !== undefined) return tags ?? [];
  return isMoved ? before.tags : undefined;
}

async function auditFields(links: LinkChanges, id: string, fields: readonly string[]): Promise<void> {
  if (fields.length > 0) await links.audit({ action: "link.changed", subjectId: id, details: { fields } });
}

function hasNewTarget(before: LinkSettings, after: LinkSettings): boolean {
  const former = new Set(toTargets(before));
  return toTargets(after).some(url => !former.has(url));
}

/** Hashes nothing for links that the actor may not change. */
async function hashForOwnLink(context: LinksDeps, actor: Caller, id: string, password: string): Promise<LinkLock> {
  await getOwnLink(context, actor, id, "edit");
  return sealLock(context, createLock(password), actor.userId);
}

/** Returns a problem for a new expiry that has passed. An expired link can still be changed, also with its old expiry repeated. */
export function movedToPast(before: LinkSettings, after: LinkSettings): Problem | undefined {
  return after.expiresAt?.getTime() === before.expiresAt?.getTime() ? undefined : expiryProblem(after.expiresAt);
}
