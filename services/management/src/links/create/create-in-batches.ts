import type { CreateLink } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../../access/index.ts";
import { toRowProblem } from "../bulk/row-result.ts";
import type { LinksDeps } from "../deps.ts";
import { createLinks } from "./create-links.ts";
import type { Result } from "./created-link.ts";

/** Links that are made in one transaction: so many that others wait for none of them for long. */
const rowsAtOnce = 500;

interface BatchOptions {
  /** Aborts when the client has left, or has lost access. */
  signal: AbortSignal;
  isDryRun?: boolean;
  mayBeExpired?: boolean;
}

/**
 * Makes links of inputs, some transactions' worth of them; what could not be parsed stays the Problem that it is. Links of the
 * transactions before are there whatever happens to a later one, so that each input gets its result. No transaction begins once
 * the signal has aborted; the inputs left are refused for its reason.
 *
 * @param isDryRun as for `createLinks`
 * @param mayBeExpired as for `createLinks`
 */
export async function createInBatches(
  context: LinksDeps,
  actor: Caller,
  inputs: readonly (CreateLink | Problem)[],
  { signal, isDryRun = false, mayBeExpired = false }: BatchOptions,
): Promise<Result[]> {
  const results: Result[] = [];
  const claimed = new Set<string>();
  for (let start = 0; start < inputs.length; start += rowsAtOnce) {
    const batch = inputs.slice(start, start + rowsAtOnce);
    const valid = batch.filter((each): each is CreateLink => !(each instanceof Problem));
    const make = async () => {
      signal.throwIfAborted();
      return createLinks(context, actor, valid, { isDryRun, mayBeExpired });
    };
    const made = (await make().catch((err): Result[] => valid.map(() => toRowProblem(context, err)))).values();
    for (const each of batch) {
      const result = each instanceof Problem ? each : (made.next().value as Result);
      results.push(isDryRun ? claimOnce(claimed, result) : result);
    }
  }
  return results;
}

/** What an earlier transaction would have made is gone, and would have been in the way of this. */
function claimOnce(claimed: Set<string>, result: Result): Result {
  if (result instanceof Problem || !result.isNew) return result;
  const { domainId, code, externalId } = result.link;
  if (claimed.has(`code ${domainId} ${code}`)) return new Problem("alias-taken");
  if (externalId !== null && claimed.has(`id ${externalId}`)) return new Problem("external-id-taken");
  claimed.add(`code ${domainId} ${code}`).add(`id ${externalId}`);
  return result;
}
