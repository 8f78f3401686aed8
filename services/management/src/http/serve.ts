import type { Scope } from "@shunt/contracts/accounts";
import type { Operation } from "@shunt/contracts/operations";
import { Problem, problems } from "@shunt/contracts/problem";
import type { Express, Request, Response } from "express";
import type { z } from "zod";
import type { Caller, UserActor } from "../access/index.ts";
import { authenticate, authenticateAgain } from "../auth/index.ts";
import type { Client } from "../core.ts";
import { assertOwnIdentity } from "./assert-own-identity.ts";
import { assertDeclaredLength } from "./body/read-body.ts";
import { toClientSignal } from "./client-signal.ts";
import type { HttpDeps } from "./deps.ts";
import { type Outcome, runOnce } from "./idempotency.ts";
import { parseBody, parseQuery, parseValue } from "./parse-input.ts";
import { servedOf } from "./served.ts";
import { toClient } from "./to-client.ts";
import { watchWork } from "./watch-work.ts";

type Parsed<S> = S extends z.ZodType ? z.infer<S> : undefined;

/** Operations without a scope accept no API keys. */
type CallerOf<O extends Operation> = O extends { scope: Scope } ? Caller : UserActor;

/** Parsed input of a handler, with the authenticated caller. */
export interface Input<O extends Operation> {
  actor: O["auth"] extends "required" | "admin" ? CallerOf<O> : CallerOf<O> | undefined;
  params: Parsed<O["params"]>;
  query: Parsed<O["query"]>;
  body: Parsed<O["body"]>;
  /**
   * Aborts when the client loses access or disconnects. With an Idempotency-Key, a disconnect does not abort it, because the client
   * can come back for the response.
   */
  readonly signal: AbortSignal;
  readonly client: Client;
}

/**
 * The result of a handler: the body of the success schema, or nothing for an empty response. For other media types the handler sets the
 * content type on `res` and returns bytes or text, or nothing if it has written the response itself.
 */
export type Reply<O extends Operation> = O["success"] extends { schema: infer S extends z.ZodType }
  ? z.input<S>
  : O["success"] extends { mediaTypes: readonly string[] }
    ? Uint8Array | string | Nothing
    : Nothing;

// biome-ignore lint/suspicious/noConfusingVoidType: the result of a function without one
type Nothing = void;

type Handler<O extends Operation, C extends HttpDeps> = (
  context: C,
  input: Input<O>,
  res: Response,
) => Promise<Reply<O>>;

/**
 * Adds the routes of an operation. Each request passes these steps: check the declared length, authenticate, apply rate limits, read
 * the body within bounds, authenticate again if the body arrived late, parse, call the handler, send the result.
 *
 * @param findHolder returns the id of the account that an operation without access token counts for, instead of the network
 */
export function serve<const O extends Operation, C extends HttpDeps>(
  app: Express,
  context: C,
  operation: O,
  handler: Handler<O, C>,
  findHolder?: (context: C, req: Request) => Promise<string | undefined>,
): void {
  const answer = async (req: Request, res: Response) => {
    servedOf(res).operation = operation;
    assertDeclaredLength(req, operation);
    const holder = await findHolder?.(context, req);
    const actor = await admit(context, req, res, operation, holder);
    const subject = context.limits.toSubject(req, actor);
    await answerAdmitted(req, res, actor, subject).catch(async (err: unknown) => {
      if (isRefusal(err)) await context.limits.countRefusal(req, operation, subject);
      throw err;
    });
  };
  const answerAdmitted = async (req: Request, res: Response, admitted: Caller | undefined, subject: string) => {
    const clientSignal = toClientSignal(res);
    // The client may have lost access while it was sending the body.
    const mayHaveChanged = !req.complete;
    const body = await context.bodies.read(req, res, operation, { subject, signal: clientSignal });
    const actor = mayHaveChanged ? await admitAgain(context, admitted, operation) : admitted;
    // The default, which handlers can change, for example to 200 for an existing resource.
    res.status(operation.success.status);
    const key = operation.method === "post" ? req.get("idempotency-key") : undefined;
    // Parsing comes before the idempotency key, so that a malformed request does not use it up.
    const work = watchWork(context, { actor, operation, clientSignal: key === undefined ? clientSignal : undefined });
    const input = {
      actor,
      params: operation.params && parseValue(operation.params, req.params, "params"),
      query: parseQuery(operation, req.query),
      body: parseBody(operation, req, body),
      get signal() {
        return work.signal();
      },
      get client() {
        return toClient(context, req, res, this.signal);
      },
    } as Input<O>;
    assertOwnIdentity(actor?.userId, input.body, input.query);
    const run = () => handler(context, input, res).finally(work.end);
    const result =
      key === undefined ? await run() : await runIdempotently(context, { key, subject, actor, body, req, res }, run);
    if (!res.headersSent) send(res, operation, result);
  };
  for (const path of toPaths(operation)) app[operation.method](path, answer);
}

function isRefusal(err: unknown): boolean {
  return err instanceof Problem && problems[err.code].status < 500;
}

export function toPaths({ path, alias }: Operation): string[] {
  return alias === undefined ? [path] : [path, alias];
}

/** Authenticates and applies rate limits. Failed authentication counts against the IP address, which limits guessing. */
async function admit(
  context: HttpDeps,
  req: Request,
  res: Response,
  operation: Operation,
  holder: string | undefined,
): Promise<Caller | undefined> {
  const onKey = (keyId: string) => {
    servedOf(res).keyId = keyId;
  };
  const given = { authorization: req.get("authorization"), ticket: req.query.ticket, onKey };
  const actor = await authenticate(context, given, operation).catch(async (err: unknown) => {
    if (err instanceof Problem) await context.limits.takeRequest(req, res, operation, undefined);
    throw err;
  });
  await context.limits.takeRequest(req, res, operation, holder === undefined ? actor : { userId: holder });
  return actor;
}

async function admitAgain(context: HttpDeps, actor: Caller | undefined, operation: Operation) {
  return actor && authenticateAgain(context, actor, operation);
}

function send(res: Response, { success }: Operation, result: unknown): void {
  if (!success.mediaTypes && !res.hasHeader("Cache-Control")) res.setHeader("Cache-Control", "no-store");
  if (success.schema) res.json(result);
  else res.send(result);
}

interface IdempotentCall {
  key: string;
  subject: string;
  actor: Caller | undefined;
  body: unknown;
  req: Request;
  res: Response;
}

async function runIdempotently(
  context: HttpDeps,
  { key, actor, body, req, res, ...requester }: IdempotentCall,
  run: () => Promise<unknown>,
): Promise<unknown> {
  const content = [`${req.method} ${req.originalUrl}\n`, Buffer.isBuffer(body) ? body : `${JSON.stringify(body)}`];
  // Access differs between API keys, so each key has its own stored responses.
  const subject = actor?.kind !== "apiKey" ? requester.subject : `${requester.subject} key ${actor.keyId}`;
  const { outcome, isReplay } = await runOnce(context, { key, subject, content }, async (): Promise<Outcome> => {
    const answered = await run();
    return { body: answered, status: res.statusCode, location: res.get("location"), etag: res.get("etag") };
  });
  if (isReplay) {
    context.metrics.replayed();
    res.setHeader("Idempotency-Replayed", "true");
  }
  if ("code" in outcome) throw new Problem(outcome.code, outcome.detail, outcome.errors && { errors: outcome.errors });
  res.status(outcome.status ?? res.statusCode);
  if (outcome.location !== undefined) res.location(outcome.location);
  if (outcome.etag !== undefined) res.setHeader("ETag", outcome.etag);
  return outcome.body;
}
