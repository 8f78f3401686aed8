/** What other parts may use of links. */

export { changeLinks } from "./change-links.ts";
export type { LinkRecord } from "./link-record.ts";
export { getLinkRows } from "./link-store.ts";
export { type PreparedLinks, prepareLinks } from "./prepare-links.ts";
export { createTargetJudge, findBlockedHosts } from "./target-judge.ts";
export { writeLinks } from "./write-links.ts";
