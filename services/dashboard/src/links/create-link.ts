import type { Link } from "@shunt/contracts/links";
import { api } from "../api/client.ts";
import { toWebAddress } from "../home/to-web-address.ts";
import type { WorkspaceChoice } from "../workspaces/new-link-workspace.ts";
import { addCachedLink, refreshLinks } from "./link-pages.ts";

/** Shortens an address as people write it. The link is at the top of the list before the list is loaded again. */
export async function createLink(typed: string, workspace: WorkspaceChoice["request"]): Promise<Link> {
  const link = await api.createLink({ body: { original_url: toWebAddress(typed), ...workspace } });
  addCachedLink(link);
  void refreshLinks();
  return link;
}

/** Whether a pasted text is an address and nothing else, so that it can be shortened without a further press. */
export function isWholeAddress(pasted: string): boolean {
  const text = pasted.trim();
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}
