import { defaultDomainId } from "@shunt/contracts/domains";
import { Problem } from "@shunt/contracts/problem";
import type { Verb } from "@shunt/contracts/roles";
import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import { assertCan, type Caller, can, mayUseDomain, visibleTo, workspacesOf } from "../access/index.ts";
import type { DomainsDeps } from "./deps.ts";
import { type DomainRecord, isVerified } from "./domain-record.ts";
import { findDomainsOf } from "./domain-store.ts";

export interface DomainName {
  host: string;
  /** Undefined for any workspace of the actor, the own one first. */
  workspaceId: string | undefined;
}

export type VerifiedDomain = DomainRecord & { id: number };

/** Verified and claimed domains, sorted by host. */
export async function listDomains(db: Db, actor: Caller): Promise<DomainRecord[]> {
  return findDomainsOf(db, workspacesOf(actor, "read", "domain"));
}

/**
 * @throws Problem "domain-not-found", also for a domain of another workspace; "forbidden" if the actor may see it but
 * not do this
 */
export async function getDomain(
  db: Db,
  actor: Caller,
  { host, workspaceId: only }: DomainName,
  verb: Verb = "read",
): Promise<DomainRecord> {
  const workspaceIds = workspacesOf(actor, "read", "domain").filter(id => only === undefined || id === only);
  const domains = await findDomainsOf(db, workspaceIds, host);
  const allowed = domains.filter(each => can(actor, verb, toResource(each)));
  // Several workspaces can claim a host; the claim of the actor's own workspace takes precedence.
  const isFirst = ({ id, workspaceId }: DomainRecord) => id !== undefined || workspaceId === actor.workspaceId;
  const domain = allowed.find(isFirst) ?? allowed[0] ?? domains[0];
  if (!domain) throw new Problem("domain-not-found");
  assertCan(actor, verb, toResource(domain), "domain-not-found");
  return domain;
}

/** @throws the Problems of `getDomain`, or "domain-not-verified" */
export async function getVerifiedDomain(db: Db, actor: Caller, name: DomainName, verb: Verb): Promise<VerifiedDomain> {
  const domain = await getDomain(db, actor, name, verb);
  if (!isVerified(domain)) throw new Problem("domain-not-verified");
  return domain;
}

/**
 * Only for a verified domain that the actor may see.
 *
 * @param condition a further SQL condition on `domains`
 * @throws Problem "domain-not-found"
 */
export async function getOwnDomainId(
  db: Db,
  actor: Caller,
  host: string,
  condition: RawBuilder<boolean> = sql<boolean>`true`,
): Promise<number> {
  const domain = await db
    .selectFrom("domains")
    .select("id")
    .where("host", "=", host)
    .where(visibleTo(actor, "domain"))
    .where(condition)
    .executeTakeFirst();
  if (!domain) throw new Problem("domain-not-found");
  return domain.id;
}

/**
 * Like `getOwnDomainId`, also for the host of the shared domain, so that a filter takes each host that short URLs show.
 *
 * @throws Problem "domain-not-found"
 */
export async function getFilterDomainId(
  { db, config }: Pick<DomainsDeps, "db" | "config">,
  actor: Caller,
  host: string,
  condition?: RawBuilder<boolean>,
): Promise<number> {
  const isShared = host === new URL(config.baseUrl).hostname && mayUseDomain(actor, defaultDomainId);
  return isShared ? defaultDomainId : getOwnDomainId(db, actor, host, condition);
}

function toResource({ workspaceId, id }: DomainRecord) {
  return { kind: "domain", workspaceId, domainId: id } as const;
}
