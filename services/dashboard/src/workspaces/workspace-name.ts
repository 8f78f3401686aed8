import { personalWorkspaceName } from "@shunt/contracts/roles";
import type { Messages } from "./messages/en.ts";

interface Named {
  name: string;
  is_personal: boolean;
}

/** The name that people gave the workspace. A personal one with its first name is named in the language of the page. */
export function toWorkspaceName({ name, is_personal }: Named, t: Messages): string {
  return is_personal && name === personalWorkspaceName ? t.personalName : name;
}

/** The same, for lists in which the personal workspace should be recognised. */
export function toOwnName(workspace: Named, t: Messages): string {
  const name = toWorkspaceName(workspace, t);
  return workspace.is_personal ? t.own(name) : name;
}
