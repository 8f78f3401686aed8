import { roleAllows } from "@shunt/contracts/roles";
import { useMe } from "../../api/me.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { linksMessages } from "../messages/index.ts";
import { countSelected, type Selection } from "../selection.ts";

/** Says which of the selected links stay as they are, as the role of the account only lets it view them. */
export function useViewOnlyNote(selection: Selection, allowed: Selection, total: number): string | undefined {
  const t = useMessages(linksMessages);
  const workspaces = useMe()?.workspaces ?? [];
  // The links of a whole question are read only when it is changed.
  if (selection.kind === "all")
    return workspaces.some(({ role }) => !roleAllows(role, "edit", "link")) ? t.viewOnlyStay : undefined;
  const left = selection.links.size - countSelected(allowed, total);
  if (left === 0) return undefined;
  return left === selection.links.size ? t.viewOnlyAll : t.viewOnlySome(left);
}
