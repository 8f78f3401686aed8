import { type BulkResult, toShortUrl } from "@shunt/contracts/links";
import { type FieldError, Problem, problems } from "@shunt/contracts/problem";
import type { z } from "zod";
import { parseValue, toProblem } from "../../http/index.ts";
import type { Result } from "../create/created-link.ts";
import type { LinksDeps } from "../deps.ts";
import type { LinkRecord } from "../link-record.ts";

export type RowResult = Omit<BulkResult, "index">;

/** Returns the Problem of an invalid row instead of throwing it. */
export function tryParse<S extends z.ZodType>(schema: S, row: unknown): z.infer<S> | Problem {
  try {
    return parseValue(schema, row, "body");
  } catch (err) {
    return toProblem(err);
  }
}

/** Errors on our side (5xx) are logged. */
export function toRowProblem({ log }: LinksDeps, err: unknown): Problem {
  const problem = toProblem(err);
  if (problems[problem.code].status >= 500) log.error({ err }, "bulk row failed");
  return problem;
}

export function toCreateResult(result: Result, context: Pick<LinksDeps, "config">): RowResult {
  if (result instanceof Problem) return toRowResult(result, 201, context);
  return toRowResult(result.link, result.isNew ? 201 : 200, context);
}

/** @param status of a successful row */
export function toRowResult(
  outcome: LinkRecord | { id: string } | Problem,
  status: number,
  { config }: Pick<LinksDeps, "config">,
): RowResult {
  if (outcome instanceof Problem) {
    const { code, message, errors } = outcome;
    const detail = clip(message);
    return { status: problems[code].status, problem: { code, detail, ...(errors && { errors: listErrors(errors) }) } };
  }
  if (!("code" in outcome)) return { status, id: outcome.id };
  const { id, code, domainHost } = outcome;
  return { status, id, short_code: code, domain: domainHost, short_url: toShortUrl(code, domainHost, config.baseUrl) };
}

/** Limits per row. A request has up to 10,000 rows, and texts may quote the input. */
const maxErrors = 3;
const maxLength = 200;

function listErrors(errors: readonly FieldError[]): FieldError[] {
  const listed = errors.slice(0, maxErrors).map(error => ({
    pointer: clip(error.pointer),
    detail: clip(error.detail),
  }));
  const left = errors.length - listed.length;
  return left > 0 ? [...listed, { pointer: "", detail: `and ${left} more` }] : listed;
}

function clip(text: string): string {
  return text.length > maxLength ? `${text.slice(0, maxLength - 1).toWellFormed()}…` : text;
}

const maxDetailed = 1_000;

/** Reduces the problems after the first thousand to their codes, and says so in `detail`. */
export function boundProblems<T extends Pick<BulkResult, "problem">>(results: readonly T[]): T[] {
  let failed = 0;
  return results.map(result => {
    if (!result.problem || ++failed <= maxDetailed) return result;
    const { code } = result.problem;
    return {
      ...result,
      problem: { code, detail: `${problems[code].title}. Details are listed for the first ${maxDetailed} rows` },
    };
  });
}
