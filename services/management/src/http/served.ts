import type { Operation } from "@shunt/contracts/operations";
import type { ProblemCode } from "@shunt/contracts/problem";
import type { Response } from "express";

/** Facts about a request for its log entry. */
export interface Served {
  operation?: Operation;
  /** Of the API key that the request was sent with, also if the key does not allow it. */
  keyId?: string;
  problem?: ProblemCode;
}

export function servedOf(res: Response): Served {
  res.locals.served ??= {};
  return res.locals.served as Served;
}
