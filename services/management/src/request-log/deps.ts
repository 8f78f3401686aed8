import type { HttpDeps } from "../http/index.ts";
import type { RequestRecorder } from "./request-recorder.ts";

export interface RequestLogDeps extends HttpDeps {
  requestRecorder: RequestRecorder;
}
