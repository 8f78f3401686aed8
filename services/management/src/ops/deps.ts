import type { BoardQueues } from "@shunt/queue/board";
import type { HttpDeps } from "../http/index.ts";
import type { OverviewRecorder } from "./overview-recorder.ts";

/** What the verbs of this feature work with. */
export interface OpsDeps extends HttpDeps {
  overview: OverviewRecorder;
  boardQueues: BoardQueues;
}
