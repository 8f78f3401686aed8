/** `since` of links whose statistics were never reset. */
export const neverReset = 0;

/** Text of `visitor_hash` for clicks without a visitor. */
export const noVisitor = "00000000-0000-0000-0000-000000000000";
