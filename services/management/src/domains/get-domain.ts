import { Problem } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { mayUseDomain } from "../access/domain-limit.ts";
import type { Caller } from "../auth/actor.ts";
import { findOwnDomain, findWorkspaceIds } from "../workspaces/workspace-store.ts";
import type { DomainRecord } from "./domain-record.ts";
import { findDomainsOf } from "./domain-store.ts";

export type VerifiedDomain = DomainRecord & { id: number };

/** One's own domain, verified or not. @throws Problem "domain-not-found", also where it is another's */
export async function getDomain(db: Db, actor: Caller, host: string): Promise<DomainRecord> {
  const [domain] = await findDomainsOf(db, await findWorkspaceIds(db, actor), host);
  if (!domain) throw new Problem("domain-not-found");
  return domain;
}

/** @throws Problem "domain-not-found" or "domain-not-verified" */
export async function getVerifiedDomain(db: Db, actor: Caller, host: string): Promise<VerifiedDomain> {
  const domain = await getDomain(db, actor, host);
  if (domain.id === undefined) throw new Problem("domain-not-verified");
  return { ...domain, id: domain.id };
}

/** The id of one's own domain that is verified, and that an API key is for. @throws Problem "domain-not-found" */
export async function getOwnDomainId(db: Db, actor: Caller, host: string): Promise<number> {
  const domain = await findOwnDomain(db, await findWorkspaceIds(db, actor), host);
  if (!domain || !mayUseDomain(actor, domain.id)) throw new Problem("domain-not-found");
  return domain.id;
}
