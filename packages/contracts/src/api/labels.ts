import { z } from "zod";
import { GivenFolder, labelColors, TagName } from "../link/link-values.ts";
import { changes } from "./changes.ts";
import { Page, pageQuery } from "./query.ts";

/** Tags and folders have the same operations, and differ in their names. */
const kinds = { tag: TagName, folder: GivenFolder };

const color = z
  .enum(labelColors)
  .nullable()
  .describe("A named colour, whose shade the front end chooses, or `null` for none.");

/** Names are unique within a workspace only. */
export const InWorkspace = z.strictObject({
  workspace_id: z.uuid().optional().describe("Id of the workspace. Omit it for your own."),
});
export type InWorkspace = z.infer<typeof InWorkspace>;

function toSchemas<N extends z.ZodType<string>>(noun: string, Name: N) {
  const name = Name.describe(`Name of the ${noun}, unique in the workspace regardless of case.`);
  return {
    create: z.strictObject({ name, color: color.default(null) }).meta({ examples: [{ name: "Autumn", color: "red" }] }),
    update: changes({ name: name.optional(), color: color.optional() }).meta({ examples: [{ color: "teal" }] }),
    merge: z
      .strictObject({ into: Name.describe(`Name of the ${noun} that gets the links. It must exist.`) })
      .meta({ examples: [{ into: "Autumn" }] }),
    params: z.strictObject({ name: Name.describe(`Name of the ${noun}, regardless of case; encode slashes.`) }),
    list: z.strictObject({
      ...pageQuery({ size: 100, maxSize: 500 }),
      search: Name.optional().describe("Only names that begin with this text, ignoring case."),
      workspace_id: z.uuid().optional().describe("Only of this workspace. Omit it for all of yours."),
    }),
  };
}

const tags = toSchemas("tag", kinds.tag);
const folders = toSchemas("folder", kinds.folder);

export const CreateTag = tags.create;
export const UpdateTag = tags.update;
export const MergeTag = tags.merge;
export const TagParams = tags.params;
export const ListTags = tags.list;
export const CreateFolder = folders.create;
export const UpdateFolder = folders.update;
export const MergeFolder = folders.merge;
export const FolderParams = folders.params;
export const ListFolders = folders.list;
export type CreateLabel = z.infer<typeof CreateTag>;
export type UpdateLabel = z.infer<typeof UpdateTag>;
export type ListLabels = z.infer<typeof ListTags>;

export const Label = z
  .object({
    name: z.string().describe("The name, as links show it."),
    color,
    workspace_id: z.uuid().describe("Id of the workspace."),
    link_count: z.int().describe("Number of links, without archived ones, as `GET /urls` lists them."),
    click_count: z.int().describe("Human clicks on these links."),
  })
  .meta({
    id: "Label",
    examples: [
      {
        name: "Autumn",
        color: "red",
        workspace_id: "019ad2b3-1f40-7d1b-8a6e-5c2d9e7f0b31",
        link_count: 12,
        click_count: 3480,
      },
    ],
  });
export type Label = z.infer<typeof Label>;

export const LabelPage = Page(Label).meta({ id: "LabelPage" });
export type LabelPage = z.infer<typeof LabelPage>;
