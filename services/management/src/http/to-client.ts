import type { Request, Response } from "express";
import type { Client } from "../core.ts";
import { toClientSignal } from "./client-signal.ts";
import type { HttpDeps } from "./deps.ts";

/** @param signal by default, aborts when the client disconnects */
export function toClient(
  { limits }: Pick<HttpDeps, "limits">,
  req: Request,
  res: Response,
  signal: AbortSignal = toClientSignal(res)(),
): Client {
  return { network: limits.networkOf(req), languages: req.get("accept-language") ?? "", signal };
}
