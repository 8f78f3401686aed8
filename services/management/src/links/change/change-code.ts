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
 * @throws Problem "forbidden", "link-blocked", "too-many-codes" or "alias-taken"
 */
export async function changeCode(links: LinkChanges, actor: Caller, link: LinkRecord, wanted: string): Promise<void> {
  assertCan(actor, "edit", { kind: "code", ...link }, "link-not-found");
  const { domainId } = link;
  const code = (await isCaseSensitive(links, domainId)) ? wanted : foldCode(wanted);
  if (code === link.code) return;
  const isOwn = link.otherCodes.some(other => other.domainId === domainId && other.code === code);
  if (!isOwn) {
    assertMayAddCode(link);
    if (!(await insertCode(links, link, { domainId, code, isCustom: true }))) throw new Problem("alias-taken");
  }
  await setPrimary(links, link.id, { domainId, code });
  await links.audit({
    action: "link.code-changed",
    subjectId: link.id,
    details: { from: link.code, to: code, domain: link.domainHost },
  });
}

async function isCaseSensitive({ db }: LinkChanges, domainId: number): Promise<boolean> {
  const domain = await db
    .selectFrom("domains")
    .select("is_case_sensitive as isCaseSensitive")
    .where("id", "=", domainId)
    .executeTakeFirstOrThrow();
  return domain.isCaseSensitive;
}
