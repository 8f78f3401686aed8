import { createLeavingIds } from "../../undo/leaving-ids.ts";

/** Posts and comments that pages no longer show. */
export const leavingPosts = createLeavingIds();
