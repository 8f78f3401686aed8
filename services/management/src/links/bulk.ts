import {
  type BulkResult,
  type BulkResults,
  CreateLink,
  LinkParams,
  Problem,
  problems,
  UpdateLink,
} from "@shunt/contracts";
import pLimit from "p-limit";
import { z } from "zod";
import type { Actor, Context } from "../context.ts";
import { toProblem } from "../http/handle-problem.ts";
import { parseValue } from "../http/parse-input.ts";
import { createLinks, type Result } from "./create-links.ts";
import { deleteLink } from "./delete-link.ts";
import type { LinkRecord } from "./link-record.ts";
import { toShortUrl } from "./to-link-body.ts";
import { updateLink } from "./update-link.ts";

/** Links that are made in one transaction: so many that others wait for none of them for long. */
const rowsAtOnce = 500;
/** Rows that are changed at once, each in a transaction of its own. */
const inParallel = 4;

/** Makes a link of each row that can be one. Tells of each, in order, what became of it. */
export async function createInBulk(context: Context, actor: Actor, rows: readonly unknown[]): Promise<BulkResults> {
  const results: BulkResult[] = [];
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const parsed = rows.slice(start, start + rowsAtOnce).map(row => tryParse(CreateLink, row));
    const inputs = parsed.filter((each): each is CreateLink => !(each instanceof Problem));
    // Links of the rows before are there: the client has to hear of them, whatever happens to these.
    const made = (
      await createLinks(context, actor, inputs).catch(err => inputs.map(() => toRefusal(context, err)))
    ).values();
    for (const each of parsed) {
      const outcome = each instanceof Problem ? each : (made.next().value as Result);
      const isKnown = "isNew" in outcome && !outcome.isNew;
      results.push(toResult(results.length, "link" in outcome ? outcome.link : outcome, isKnown ? 200 : 201, context));
    }
  }
  return sumUp(results);
}

const UpdateRow = z.looseObject(LinkParams.shape);

/** Changes the link that each row names. */
export function updateInBulk(context: Context, actor: Actor, rows: readonly unknown[]): Promise<BulkResults> {
  return runEach(context, rows, 200, async row => {
    const { id, ...changes } = parseValue(UpdateRow, row, "body");
    return updateLink(context, actor, id, parseValue(UpdateLink, changes, "body"));
  });
}

/** Deletes the link that each row is the id of. */
export function deleteInBulk(context: Context, actor: Actor, rows: readonly unknown[]): Promise<BulkResults> {
  return runEach(context, rows, 204, async row => {
    const id = parseValue(LinkParams.shape.id, row, "body");
    await deleteLink(context, actor, id);
    return { id };
  });
}

async function runEach(
  context: Context,
  rows: readonly unknown[],
  status: number,
  run: (row: unknown) => Promise<LinkRecord | { id: string }>,
): Promise<BulkResults> {
  const inTurn = pLimit(inParallel);
  const outcomes = await Promise.all(rows.map(row => inTurn(() => run(row).catch(err => toRefusal(context, err)))));
  return sumUp(outcomes.map((outcome, index) => toResult(index, outcome, status, context)));
}

function tryParse<S extends z.ZodType>(schema: S, row: unknown): z.infer<S> | Problem {
  try {
    return parseValue(schema, row, "body");
  } catch (err) {
    return toProblem(err);
  }
}

/** What a row could not be done for; errors of ours are logged. */
function toRefusal({ log }: Context, err: unknown): Problem {
  const problem = toProblem(err);
  if (problems[problem.code].status >= 500) log.error({ err }, "a bulk request failed in part");
  return problem;
}

function toResult(
  index: number,
  outcome: LinkRecord | { id: string } | Problem,
  status: number,
  { config }: Context,
): BulkResult {
  if (outcome instanceof Problem) {
    const { code, message: detail, errors } = outcome;
    return { index, status: problems[code].status, problem: { code, detail, ...(errors && { errors: [...errors] }) } };
  }
  if (!("code" in outcome)) return { index, status, id: outcome.id };
  const { id, code, domainHost } = outcome;
  return { index, status, id, short_code: code, short_url: toShortUrl(code, domainHost, config.BASE_URL) };
}

function sumUp(results: BulkResult[]): BulkResults {
  const failed = results.filter(({ problem }) => problem !== undefined).length;
  return { succeeded: results.length - failed, failed, results };
}
