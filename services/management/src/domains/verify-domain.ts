import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../access/index.ts";
import { changeDomains } from "./change-domains.ts";
import type { DomainsDeps, ResolveTxt } from "./deps.ts";
import { type DomainRecord, toProofName, toProofValue } from "./domain-record.ts";
import { insertDomain } from "./domain-store.ts";
import { type DomainName, getDomain } from "./get-domain.ts";

/**
 * A verified domain stays verified until it is deleted.
 *
 * @throws Problem "domain-not-found", "forbidden", "domain-taken", or "domain-not-verified" with the reason in `detail`
 */
export async function verifyDomain(context: DomainsDeps, actor: Caller, name: DomainName): Promise<DomainRecord> {
  const domain = await getDomain(context.db, actor, name, "edit");
  if (domain.token === undefined) return domain;
  await assertProof(context.resolveTxt, domain.host, toProofValue(domain.token));
  const { workspaceId, host, isCaseSensitive } = domain;
  await changeDomains(context, actor, async domains => {
    const isNew = await insertDomain(domains, { workspaceId, host, isCaseSensitive });
    if (isNew) await domains.audit({ action: "domain.verified", details: { host } });
  });
  const verified = await getDomain(context.db, actor, { host, workspaceId }).catch(() => undefined);
  if (verified?.id === undefined) throw new Problem("domain-taken");
  return verified;
}

async function assertProof(resolveTxt: ResolveTxt, host: string, value: string): Promise<void> {
  const name = toProofName(host);
  const records = await resolveTxt(name).catch((err: NodeJS.ErrnoException) => {
    if (err.code === "ENOTFOUND" || err.code === "ENODATA") return [];
    throw new Problem("domain-not-verified", `The DNS look-up of ${name} failed; try again in a few minutes`, {
      cause: err,
    });
  });
  const texts = records.map(parts => parts.join("").trim());
  if (texts.includes(value)) return;
  const reason =
    texts.length === 0 ? `There is no TXT record at ${name}` : `No TXT record at ${name} has the expected value`;
  throw new Problem("domain-not-verified", `${reason}. DNS changes can take a while; try again later`);
}
