import { Problem } from "@shunt/contracts/problem";

/** Some operations accept the caller's own id as `user_id` or `sender_id`. @throws Problem "forbidden" for another id */
export function assertOwnIdentity(userId: string | undefined, ...parts: readonly unknown[]): void {
  const named = parts.flatMap(part => {
    const { user_id, sender_id } = (part ?? {}) as { user_id?: string; sender_id?: string };
    return [user_id, sender_id];
  });
  if (named.some(id => id !== undefined && id.toLowerCase() !== userId))
    throw new Problem("forbidden", "The id in the request belongs to another account. Omit it to act as yourself");
}
