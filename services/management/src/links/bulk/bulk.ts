import { type BulkResult, type BulkResults, CreateLink, LinkParams, UpdateLink } from "@shunt/contracts/links";
import pLimit from "p-limit";
import { z } from "zod";
import type { Caller } from "../../access/index.ts";
import { parseValue } from "../../http/index.ts";
import { deleteLink } from "../change/delete-link.ts";
import { updateLink } from "../change/update-link.ts";
import { createInBatches } from "../create/create-in-batches.ts";
import type { LinksDeps } from "../deps.ts";
import type { LinkRecord } from "../link-record.ts";
import { createPasswordAllowance } from "../lock/limit-passwords.ts";
import { toOwnLinkId } from "../read/to-link-id.ts";
import { boundProblems, toCreateResult, toRowProblem, toRowResult, tryParse } from "./row-result.ts";

/** Rows processed in parallel, each in its own transaction. */
const concurrency = 4;

/** After `signal` aborts, each remaining row fails with its reason. */
interface Rows {
  rows: readonly unknown[];
  signal: AbortSignal;
}

/** Returns one result per row, in order. */
export async function createInBulk(context: LinksDeps, actor: Caller, { rows, signal }: Rows): Promise<BulkResults> {
  const inputs = rows.map(row => tryParse(CreateLink, row));
  const results = await createInBatches(context, actor, inputs, { signal });
  return toBulkResults(results.map((result, index) => ({ index, ...toCreateResult(result, context) })));
}

const UpdateRow = z.looseObject(LinkParams.shape);

export function updateInBulk(context: LinksDeps, actor: Caller, rows: Rows): Promise<BulkResults> {
  const refusePassword = createPasswordAllowance();
  return runEach(context, rows, 200, async row => {
    const refusal = refusePassword(row);
    if (refusal) throw refusal;
    const { id, ...changes } = parseValue(UpdateRow, row, "body");
    return updateLink(context, actor, await toOwnLinkId(context, actor, id), parseValue(UpdateLink, changes, "body"));
  });
}

/** Each row is the id of a link. */
export function deleteInBulk(context: LinksDeps, actor: Caller, rows: Rows): Promise<BulkResults> {
  return runEach(context, rows, 204, async row => {
    const id = await toOwnLinkId(context, actor, parseValue(LinkParams.shape.id, row, "body"));
    await deleteLink(context, actor, id);
    return { id };
  });
}

async function runEach(
  context: LinksDeps,
  { rows, signal }: Rows,
  status: number,
  run: (row: unknown) => Promise<LinkRecord | { id: string }>,
): Promise<BulkResults> {
  const limit = pLimit(concurrency);
  const runUnlessAborted = async (row: unknown) => {
    signal.throwIfAborted();
    return run(row);
  };
  const outcomes = await Promise.all(
    rows.map(row => limit(() => runUnlessAborted(row).catch(err => toRowProblem(context, err)))),
  );
  return toBulkResults(outcomes.map((outcome, index) => ({ index, ...toRowResult(outcome, status, context) })));
}

export function toBulkResults(results: BulkResult[]): BulkResults {
  const failed = results.filter(({ problem }) => problem !== undefined).length;
  return { succeeded: results.length - failed, failed, results: boundProblems(results) };
}
