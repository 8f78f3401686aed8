import type { Click } from "@shunt/contracts/clicks";
import type { Tracing } from "@shunt/runtime";
import { type CommitDeps, type Committed, commitBatches } from "./commit/commit-batches.ts";
import { cutOffFrozen, isLocked } from "./commit/cut-off-frozen.ts";
import { createGroupCommit } from "./commit/group-commit.ts";
import { laneCount, splitIntoLanes } from "./commit/lanes.ts";
import { type PrepareDeps, type PreparedBatch, prepareBatch } from "./commit/prepare-batch.ts";
import { traceGroup } from "./commit/trace-batches.ts";

export interface Ingested extends Committed, Pick<PreparedBatch, "orphanHits" | "gone"> {}

/** Enough for the rows of aggregates that clicks share to be written once, and few enough to be held in memory. */
const maxClicksInTransaction = 32_000;

/** The pool has a connection for each lane. */
export interface IngestDeps extends PrepareDeps, CommitDeps {
  /** A worker that has been in the middle of a COPY for this time while others wait for it is cut off. */
  frozenMs: number;
  tracing?: Tracing | undefined;
}

/**
 * Makes the function that takes a batch in: it is prepared at once, split into lanes, and each part is written together
 * with those that come while others of its lane are being written. Resolves when all of it is committed; calling it again
 * with the same name writes nothing.
 */
export function createIngest(deps: IngestDeps): (name: string, clicks: readonly Click[]) => Promise<Ingested> {
  const lanes = Array.from({ length: laneCount }, () =>
    createGroupCommit<PreparedBatch, Committed>({
      maxSize: maxClicksInTransaction,
      sizeOf: batch => batch.clicks.length,
      commit: async batches => {
        const commit = () => commitBatches(deps, batches);
        const results = await (deps.tracing ? traceGroup(deps.tracing, batches, commit) : commit());
        if (results.some(result => result.status === "rejected" && isLocked(result.reason)))
          await cutOffFrozen(deps.db, deps.frozenMs);
        return results;
      },
    }),
  );
  return async (name, clicks) => {
    const batch = { ...(await prepareBatch(deps, name, clicks)), span: deps.tracing?.active() };
    const committed = await Promise.all(splitIntoLanes(batch).map(({ lane, part }) => lanes[lane]?.(part)));
    const { orphanHits, gone } = batch;
    return {
      isNew: committed.some(part => part?.isNew),
      dead: committed.reduce((sum, part) => sum + (part?.dead ?? 0), 0),
      clicks: committed.flatMap(part => part?.clicks ?? []),
      orphanHits,
      gone,
    };
  };
}
