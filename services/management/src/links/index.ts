/** What other parts may use of links. */

export { boundProblems, toCreateResult, tryParse } from "./bulk/row-result.ts";
export { changeLinks } from "./change/change-links.ts";
export { deleteAllLinks, deleteSomeLinks } from "./change/delete-all-links.ts";
export { deleteAggregates, scheduleClickDeletion } from "./change/delete-clicks.ts";
export { LinkChanges } from "./change/link-changes.ts";
export { lockOwnLink } from "./change/lock-own-link.ts";
export { updateLink } from "./change/update-link.ts";
export { writeLinks } from "./change/write-links.ts";
export { batchInserts } from "./create/batch-inserts.ts";
export { createInBatches } from "./create/create-in-batches.ts";
export { type PreparedLinks, prepareLinks } from "./create/prepare-links.ts";
export { createRandomCode } from "./create/random-code.ts";
export type { LinksDeps } from "./deps.ts";
export { assertTargets } from "./link-check.ts";
export type { LinkRecord } from "./link-record.ts";
export { afterPosition, createdPosition, findLink, getLinkRows, lockLink, selectLinks } from "./link-store.ts";
export { findNamedLinks, type NamedLink } from "./read/find-named-links.ts";
export { getOwnLink } from "./read/get-link.ts";
export { toOwnAddress } from "./read/get-link-by-code.ts";
export { getVisitedLink, toAnyLinkId, toOwnLinkId } from "./read/to-link-id.ts";
export { addLinkRoutes } from "./routes.ts";
export { foldText } from "./search/fold-text.ts";
export { matchesSearch } from "./search/matches-search.ts";
export { startSearchSweeper } from "./search/sweep-search-texts.ts";
export { getFolders } from "./tags/folders.ts";
export { getTags } from "./tags/link-tags.ts";
export { toLinkBody } from "./to-link-body.ts";
