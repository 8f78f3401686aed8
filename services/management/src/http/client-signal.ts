import { Problem } from "@shunt/contracts/problem";
import type { Response } from "express";
import { onceClosed } from "./once-closed.ts";

/**
 * Returns a getter of a signal that aborts when the client disconnects before it has the whole response. The signal is created on
 * first use. Its reason is a Problem, so that aborted work is not logged as an error.
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
      controller.abort(new Problem("malformed-request", "The connection was closed before the response was sent"));
  };
  onceClosed(res, leave);
  return controller.signal;
}
