import type { CreateLink } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import { actIn, type Caller } from "../../access/index.ts";
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
 * Creates links in one transaction per batch and workspace. Returns one result per input, in order; a Problem stays one. A failed
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
    const created = await createByWorkspace(context, actor, valid, { ...options, isDryRun, signal });
    for (const each of batch) {
      const result = each instanceof Problem ? each : (created.get(each) as Result);
      results.push(isDryRun ? claimOnce(claimed, result) : result);
    }
  }
  return results;
}

/** Each workspace has a transaction of its own, so that a failure in one does not affect the others. */
async function createByWorkspace(
  context: LinksDeps,
  actor: Caller,
  inputs: readonly CreateLink[],
  options: BatchOptions,
): Promise<ReadonlyMap<CreateLink, Result>> {
  const results = new Map<CreateLink, Result>();
  const create = async (workspaceId: string | undefined, group: readonly CreateLink[]) => {
    options.signal.throwIfAborted();
    return createLinks(context, actIn(actor, workspaceId, "edit", "link"), group, options);
  };
  for (const [workspaceId, group] of Map.groupBy(inputs, ({ workspace_id }) => workspace_id)) {
    const created = await create(workspaceId, group).catch((err): Result[] =>
      group.map(() => toRowProblem(context, err)),
    );
    for (const [i, input] of group.entries()) results.set(input, created[i] as Result);
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
