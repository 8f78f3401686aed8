import type { LinkAddress } from "@shunt/cache";
import { type CreateLink, foldCode } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../../access/index.ts";
import { type CodeDomain, createDomainChoice } from "../../domains/index.ts";
import { createUtmFill } from "../../utm-templates/index.ts";
import { toSettings } from "../change/apply-changes.ts";
import { withDefaultStatus } from "../change/default-status.ts";
import { createFrameCheck } from "../check-frames.ts";
import type { LinksDeps } from "../deps.ts";
import { createLinkCheck } from "../link-check.ts";
import { createLock } from "../lock/seal-lock.ts";
import { type Draft, inputProblem, toDraft } from "./draft.ts";

export interface PreparedLinks {
  /** By the index of the input. */
  refusals: readonly (Problem | undefined)[];
  drafts: readonly Draft[];
}

/**
 * Checks inputs and chooses their domains. Uses its own database connection, so call it outside of transactions.
 *
 * @param isImport as for `inputProblem`
 */
export async function prepareLinks(
  context: LinksDeps,
  actor: Caller | undefined,
  inputs: readonly CreateLink[],
  { isImport = false } = {},
): Promise<PreparedLinks> {
  const { findRefused, findDomains, config } = context;
  const baseHost = new URL(config.baseUrl).hostname;
  const toDomain = (host: string | undefined) => (host === baseHost ? null : host);
  const fill = await createUtmFill(context.db, actor, actor?.workspaceId, inputs);
  const candidates = inputs.map(given => {
    const filled = fill(given);
    const [input, unknownTemplate] = filled instanceof Problem ? [given, filled] : [filled];
    const newLock = input.password ? createLock(input.password) : undefined;
    return { input, unknownTemplate, newLock, settings: toSettings(input, newLock?.publicKey) };
  });
  const [check, chooseDomain] = await Promise.all([
    createLinkCheck(
      findRefused,
      config,
      candidates.map(({ settings }) => settings),
    ),
    createDomainChoice(
      findDomains,
      actor,
      inputs.flatMap(({ domain, other_codes }) => [domain, ...(other_codes ?? []).map(({ host }) => toDomain(host))]),
    ),
  ]);
  const refusals: (Problem | undefined)[] = [];
  const drafts: Draft[] = [];
  const checkFrameOf = createFrameCheck(context, actor);
  for (const [position, { input, unknownTemplate, newLock, settings: given }] of candidates.entries()) {
    const domain = chooseDomain(input.domain);
    const ofDomain = domain instanceof Problem ? null : domain.redirectStatus;
    const settings = withDefaultStatus(given, input, ofDomain ?? config.links.redirectStatus);
    const others = (input.other_codes ?? []).map(({ code, host }) => {
      const chosen = host === undefined ? domain : chooseDomain(toDomain(host));
      return chosen instanceof Problem ? chosen : toAddress(chosen, code);
    });
    const refusal =
      inputProblem(input, actor, { isImport }) ??
      unknownTemplate ??
      check(settings) ??
      others.find(other => other instanceof Problem) ??
      (domain instanceof Problem ? domain : await checkFrameOf(settings, domain));
    if (refusal) refusals[position] = refusal;
    else if (!(domain instanceof Problem))
      drafts.push(
        toDraft({ input, settings, domain, otherCodes: others as LinkAddress[], position, newLock, isImport }),
      );
  }
  return { refusals, drafts };
}

function toAddress({ id, isCaseSensitive }: CodeDomain, code: string): LinkAddress {
  return { domainId: id, code: isCaseSensitive ? code : foldCode(code) };
}
