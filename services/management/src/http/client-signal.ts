import { Problem } from "@shunt/contracts/problem";
import type { Response } from "express";

/**
 * Aborted once the client has left without its whole answer; made when it is first asked for. The reason is a Problem, so that
 * work that ends by it is no error of ours.
 */
export function toClientSignal(res: Response): () => AbortSignal {
  let signal: AbortSignal | undefined;
  return () => {
    signal ??= watchClient(res);
    return signal;
  };
}

function watchClient(res: Response): AbortSignal {
  const controller = new AbortController();
  const leave = () => {
    if (!res.writableFinished)
      controller.abort(new Problem("malformed-request", "The connection was closed before the answer was sent"));
  };
  if (res.closed) leave();
  else res.once("close", leave);
  return controller.signal;
}
