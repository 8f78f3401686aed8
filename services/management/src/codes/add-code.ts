import { type AddCode, foldCode } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import type { Caller } from "../access/index.ts";
import { type CodeDomain, createDomainChoice, findCodeDomains } from "../domains/index.ts";
import {
  assertMayAddCode,
  assertTargets,
  changeLinks,
  generateCode,
  insertCode,
  type LinkChanges,
  type LinkRecord,
  type LinksDeps,
  lockOwnLink,
  setPrimary,
} from "../links/index.ts";
import { type CodeRecord, findCodes } from "./code-store.ts";

/**
 * Clicks on the code count for the link.
 *
 * @throws Problem "link-not-found", "forbidden", "link-blocked", "domain-not-found", "alias-taken", "target-refused" or
 * "too-many-codes"
 */
export async function addCode(context: LinksDeps, actor: Caller, id: string, input: AddCode): Promise<CodeRecord> {
  const { result: added } = await changeLinks(context, actor, async links => {
    const tx = links.db;
    const link = await lockOwnLink(tx, actor, id, "edit", "code");
    assertMayAddCode(link);
    await assertTargets(tx, context.config, link);
    const domain = await chooseDomain(tx, actor, link, input);
    const code = await claimCode(links, context, link, domain, input);
    if (input.is_primary) await setPrimary(links, id, { domainId: domain.id, code });
    return (await findCodes(tx, id)).find(each => each.code === code && each.domainId === domain.id);
  });
  return added as CodeRecord;
}

/** Defaults to the domain of the link. */
async function chooseDomain(tx: Db, actor: Caller, link: LinkRecord, input: AddCode): Promise<CodeDomain> {
  const host = input.domain === undefined ? link.domainHost : input.domain;
  const domain = (
    await createDomainChoice(
      async wanted => (await findCodeDomains(tx, [wanted])).flat(),
      actor,
      [host],
      link.workspaceId,
    )
  )(host);
  if (domain instanceof Problem) throw domain;
  return domain;
}

async function claimCode(
  links: LinkChanges,
  { config }: LinksDeps,
  link: LinkRecord,
  { id: domainId, isCaseSensitive }: CodeDomain,
  { short_code: alias, code_style }: AddCode,
): Promise<string> {
  if (alias) {
    const code = isCaseSensitive ? alias : foldCode(alias);
    if (await insertCode(links, link, { domainId, code, isCustom: true })) return code;
    throw new Problem("alias-taken");
  }
  for (let attempt = 0; ; attempt++) {
    const code = generateCode(config, { style: code_style ?? undefined, isCaseSensitive }, attempt);
    if (await insertCode(links, link, { domainId, code, isCustom: false })) return code;
  }
}
