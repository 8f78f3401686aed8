import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../access/index.ts";
import { changeDomains } from "./change-domains.ts";
import type { DomainsDeps, ResolveTxt } from "./deps.ts";
import type { DomainChanges } from "./domain-changes.ts";
import { type DomainRecord, isProofValue, isVerified, toProofName, toProofValue } from "./domain-record.ts";
import { insertDomain } from "./domain-store.ts";
import { type DomainName, getDomain } from "./get-domain.ts";
import { lockServedDomain, notifyOfRelease, type ReleasedDomain, releaseDomain, restoreHost } from "./release/index.ts";

/** SQLSTATE unique_violation: another workspace verified the host at the same time. */
const uniqueViolation = "23505";

/**
 * A verified domain stays verified until it is deleted, an administrator removes it, or another workspace proves it:
 * owners of domains change. The record of the workspace that has it prevents the last.
 *
 * @throws Problem "domain-not-found", "forbidden", "domain-taken", or "domain-not-verified" with the reason in `detail`
 */
export async function verifyDomain(context: DomainsDeps, actor: Caller, name: DomainName): Promise<DomainRecord> {
  const domain = await getDomain(context.db, actor, name, "edit");
  if (isVerified(domain)) return domain;
  if (domain.token === undefined) throw releasedProblem(domain);
  const proofs = await findProofs(context.resolveTxt, domain.host, toProofValue(domain.token));
  const { workspaceId, host } = domain;
  const released = await changeDomains(context, actor, async domains => {
    const lost = await releaseFromOther(domains, domain, proofs);
    const isNew = (await restoreHost(domains, domain)) || (await insertDomain(domains, domain));
    if (isNew) await domains.audit({ action: "domain.verified", details: { host } });
    return lost;
  }).catch((err: { code?: unknown }) => {
    throw err.code === uniqueViolation ? new Problem("domain-taken", undefined, { cause: err }) : err;
  });
  if (released) notifyOfRelease(context, released, "verified elsewhere");
  const verified = await getDomain(context.db, actor, { host, workspaceId }).catch((err: unknown) => {
    if (err instanceof Problem && err.code === "domain-not-found") return undefined;
    throw err;
  });
  if (verified?.id === undefined) throw new Problem("domain-taken");
  return verified;
}

function releasedProblem({ releasedHost }: DomainRecord): Problem {
  return new Problem("domain-not-verified", `To get its links back, add ${releasedHost} again and verify it`);
}

/**
 * Returns all records that prove the host to a workspace.
 *
 * @throws Problem "domain-not-verified" if `value` is not among them
 */
async function findProofs(resolveTxt: ResolveTxt, host: string, value: string): Promise<string[]> {
  const name = toProofName(host);
  const records = await resolveTxt(name).catch((err: NodeJS.ErrnoException) => {
    if (err.code === "ENOTFOUND" || err.code === "ENODATA") return [];
    throw new Problem("domain-not-verified", `The DNS look-up of ${name} failed; try again in a few minutes`, {
      cause: err,
    });
  });
  // Some providers store the quotes of zone files that people paste with a value.
  const texts = records.map(parts => parts.join("").replace(/^[\s"]+|[\s"]+$/g, ""));
  if (texts.includes(value)) return texts.filter(isProofValue);
  const reason =
    texts.length === 0 ? `There is no TXT record at ${name}` : `No TXT record at ${name} has the expected value`;
  throw new Problem("domain-not-verified", `${reason}. DNS changes can take a while; try again later`);
}

/** @throws Problem "domain-taken" while DNS has another record too, which may be that of the other workspace */
async function releaseFromOther(
  domains: DomainChanges,
  { host, workspaceId }: DomainRecord,
  proofs: readonly string[],
): Promise<ReleasedDomain | undefined> {
  const holder = await lockServedDomain(domains.db, host);
  if (!holder || holder.workspaceId === workspaceId) return undefined;
  if (new Set(proofs).size > 1)
    throw new Problem(
      "domain-taken",
      `Another workspace has this domain. To take it over, remove all other shunt-verify records at ${toProofName(host)}, then try again`,
    );
  return releaseDomain(domains, holder);
}
