import { defaultDomainId } from "@shunt/contracts/domains";
import { system } from "../access/index.ts";
import type { ChangeDeps } from "../changes/index.ts";
import { changeDomains } from "./change-domains.ts";
import { writeSharedCase } from "./domain-store.ts";

/** SHORT_CODE_CASE differs from the case of the codes that the shared domain has. */
export class SharedCaseConflict extends Error {}

/**
 * Sets whether codes of the shared domain ignore case. Safe to call in several processes at once.
 *
 * @throws SharedCaseConflict if the shared domain has codes already and the setting differs
 */
export async function setSharedCase(deps: ChangeDeps, isCaseSensitive: boolean): Promise<void> {
  const row = await deps.db
    .selectFrom("domains")
    .select("is_case_sensitive")
    .where("id", "=", defaultDomainId)
    .executeTakeFirst();
  if (row?.is_case_sensitive === isCaseSensitive) return;
  await changeDomains(deps, system, async domains => {
    if (await writeSharedCase(domains, isCaseSensitive)) return;
    const [former, wanted] = isCaseSensitive ? ["insensitive", "sensitive"] : ["sensitive", "insensitive"];
    throw new SharedCaseConflict(
      `SHORT_CODE_CASE is ${wanted}, but the shared domain has links whose codes are case-${former}. Set it to ${former}: it cannot change after the first link.`,
    );
  });
}
