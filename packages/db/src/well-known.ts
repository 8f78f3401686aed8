/** The workspace of links that were made without an account; the first migration makes it. */
export const anonymousWorkspaceId = "00000000-0000-7000-8000-000000000000";
