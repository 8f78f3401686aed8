import type { CreateLink } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../../access/index.ts";
import { toRowProblem } from "../bulk/row-result.ts";
import type { LinksDeps } from "../deps.ts";
import { createPasswordAllowance } from "../lock/limit-passwords.ts";
import { type CreateOptions, createLinks } from "./create-links.ts";
import type { Result } from "./created-link.ts";

/** Small, so that other transactions do not wait long for the locks. */
const batchSize = 500;

interface BatchOptions extends CreateOptions {
  /** Aborts when the client disconnects or loses access. */
  signal: AbortSignal;
}

/**
 * Creates links in one transaction per batch. Returns one result per input, in order; a Problem stays one. A failed
 * batch does not undo earlier ones. After `signal` aborts, the remaining inputs fail with its reason.
 */
export async function createInBatches(
  context: LinksDeps,
  actor: Caller,
  inputs: readonly (CreateLink | Problem)[],
  { signal, isDryRun = false, ...options }: BatchOptions,
): Promise<Result[]> {
  const results: Result[] = [];
  const claimed = new Set<string>();
  const refusePassword = createPasswordAllowance();
  for (let start = 0; start < inputs.length; start += batchSize) {
    const batch = inputs.slice(start, start + batchSize).map(input => refusePassword(input) ?? input);
    const valid = batch.filter((each): each is CreateLink => !(each instanceof Problem));
    const createBatch = async () => {
      signal.throwIfAborted();
      return createLinks(context, actor, valid, { ...options, isDryRun, signal });
    };
    const created = (
      await createBatch().catch((err): Result[] => valid.map(() => toRowProblem(context, err)))
    ).values();
    for (const each of batch) {
      const result = each instanceof Problem ? each : (created.next().value as Result);
      results.push(isDryRun ? claimOnce(claimed, result) : result);
    }
  }
  return results;
}

/** A dry run rolls back each batch, so conflicts with earlier batches are found here. */
function claimOnce(claimed: Set<string>, result: Result): Result {
  if (result instanceof Problem || !result.isNew) return result;
  const { externalId, otherCodes, ...primary } = result.link;
  const codes = [primary, ...otherCodes].map(({ domainId, code }) => `code ${domainId} ${code}`);
  if (codes.some(code => claimed.has(code))) return new Problem("alias-taken");
  if (externalId !== null && claimed.has(`id ${externalId}`)) return new Problem("external-id-taken");
  for (const each of [...codes, `id ${externalId}`]) claimed.add(each);
  return result;
}
