import type { Label, LabelColor } from "@shunt/contracts/links";

/** A tag or a folder, with the links that the reader may see. */
export interface LabelRecord {
  workspaceId: string;
  name: string;
  /** The name without case, as Postgres folds it. Labels are sorted by it. */
  key: string;
  color: LabelColor | null;
  links: number;
  clicks: number;
}

export function toLabelBody({ name, color, workspaceId, links, clicks }: LabelRecord): Label {
  return { name, color, workspace_id: workspaceId, link_count: links, click_count: clicks };
}
