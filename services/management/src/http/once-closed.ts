import type { Response } from "express";

const actionsOf = new WeakMap<Response, (() => void)[]>();

/**
 * Runs an action when the response ends or the client disconnects; at once if that has happened. All actions share one listener:
 * together with those of a stream, Node would warn about a leak.
 */
export function onceClosed(res: Response, action: () => void): void {
  if (res.closed) action();
  else actionsFor(res).push(action);
}

function actionsFor(res: Response): (() => void)[] {
  const known = actionsOf.get(res);
  if (known) return known;
  const actions: (() => void)[] = [];
  actionsOf.set(res, actions);
  res.once("close", () => {
    for (const each of actions) each();
  });
  return actions;
}
