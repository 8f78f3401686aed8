import type { Db } from "@shunt/db";
import type { DeadBatches } from "@shunt/queue";
import type { BoardQueues } from "@shunt/queue/board";
import type { HttpDeps } from "../http/index.ts";
import type { OperatorMemory } from "./operator-memory.ts";
import type { OverviewRecorder } from "./overview-recorder.ts";

export interface OpsDeps extends HttpDeps {
  overview: OverviewRecorder;
  boardQueues: BoardQueues;
  deadBatches: Pick<DeadBatches, "redrive">;
  db: Db;
  operators: OperatorMemory;
}
