import {
  applyDomainRules,
  defaultDomainId,
  type UpdateDefaultDomain,
  type UpdateDomain,
} from "@shunt/contracts/domains";
import { type Db, lockHostVerdictsShared } from "@shunt/db";
import { sql } from "kysely";
import type { Caller } from "../access/index.ts";
import { createTargetCheck, findRefusedHosts } from "../targets/index.ts";
import { changeDomains } from "./change-domains.ts";
import type { DomainsDeps } from "./deps.ts";
import type { DomainChanges } from "./domain-changes.ts";
import type { DomainRecord, VisitorSettings } from "./domain-record.ts";
import { getDefaultSettings, updateVisitorSettings } from "./domain-store.ts";
import { type DomainName, getDomain, getVerifiedDomain } from "./get-domain.ts";

/** @throws Problem "domain-not-found", "forbidden", "domain-not-verified" or "target-refused" */
export async function updateDomain(
  context: DomainsDeps,
  actor: Caller,
  name: DomainName,
  changes: UpdateDomain,
): Promise<DomainRecord> {
  const { host } = name;
  await changeDomains(context, actor, async domains => {
    await lockHostVerdictsShared(domains.db);
    await sql`select from domains where host = ${host} for update`.execute(domains.db);
    const domain = await getVerifiedDomain(domains.db, actor, name, "edit");
    await writeSettings(context, domains, domain, changes);
    if (changes.is_default !== undefined) await setDefault(domains.db, domain.id, changes.is_default);
    await domains.audit({ action: "domain.changed", details: { host, ...changes } });
  });
  return getDomain(context.db, actor, name);
}

/** @throws Problem "target-refused" */
export async function updateDefaultDomain(
  context: DomainsDeps,
  actor: Caller,
  changes: UpdateDefaultDomain,
): Promise<VisitorSettings> {
  await changeDomains(context, actor, async domains => {
    await lockHostVerdictsShared(domains.db);
    await sql`select from domains where id = ${defaultDomainId} for update`.execute(domains.db);
    const before = { ...(await getDefaultSettings(domains.db)), id: defaultDomainId };
    await writeSettings(context, domains, before, changes);
    await domains.audit({ action: "default-domain.changed", details: changes });
  });
  return getDefaultSettings(context.db);
}

async function writeSettings(
  { config }: DomainsDeps,
  domains: DomainChanges,
  before: VisitorSettings & { id: number },
  changes: UpdateDefaultDomain,
): Promise<void> {
  const settings = applyChanges(before, changes);
  const { rootUrl, notFoundUrl, expiredUrl } = settings;
  const targets = Object.entries({ root_url: rootUrl, not_found_url: notFoundUrl, expired_url: expiredUrl }).flatMap(
    ([field, url]) => (url === null ? [] : [{ pointer: `/${field}`, url }]),
  );
  const urls = targets.map(({ url }) => url);
  const check = await createTargetCheck(names => findRefusedHosts(domains.db, names), config, urls);
  for (const { url, pointer } of targets) {
    const refusal = check(url, pointer);
    if (refusal) throw refusal;
  }
  const choosesUrls = [changes.root_url, changes.not_found_url, changes.expired_url].some(url => url !== undefined);
  await updateVisitorSettings(domains, before.id, settings, choosesUrls);
}

/** Omitted fields keep their values, `null` clears them. */
function applyChanges(before: VisitorSettings, changes: UpdateDefaultDomain): VisitorSettings {
  const { root_url, not_found_url, expired_url, robots } = changes;
  return {
    rootUrl: root_url === undefined ? before.rootUrl : root_url,
    notFoundUrl: not_found_url === undefined ? before.notFoundUrl : not_found_url,
    expiredUrl: expired_url === undefined ? before.expiredUrl : expired_url,
    robots: robots === undefined ? before.robots : robots,
    rules: applyDomainRules(before.rules, changes),
  };
}

async function setDefault(tx: Db, id: number, isDefault: boolean): Promise<void> {
  await sql`
    update workspaces set default_domain_id = ${isDefault ? id : null}
    from domains where domains.id = ${id} and domains.workspace_id = workspaces.id
      and (${isDefault} or default_domain_id = ${id})`.execute(tx);
}
