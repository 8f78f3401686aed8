export { allowOrigins } from "./allow-origins.ts";
export { endUnreadBodies } from "./body/end-unread-bodies.ts";
export { createBodyReader } from "./body/read-body.ts";
export type { Pace } from "./body/read-chunks.ts";
export { compressAnswers } from "./compress-answers.ts";
export { type Cookie, createCookie } from "./cookies.ts";
export { createPublicServer } from "./create-public-server.ts";
export {
  fromCursor,
  fromHostCursor,
  fromIdCursor,
  fromKeyCursor,
  fromNameCursor,
  type NamePosition,
  type Position,
  toCursor,
  toKeyCursor,
  toNameCursor,
} from "./cursor.ts";
export type { HttpDeps } from "./deps.ts";
export { endIdleReaders } from "./end-idle-readers.ts";
export { type EventStream, streamEvents } from "./event-stream.ts";
export { expiryProblem } from "./expiry-problem.ts";
export { beginProblem, handleProblem, toProblem } from "./handle-problem.ts";
export { assertMatch, toEntityTag } from "./if-match.ts";
export { type ListPage, toListPage } from "./list-page.ts";
export { measureRequests } from "./measure-requests.ts";
export { onceClosed } from "./once-closed.ts";
export { sendPage, toPageLook } from "./page.ts";
export { parseValue } from "./parse-input.ts";
export { answerOtherMethods, refuseOtherMethods } from "./refuse-method.ts";
export { assertSameOrigin, rejectCrossSiteRequests } from "./reject-cross-site-requests.ts";
export { assignRequestId, requestIdOf } from "./request-id.ts";
export { type Input, type Reply, serve } from "./serve.ts";
export { type Served, servedOf } from "./served.ts";
export { showRefusals } from "./show-refusals.ts";
export { type ExportAnswer, isDisconnect, streamExport, streamRows } from "./stream-rows.ts";
export { toClient } from "./to-client.ts";
export { traceRequests } from "./trace-requests.ts";
