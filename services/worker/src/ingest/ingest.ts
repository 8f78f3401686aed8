import type { ClickColumns } from "@shunt/queue";
import type { Tracing } from "@shunt/runtime";
import { endParts } from "./clickhouse/begun-parts.ts";
import { commitToClickHouse } from "./clickhouse/commit-to-clickhouse.ts";
import { type CommitDeps, type Committed, commitBatches } from "./commit/commit-batches.ts";
import { cutOffFrozen, isLocked } from "./commit/cut-off-frozen.ts";
import { createGroupCommit } from "./commit/group-commit.ts";
import { laneCount, splitIntoLanes, toPartNames } from "./commit/lanes.ts";
import { type PrepareDeps, type PreparedBatch, prepareBatch } from "./commit/prepare-batch.ts";
import { traceGroup } from "./commit/trace-batches.ts";

export interface Ingested extends Pick<Committed, "isNew">, Pick<PreparedBatch, "orphanHits" | "gone"> {}

/** Clicks of a part, as written, and the number of those moved to `dead_clicks`. */
export type Written = Pick<Committed, "clicks" | "dead">;

/** Many clicks then share one write of an aggregate row or one insert, and still fit into memory. */
const maxClicksInTransaction = 32_000;

/** Writes parts to ClickHouse if it is given, else to Postgres alone. */
function commitParts({ clickHouse, ...deps }: IngestDeps, parts: readonly PreparedBatch[]) {
  return clickHouse ? commitToClickHouse({ ...deps, clickHouse }, parts) : commitBatches(deps, parts);
}

/** The pool must have a connection for each lane. */
export interface IngestDeps extends PrepareDeps, CommitDeps {
  /** Cut off a worker that is stuck in a COPY for this long while others wait for its locks (ms). */
  frozenMs: number;
  /** Inserts parts into ClickHouse together that wait for each other (default true). */
  together?: boolean;
  tracing?: Tracing | undefined;
}

/** @param onWritten called with the clicks of each part once they are committed, also if another part of the batch fails */
type Ingest = (name: string, clicks: ClickColumns, onWritten: (written: Written) => void) => Promise<Ingested>;

/**
 * Splits a batch into lanes and writes each part in its lane's group commit. Resolves when all parts are committed,
 * and rejects when all have ended. Repeating it with the same name writes nothing.
 */
export function createIngest(deps: IngestDeps): Ingest {
  const lanes = Array.from({ length: laneCount }, () =>
    createGroupCommit<PreparedBatch, Committed>({
      maxSize: maxClicksInTransaction,
      sizeOf: batch => batch.clicks.length,
      commit: async batches => {
        const commit = () => commitParts(deps, batches);
        const results = await (deps.tracing ? traceGroup(deps.tracing, batches, commit) : commit());
        if (results.some(result => result.status === "rejected" && isLocked(result.reason)))
          await cutOffFrozen(deps.db, deps.frozenMs);
        return results;
      },
    }),
  );
  return async (name, clicks, onWritten) => {
    const batch = { ...(await prepareBatch(deps, name, clicks)), span: deps.tracing?.active() };
    const parts = splitIntoLanes(batch);
    const report = (committed: Committed) => {
      if (committed.isNew) onWritten(committed);
      return committed;
    };
    const commit = async () => {
      if (parts.length === 0 && deps.clickHouse) await endParts(deps.db, toPartNames(batch));
      return endAll(parts.map(({ lane, part }) => lanes[lane]?.(part).then(report)));
    };
    const committed = await commit().catch((err: unknown) => {
      batch.forgetVisits();
      throw err;
    });
    // A batch of gone links and HEADs stores nothing, so no earlier delivery of it can be found.
    const isNew = parts.length === 0 || committed.some(part => part?.isNew);
    if (!isNew) batch.forgetVisits();
    const { orphanHits, gone } = batch;
    return { isNew, orphanHits, gone };
  };
}

/** Rejects only when nothing runs any more: ClickHouse refuses an insert that still runs elsewhere. */
async function endAll<T>(parts: readonly (Promise<T> | undefined)[]): Promise<(T | undefined)[]> {
  await Promise.allSettled(parts);
  return Promise.all(parts);
}
