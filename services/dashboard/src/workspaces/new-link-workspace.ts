import { type ResourceKind, roleAllows } from "@shunt/contracts/roles";
import { useState } from "react";
import { useMe } from "../api/me.ts";
import { findFirst, type MyWorkspace } from "./find-first.ts";

/** Where new links and other things go. */
export interface WorkspaceChoice {
  /** Those in which the account may create them, the personal one first; empty until the account is known. */
  workspaces: readonly MyWorkspace[];
  id: string | undefined;
  /** For requests that create something. The personal workspace is their default. */
  request: { workspace_id?: string };
  /** Remembered in this browser. */
  choose: (id: string) => void;
}

const toKey = (accountId: string) => `shunt-workspace-${accountId}`;

interface ChoiceOptions {
  /** Goes before what is remembered. */
  suggested?: string | undefined;
  /** The resource to create. */
  kind?: ResourceKind;
}

/** The workspace that a person chose last, at first the personal one. */
export function useWorkspaceChoice({ suggested, kind = "link" }: ChoiceOptions = {}): WorkspaceChoice {
  const me = useMe();
  const [chosen, setChosen] = useState<string>();
  const workspaces = me?.workspaces.filter(({ role }) => roleAllows(role, "edit", kind)) ?? [];
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
