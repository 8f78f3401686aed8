import { foldCode } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import { assertCan, type Caller } from "../../access/index.ts";
import type { LinkRecord } from "../link-record.ts";
import { insertCode, setPrimary } from "./code-writes.ts";
import type { LinkChanges } from "./link-changes.ts";

const maxCodes = 50;

/** @throws Problem "link-blocked" or "too-many-codes" */
export function assertMayAddCode({ isBlocked, otherCodes }: LinkRecord): void {
  if (isBlocked) throw new Problem("link-blocked", "You cannot add codes to a blocked link");
  if (otherCodes.length + 1 >= maxCodes) throw new Problem("too-many-codes", `A link has at most ${maxCodes} codes`);
}

/**
 * Makes a code on the link's domain its primary one. The former one remains a further code, so that printed and shared
 * short URLs keep working. The caller holds the link's lock.
 *
 * @throws Problem "forbidden", "link-blocked", "domain-not-found", "too-many-codes" or "alias-taken"
 */
export async function changeCode(links: LinkChanges, actor: Caller, link: LinkRecord, wanted: string): Promise<void> {
  assertCan(actor, "edit", { kind: "code", ...link }, "link-not-found");
  const { domainId } = link;
  const domain = await getDomainOfCodes(links, domainId);
  const code = domain.isCaseSensitive ? wanted : foldCode(wanted);
  if (code === link.code) return;
  const isOwn = link.otherCodes.some(other => other.domainId === domainId && other.code === code);
  if (!isOwn) {
    assertMayAddCode(link);
    assertServed(domain);
    if (!(await insertCode(links, link, { domainId, code, isCustom: true }))) throw new Problem("alias-taken");
  }
  await setPrimary(links, link.id, { domainId, code });
  await links.audit({
    action: "link.code-changed",
    subjectId: link.id,
    details: { from: link.code, to: code, domain: link.domainHost },
  });
}

interface DomainOfCodes {
  isCaseSensitive: boolean;
  /** Its former host, if the workspace lost it. */
  releasedHost: string | null;
}

async function getDomainOfCodes({ db }: LinkChanges, domainId: number): Promise<DomainOfCodes> {
  return db
    .selectFrom("domains")
    .select(["is_case_sensitive as isCaseSensitive", "released_host as releasedHost"])
    .where("id", "=", domainId)
    .executeTakeFirstOrThrow();
}

/** Addresses of a released domain are not checked for blocks, and may be taken once the workspace has it back. */
function assertServed({ releasedHost }: DomainOfCodes): void {
  if (releasedHost === null) return;
  throw new Problem(
    "domain-not-found",
    `Your workspace no longer has ${releasedHost}. Add a code on another domain instead`,
  );
}
