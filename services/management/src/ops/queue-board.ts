import type { BoardQueues } from "@shunt/queue/board";
import type { RequestHandler } from "express";

/** The board inserts inline styles; scripts are limited to its own files. */
export const boardPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

/** Loads Bull Board on first use: most processes never show it. */
export function createQueueBoard(queues: BoardQueues, appUrl: string): RequestHandler {
  let board: Promise<RequestHandler> | undefined;
  return async (req, res, next) => {
    board ??= import("./bull-board.ts").then(({ createOfflineBoard }) => createOfflineBoard(queues, appUrl));
    return (await board)(req, res, next);
  };
}
