import type { Caller } from "../../access/index.ts";
import type { Draft } from "../create/draft.ts";
import type { LinksDeps } from "../deps.ts";
import { sealLock } from "./seal-lock.ts";

/**
 * Hashes the passwords of drafts, one after the other, so that a request takes one place of the lane.
 *
 * @throws as `sealLock`
 */
export async function lockDrafts(
  context: LinksDeps,
  actor: Caller | undefined,
  drafts: readonly Draft[],
  signal?: AbortSignal,
): Promise<Draft[]> {
  const locked: Draft[] = [];
  for (const draft of drafts) {
    const lock = draft.newLock && actor && (await sealLock(context, draft.newLock, actor.userId, signal));
    locked.push(lock ? { ...draft, lock } : draft);
  }
  return locked;
}
