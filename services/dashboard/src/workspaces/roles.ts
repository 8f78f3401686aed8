import type { Member } from "@shunt/contracts/accounts";

export type Role = Member["role"];

/** Create and change links, tags, folders and UTM templates. */
export const editingRoles: readonly Role[] = ["owner", "admin", "editor"];

/** Also manage domains and webhooks. */
export const managingRoles: readonly Role[] = ["owner", "admin"];

/** The roles for a `Select`, the strongest first. */
export function toRoleOptions(labels: Record<Role, string>): { value: Role; label: string }[] {
  return (["owner", "admin", "editor", "viewer"] as const).map(value => ({ value, label: labels[value] }));
}
