import type { Caller } from "../access/index.ts";
import { changeLinks, type LinksDeps } from "../links/index.ts";
import type { LabelKind, Move } from "./label-kind.ts";

/**
 * In one transaction per batch, so that others do not wait long. Links that got the label meanwhile move too. Then
 * deletes the emptied label. Can be repeated after a failure.
 */
export async function moveAllLinks(
  context: LinksDeps,
  actor: Caller,
  kind: LabelKind,
  move: Move,
  signal: AbortSignal,
): Promise<void> {
  do {
    let after: string | undefined;
    do {
      signal.throwIfAborted();
      const { result } = await changeLinks(context, actor, links => kind.moveLinks(links, actor, move, after));
      after = result;
    } while (after !== undefined);
  } while (!(await context.db.transaction().execute(tx => kind.removeEmpty(tx, move))));
}
