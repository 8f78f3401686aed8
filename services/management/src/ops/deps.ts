import type { BoardQueues } from "@shunt/queue/board";
import type { HttpDeps } from "../http/index.ts";
import type { OperatorMemory } from "./operator-memory.ts";
import type { OverviewRecorder } from "./overview-recorder.ts";

export interface OpsDeps extends HttpDeps {
  overview: OverviewRecorder;
  boardQueues: BoardQueues;
  operators: OperatorMemory;
}
