import type { Member } from "@shunt/contracts/accounts";

export type Role = Member["role"];

/** The roles for a `Select`, the strongest first. */
export function toRoleOptions(labels: Record<Role, string>): { value: Role; label: string }[] {
  return (["owner", "admin", "editor", "viewer"] as const).map(value => ({ value, label: labels[value] }));
}
