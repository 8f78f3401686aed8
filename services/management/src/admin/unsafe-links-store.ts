import type { LinkChanges } from "../links/index.ts";

/**
 * Marks a link as unsafe or safe on behalf of an administrator, so block lists no longer change it.
 *
 * @param reason shown to the owner
 */
export async function setUnsafe(
  links: LinkChanges,
  id: string,
  isUnsafe: boolean,
  reason: string | null,
): Promise<void> {
  await links.db
    .updateTable("links")
    .set({ unsafe_mark: isUnsafe ? "marked" : "cleared", unsafe_reason: isUnsafe ? reason : null })
    .where("id", "=", id)
    .execute();
  links.touch([id]);
  await links.audit({
    action: isUnsafe ? "link.marked-unsafe" : "link.marked-safe",
    subjectId: id,
    details: { reason },
  });
}
