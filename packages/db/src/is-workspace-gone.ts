/** SQLSTATE foreign_key_violation. */
const foreignKeyViolation = "23503";

/** Whether a row could not be written because its workspace was deleted meanwhile. */
export function isWorkspaceGone(err: unknown): boolean {
  if (!(err instanceof Error)) return false;
  const { code, constraint } = err as { code?: unknown; constraint?: unknown };
  return code === foreignKeyViolation && typeof constraint === "string" && constraint.endsWith("_workspace_id_fkey");
}
