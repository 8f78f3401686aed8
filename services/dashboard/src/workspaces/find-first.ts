import type { Me } from "@shunt/contracts/accounts";

export type MyWorkspace = Me["workspaces"][number];

/** The first of the wanted workspaces that is there, else the personal one. */
export function findFirst<W extends Pick<MyWorkspace, "id" | "is_personal">>(
  workspaces: readonly W[],
  wanted: readonly (string | null | undefined)[],
): W | undefined {
  const id = wanted.find(each => workspaces.some(workspace => workspace.id === each));
  return workspaces.find(workspace => (id === undefined ? workspace.is_personal : workspace.id === id));
}
