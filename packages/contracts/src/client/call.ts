import type { z } from "zod";
import type { Operation } from "../api/operation.ts";

/** A part of a request, optional if its schema requires nothing. */
type Part<Name extends string, Schema> = Schema extends z.ZodType
  ? Record<never, never> extends z.input<Schema>
    ? { [K in Name]?: z.input<Schema> }
    : undefined extends z.input<Schema>
      ? { [K in Name]?: z.input<Schema> }
      : { [K in Name]: z.input<Schema> }
  : unknown;

export type CallInput<O extends Operation> = Part<"params", O["params"]> &
  Part<"query", O["query"]> &
  Part<"body", O["body"]> &
  (O extends { bodyMediaTypes: readonly (infer Type)[] } ? { contentType?: Type } : unknown) &
  (O["method"] extends "post" ? { idempotencyKey?: string } : unknown) &
  (O extends { honoursIfMatch: true } ? { ifMatch?: string } : unknown) & { signal?: AbortSignal };

/** The result of an operation: the parsed body, the `Response` if it is not JSON, or undefined if it is empty. */
export type Answer<O extends Operation> = O["success"] extends { schema: infer S extends z.ZodType }
  ? z.output<S>
  : O["success"] extends { mediaTypes: readonly string[] }
    ? Response
    : undefined;

/** Calls an operation. Rejects with an `ApiError` for a response that is not a success. */
export type Call<O extends Operation> =
  Record<never, never> extends CallInput<O>
    ? (input?: CallInput<O>) => Promise<Answer<O>>
    : (input: CallInput<O>) => Promise<Answer<O>>;

export interface AnyInput {
  params?: unknown;
  query?: unknown;
  body?: unknown;
  contentType?: string;
  idempotencyKey?: string;
  ifMatch?: string;
  signal?: AbortSignal;
}
