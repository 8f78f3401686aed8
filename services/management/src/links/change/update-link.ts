import type { LinkSettings, UpdateLink } from "@shunt/contracts/links";
import { type Db, lockHostVerdictsShared } from "@shunt/db";
import type { Caller } from "../../access/index.ts";
import { assertMatch, expiryProblem } from "../../http/index.ts";
import { type FindRefused, findRefusedHosts } from "../../targets/index.ts";
import { rethrowExternalIdConflict } from "../create/external-id.ts";
import type { LinksDeps } from "../deps.ts";
import { createLinkCheck } from "../link-check.ts";
import type { LinkRecord } from "../link-record.ts";
import { setTags } from "../tags/link-tags.ts";
import { applyChanges } from "./apply-changes.ts";
import { changeCode } from "./change-code.ts";
import { changeLinks } from "./change-links.ts";
import { insertVersion } from "./insert-version.ts";
import { lockOwnLink } from "./lock-own-link.ts";

/** @throws as `changeSettings` */
export function updateLink(
  context: LinksDeps,
  actor: Caller,
  id: string,
  changes: UpdateLink,
  ifMatch?: string,
): Promise<LinkRecord> {
  return changeSettings(context, actor, id, async () => changes, ifMatch);
}

/**
 * @param toChanges gets the link, locked
 * @param ifMatch the If-Match header
 * @throws Problem "link-not-found", "forbidden", "precondition-failed", "external-id-taken", "target-refused",
 * "validation-failed" or the Problems of `changeCode`
 */
export async function changeSettings(
  context: LinksDeps,
  actor: Caller,
  id: string,
  toChanges: (tx: Db, before: LinkRecord) => Promise<UpdateLink>,
  ifMatch?: string,
): Promise<LinkRecord> {
  const { links: changed } = await changeLinks(context, actor, async links => {
    await lockHostVerdictsShared(links.db);
    const before = await lockOwnLink(links.db, actor, id, "edit");
    assertMatch(ifMatch, before.version);
    const changes = await toChanges(links.db, before);
    const settings = applyChanges(before, changes);
    assertNotMovedToPast(before, settings);
    const findRefused: FindRefused = names => findRefusedHosts(links.db, names);
    const refusal = (await createLinkCheck(findRefused, context.config, [settings]))(settings);
    if (refusal) throw refusal;
    if (changes.short_code) await changeCode(links, actor, before, changes.short_code);
    const fields = await insertVersion(links.db, before, settings, actor);
    if (fields.length > 0) await links.audit({ action: "link.changed", subjectId: id, details: { fields } });
    await links.updateSettings(id, settings).catch(rethrowExternalIdConflict);
    if (changes.tags !== undefined) await setTags(links, id, changes.tags ?? []);
  });
  return changed.get(id) as LinkRecord;
}

/** An expired link can still be changed, also with its old expiry repeated. */
function assertNotMovedToPast(before: LinkSettings, after: LinkSettings): void {
  if (after.expiresAt?.getTime() === before.expiresAt?.getTime()) return;
  const past = expiryProblem(after.expiresAt);
  if (past) throw past;
}
