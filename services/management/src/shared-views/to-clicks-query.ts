import type { ClicksQuery } from "@shunt/contracts/analytics";
import type { SharedViewRecord } from "./shared-view-store.ts";

/** The question of a view, with its scope. */
export function toClicksQuery({
  workspaceId,
  linkId,
  tag,
  folder,
  query,
}: Pick<SharedViewRecord, "workspaceId" | "linkId" | "tag" | "folder" | "query">): ClicksQuery {
  return {
    ...query,
    workspace_id: workspaceId,
    ...(linkId !== null && { link: [{ text: linkId, id: linkId, code: linkId, host: undefined }] }),
    ...(tag !== null && { tag: [tag] }),
    ...(folder !== null && { folder }),
  };
}
