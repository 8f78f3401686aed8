import { type WorkspaceRole, workspaceRoles } from "@shunt/contracts/roles";

/** The roles for a `Select`, the strongest first. */
export function toRoleOptions(labels: Record<WorkspaceRole, string>): { value: WorkspaceRole; label: string }[] {
  return [...workspaceRoles].reverse().map(value => ({ value, label: labels[value] }));
}
