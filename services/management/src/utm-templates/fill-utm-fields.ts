import { type UtmField, utmFields } from "@shunt/contracts/links";
import { fieldProblem, Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import type { Caller } from "../access/index.ts";
import { findUtmValues } from "./utm-template-store.ts";

/** A request that creates or changes a link. */
type LinkRequest = { utm_template?: string | null | undefined } & Partial<Record<UtmField, string | null | undefined>>;

/** Returns the request with values of its template, or Problem "validation-failed" for an unknown template. */
type UtmFill = <R extends LinkRequest>(request: R) => R | Problem;

/**
 * Reads the templates of all requests at once. Without an actor, requests stay as they are.
 *
 * @param at pointer to the request in its body
 */
export async function createUtmFill(
  db: Db,
  actor: Caller | undefined,
  workspaceId: string | undefined,
  requests: readonly LinkRequest[],
  at = "",
): Promise<UtmFill> {
  const references = requests.flatMap(({ utm_template }) => utm_template ?? []);
  if (!actor || workspaceId === undefined || references.length === 0) return request => request;
  const found = await findUtmValues(db, actor, workspaceId, references);
  return request => {
    if (!request.utm_template) return request;
    const values = found.get(request.utm_template);
    if (!values)
      return fieldProblem(`${at}/utm_template`, "must be the id or name of a UTM template of the link's workspace");
    const missing = utmFields.filter(field => request[field] === undefined && values[field] !== null);
    return { ...request, ...Object.fromEntries(missing.map(field => [field, values[field]])) };
  };
}

/** For one request. @throws Problem "validation-failed" for an unknown template */
export async function fillUtmFields<R extends LinkRequest>(
  db: Db,
  actor: Caller,
  workspaceId: string,
  request: R,
  at?: string,
): Promise<R> {
  const fill = await createUtmFill(db, actor, workspaceId, [request], at);
  const filled = fill(request);
  if (filled instanceof Problem) throw filled;
  return filled;
}
