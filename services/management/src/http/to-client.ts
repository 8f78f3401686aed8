import type { Request, Response } from "express";
import type { Client, Context } from "../context.ts";
import { toClientSignal } from "./client-signal.ts";

/** Where a request of a page comes from. */
export function toClient({ limits }: Pick<Context, "limits">, req: Request, res: Response): Client {
  return { network: limits.networkOf(req), signal: toClientSignal(res)() };
}
