import { useState } from "react";
import { useMe } from "../api/me.ts";
import { findFirst, type MyWorkspace } from "./find-first.ts";

/** Where new links go. */
export interface WorkspaceChoice {
  /** Those in which the account may create links, the personal one first; empty until the account is known. */
  workspaces: readonly MyWorkspace[];
  id: string | undefined;
  /** For requests that create links. The personal workspace is their default. */
  request: { workspace_id?: string };
  /** Remembered in this browser. */
  choose: (id: string) => void;
}

const mayCreate: readonly string[] = ["owner", "admin", "editor"];
const toKey = (accountId: string) => `shunt-workspace-${accountId}`;

/** The workspace that a person chose last, at first the personal one. @param suggested goes before what is remembered */
export function useWorkspaceChoice(suggested?: string): WorkspaceChoice {
  const me = useMe();
  const [chosen, setChosen] = useState<string>();
  const workspaces = me?.workspaces.filter(({ role }) => mayCreate.includes(role)) ?? [];
  const remembered = me && localStorage.getItem(toKey(me.id));
  const workspace = findFirst(workspaces, [chosen, suggested, remembered]);
  return {
    workspaces,
    id: workspace?.id,
    request: workspace && !workspace.is_personal ? { workspace_id: workspace.id } : {},
    choose: id => {
      setChosen(id);
      if (me) localStorage.setItem(toKey(me.id), id);
    },
  };
}
