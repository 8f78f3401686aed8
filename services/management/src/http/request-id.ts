import { toRequestId } from "@shunt/runtime";
import type { NextFunction, Request, Response } from "express";

const header = "X-Request-ID";

/** Sets the request id that responses and log lines share. */
export function assignRequestId(req: Request, res: Response, next: NextFunction): void {
  res.setHeader(header, toRequestId(req.get(header)));
  next();
}

export function requestIdOf(res: Response): string {
  return String(res.getHeader(header));
}
