import type { Label } from "@shunt/contracts/links";
import { api } from "../api/client.ts";

export type LabelKind = "tags" | "folders";
/** Their names in the table of roles. */
export const resourceKinds = { tags: "tag", folders: "folder" } as const;

export type LabelColor = Label["color"];
type Changes = { name?: string; color?: LabelColor };

/** The same requests for tags and for folders. A label is named within its workspace. */
export const labelRequests = {
  tags: {
    list: api.listTags,
    create: (body: { name: string; color: LabelColor }) => api.createTag({ body }),
    update: (label: Label, body: Changes) => api.updateTag({ ...toTarget(label), body }),
    merge: (label: Label, into: string) => api.mergeTag({ ...toTarget(label), body: { into } }),
    remove: (label: Label) => api.deleteTag(toTarget(label)),
  },
  folders: {
    list: api.listFolders,
    create: (body: { name: string; color: LabelColor }) => api.createFolder({ body }),
    update: (label: Label, body: Changes) => api.updateFolder({ ...toTarget(label), body }),
    merge: (label: Label, into: string) => api.mergeFolder({ ...toTarget(label), body: { into } }),
    remove: (label: Label) => api.deleteFolder(toTarget(label)),
  },
} as const;

function toTarget({ name, workspace_id }: Label) {
  return { params: { name }, query: { workspace_id } };
}
