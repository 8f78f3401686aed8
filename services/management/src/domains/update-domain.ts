import { defaultDomainId, defaultHost, type UpdateDefaultDomain, type UpdateDomain } from "@shunt/contracts";
import { type Db, holdHostVerdicts } from "@shunt/db";
import { sql } from "kysely";
import { writeAudit } from "../audit/write-audit.ts";
import type { Caller } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { createTargetJudge, findRefusedHosts } from "../links/target-judge.ts";
import type { DomainRecord, VisitorSettings } from "./domain-record.ts";
import { getDefaultSettings, insertDomainNote, updateVisitorSettings } from "./domain-store.ts";
import { getDomain, getVerifiedDomain } from "./get-domain.ts";
import { tellCaches } from "./tell-caches.ts";

/** @throws Problem "domain-not-found", "domain-not-verified" or "target-refused" */
export async function updateDomain(
  context: Context,
  actor: Caller,
  host: string,
  changes: UpdateDomain,
): Promise<DomainRecord> {
  const { version, note } = await context.db.transaction().execute(async tx => {
    await holdHostVerdicts(tx);
    await sql`select from domains where host = ${host} for update`.execute(tx);
    const domain = await getVerifiedDomain(tx, actor, host);
    const written = await writeSettings(context, tx, { ...domain, host }, changes);
    if (changes.is_default !== undefined) await setDefault(tx, domain.id, changes.is_default);
    await writeAudit(tx, { actor, action: "domain.changed", details: { host, ...changes } });
    return written;
  });
  await tellCaches(context, host, version, [note]);
  return getDomain(context.db, actor, host);
}

/** @throws Problem "target-refused" */
export async function updateDefaultDomain(
  context: Context,
  actor: Caller,
  changes: UpdateDefaultDomain,
): Promise<VisitorSettings> {
  const { version, note } = await context.db.transaction().execute(async tx => {
    await holdHostVerdicts(tx);
    await sql`select from domains where id = ${defaultDomainId} for update`.execute(tx);
    const before = { ...(await getDefaultSettings(tx)), id: defaultDomainId, host: defaultHost };
    const written = await writeSettings(context, tx, before, changes);
    await writeAudit(tx, { actor, action: "default-domain.changed", details: changes });
    return written;
  });
  await tellCaches(context, defaultHost, version, [note]);
  return getDefaultSettings(context.db);
}

async function writeSettings(
  { config }: Context,
  tx: Db,
  before: VisitorSettings & { id: number; host: string },
  changes: UpdateDefaultDomain,
): Promise<{ version: number; note: number }> {
  const settings = applyChanges(before, changes);
  const targets = [settings.rootUrl, settings.notFoundUrl, settings.expiredUrl].filter(target => target !== null);
  const judge = await createTargetJudge(names => findRefusedHosts(tx, names), config, targets);
  for (const target of targets) {
    const refusal = judge(target);
    if (refusal) throw refusal;
  }
  const choosesUrls = [changes.root_url, changes.not_found_url, changes.expired_url].some(url => url !== undefined);
  const version = await updateVisitorSettings(tx, before.id, settings, choosesUrls);
  return { version, note: await insertDomainNote(tx, before.id, before.host, version) };
}

/** Left out keeps, `null` clears. */
function applyChanges(before: VisitorSettings, changes: UpdateDefaultDomain): VisitorSettings {
  const { root_url, not_found_url, expired_url, robots } = changes;
  return {
    rootUrl: root_url === undefined ? before.rootUrl : root_url,
    notFoundUrl: not_found_url === undefined ? before.notFoundUrl : not_found_url,
    expiredUrl: expired_url === undefined ? before.expiredUrl : expired_url,
    robots: robots === undefined ? before.robots : robots,
  };
}

/** A workspace has one default domain at most. */
async function setDefault(tx: Db, id: number, isDefault: boolean): Promise<void> {
  await sql`
    update workspaces set default_domain_id = ${isDefault ? id : null}
    from domains where domains.id = ${id} and domains.workspace_id = workspaces.id
      and (${isDefault} or default_domain_id = ${id})`.execute(tx);
}
