import { z } from "zod";
import { InstantText } from "../instant.ts";
import { LinkRef } from "./link-ref.ts";
import { LinkSettingValues } from "./links.ts";

const number = z.coerce.number<string>().int().min(1).max(2_147_483_647);

export const VersionParams = z.strictObject({ id: LinkRef, number: number.describe("Number of the version.") });

export const CompareQuery = z.strictObject({
  compare_with: number.optional().describe("Number of the version to compare with. Omit it for the current one."),
});

const Version = z.object({
  number: z.int().describe("1 for the link as it was created; each change of its settings makes the next."),
  is_current: z.boolean().describe("Whether the link has these settings now."),
  created_at: InstantText.describe("When the change made this version."),
  created_by: z
    .uuid()
    .nullable()
    .describe("Id of the account that made it; `null` if the account no longer exists or was not recorded."),
});

const field = z.string().describe("Name of the field, as in the link.");

export const LinkVersions = z
  .object({
    items: z
      .array(
        Version.extend({
          changes: z
            .array(
              z.object({
                field,
                before: z.unknown().describe("Value in the version before; `null` if it was not set."),
                after: z.unknown().describe("Value in this version; `null` if it is not set."),
              }),
            )
            .describe("The fields that the change set, with their values; none for version 1."),
        }),
      )
      .describe("The current version, then the earlier ones, at most 101."),
  })
  .meta({
    id: "LinkVersions",
    examples: [
      {
        items: [
          {
            number: 2,
            is_current: true,
            created_at: "2026-11-21T08:30:00.000Z",
            created_by: "019ad2b3-1f40-7d1b-8a6e-5c2d9e7f0b31",
            changes: [{ field: "title", before: null, after: "Autumn sale" }],
          },
        ],
      },
    ],
  });
export type LinkVersions = z.infer<typeof LinkVersions>;

export const LinkVersion = Version.extend({
  settings: LinkSettingValues.describe("All settings of the link in this version."),
  differences: z
    .array(
      z.object({
        field,
        value: z.unknown().describe("Value in this version."),
        other: z.unknown().describe("Value in the version that it was compared with."),
      }),
    )
    .describe("The fields that differ from the current version, or from that of `compare_with`."),
}).meta({ id: "LinkVersion" });
export type LinkVersion = z.infer<typeof LinkVersion>;
