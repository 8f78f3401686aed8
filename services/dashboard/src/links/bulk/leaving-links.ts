import { createLeavingIds } from "../../undo/leaving-ids.ts";

/** Links that lists no longer show. */
export const leavingLinks = createLeavingIds();
