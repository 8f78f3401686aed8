import { z } from "zod";
import { InstantText } from "../instant.ts";
import { text } from "../text.ts";
import { workspaceRoles } from "../workspace-roles.ts";
import { changes } from "./changes.ts";

const Role = z.enum(workspaceRoles);

export const WorkspaceParams = z.strictObject({ id: z.uuid().describe("Id of the workspace.") });
export const MemberParams = WorkspaceParams.extend({ user_id: z.uuid().describe("Id of the member's account.") });

const name = text({ min: 1, max: 100 }).describe("Name of the workspace, 1 to 100 characters.");

export const CreateWorkspace = z
  .strictObject({ name })
  .meta({ id: "CreateWorkspace", examples: [{ name: "Marketing" }] });
export type CreateWorkspace = z.infer<typeof CreateWorkspace>;

/** Omitted fields stay unchanged. */
export const UpdateWorkspace = changes({
  name: name.optional(),
  check_links: z
    .boolean()
    .optional()
    .describe(
      "Whether to check the destinations of its links regularly; results are in `health` of each link. `false` deletes the results.",
    ),
}).meta({ id: "UpdateWorkspace", examples: [{ name: "Marketing", check_links: true }] });
export type UpdateWorkspace = z.infer<typeof UpdateWorkspace>;

export const UpdateMember = z
  .strictObject({ role: Role.describe("The member's new role.") })
  .meta({ id: "UpdateMember", examples: [{ role: "editor" }] });
export type UpdateMember = z.infer<typeof UpdateMember>;

export const Workspace = z
  .object({
    id: z.uuid().describe("Id of the workspace."),
    name: z.string().describe("Name of the workspace."),
    role: Role.describe("Your role in the workspace."),
    is_personal: z
      .boolean()
      .describe("Whether it is your personal one, which receives what you create without a `workspace_id`."),
    member_count: z.int().describe("Number of members."),
    check_links: z.boolean().describe("Whether the destinations of its links are checked regularly."),
    created_at: InstantText.describe("Time of creation."),
  })
  .meta({
    id: "Workspace",
    examples: [
      {
        id: "019ad2b3-1f40-7d1b-8a6e-5c2d9e7f0b31",
        name: "Marketing",
        role: "owner",
        is_personal: true,
        member_count: 3,
        check_links: false,
        created_at: "2026-11-20T12:00:00.000Z",
      },
    ],
  });
export type Workspace = z.infer<typeof Workspace>;

export const Workspaces = z
  .object({ items: z.array(Workspace).describe("Your workspaces, the personal one first, then by name.") })
  .meta({ id: "Workspaces" });
export type Workspaces = z.infer<typeof Workspaces>;

export const Member = z
  .object({
    user_id: z.uuid().describe("Id of the member's account."),
    full_name: z.string().nullable().describe("The member's name, or `null`."),
    email: z.string().describe("The member's e-mail address."),
    role: Role.describe("The member's role."),
    is_permanent: z
      .boolean()
      .describe("Whether it is the account whose personal workspace this is; it always stays an owner."),
    joined_at: InstantText.describe("When the member joined."),
  })
  .meta({ id: "Member" });
export type Member = z.infer<typeof Member>;

export const Members = z
  .object({ items: z.array(Member).describe("The members by role, owners first, then by address; at most 1,000.") })
  .meta({ id: "Members" });
export type Members = z.infer<typeof Members>;
