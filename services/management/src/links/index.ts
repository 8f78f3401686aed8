/** What other parts may use of links. */

export { type PreparedLinks, prepareLinks, writeLinks } from "./create-links.ts";
export type { LinkRecord } from "./link-record.ts";
export { getLinkRows } from "./link-store.ts";
export { createTargetJudge, findBlockedHosts } from "./target-judge.ts";
