import { useQuery } from "@tanstack/react-query";
import { useMe } from "../../api/me.ts";
import { useMay } from "../../workspaces/use-may.ts";
import type { ClickSearch } from "../click-filters.ts";
import { reportLabelQueries } from "../queries.ts";
import type { LabelScope } from "./queries.ts";

/**
 * The tag or folder of a report with the workspace whose numbers the account may share, its personal one first. Undefined
 * for other reports, and where its role only lets it view them.
 */
export function useLabelScope({ tag: tags, folder }: ClickSearch): LabelScope | undefined {
  const may = useMay();
  const workspaces = useMe()?.workspaces ?? [];
  const tag = tags?.length === 1 ? tags[0] : undefined;
  const isTag = tag !== undefined;
  const name = tags === undefined ? folder : tag;
  const query = isTag ? reportLabelQueries.tags : reportLabelQueries.folders;
  const { data } = useQuery({ ...query, enabled: name !== undefined });
  if (name === undefined) return undefined;
  const labels = data?.items.filter(each => each.name.toLowerCase() === name.toLowerCase()) ?? [];
  const shareable = workspaces.filter(
    ({ id }) => labels.some(({ workspace_id }) => workspace_id === id) && may("edit", "analytics", id),
  );
  const workspace_id = (shareable.find(({ is_personal }) => is_personal) ?? shareable[0])?.id;
  if (workspace_id === undefined) return undefined;
  return isTag ? { tag: name, workspace_id } : { folder: name, workspace_id };
}
