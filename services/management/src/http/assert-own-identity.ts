import { Problem } from "@shunt/contracts/problem";

/**
 * Clients can send their own id as `user_id` or `sender_id` in the body or query of some operations. The token alone identifies the
 * caller.
 *
 * @throws Problem "forbidden" for the id of another account
 */
export function assertOwnIdentity(userId: string | undefined, ...parts: readonly unknown[]): void {
  const named = parts.flatMap(part => {
    const { user_id, sender_id } = (part ?? {}) as { user_id?: string; sender_id?: string };
    return [user_id, sender_id];
  });
  if (named.some(id => id !== undefined && id.toLowerCase() !== userId))
    throw new Problem("forbidden", "The id in the request belongs to another account. Omit it to act as yourself");
}
