import type { Request, Response } from "express";
import type { Client } from "../core.ts";
import { toClientSignal } from "./client-signal.ts";
import type { HttpDeps } from "./deps.ts";

export function toClient({ limits }: Pick<HttpDeps, "limits">, req: Request, res: Response): Client {
  return { network: limits.networkOf(req), signal: toClientSignal(res)() };
}
