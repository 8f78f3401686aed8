import { z } from "zod";
import { InstantText } from "../instant.ts";
import { UtmValue } from "../link/forwarding.ts";
import { UtmTemplateName } from "../link/link-values.ts";
import { type UtmField, utmFields } from "../link/utm-fields.ts";
import { changes } from "./changes.ts";

/** The five UTM fields with the same schema, each described. */
function eachUtmField<S extends z.ZodType>(schema: S, about: string): Record<UtmField, S> {
  return Object.fromEntries(utmFields.map(field => [field, schema.describe(`\`${field}\` ${about}`)])) as Record<
    UtmField,
    S
  >;
}

// Otherwise `utm_template` could mean the name of one template and the id of another.
const name = UtmTemplateName.refine(given => !z.uuid().safeParse(given).success, "must not be a UUID").describe(
  "Name of the template, 1 to 50 characters, unique in the workspace regardless of case.",
);
const values = eachUtmField(UtmValue.nullish(), "of links with this template, at most 255 characters, or `null`.");

/** Detail of the error for a template without a value. */
export const noUtmField = `must have at least one of ${utmFields.join(", ")}`;

export const CreateUtmTemplate = z
  .strictObject({
    workspace_id: z
      .uuid()
      .optional()
      .describe("Id of the workspace that gets the template. Omit it for your personal one."),
    name,
    ...values,
  })
  .refine(given => utmFields.some(field => given[field]), {
    error: noUtmField,
    when: ({ issues }) => issues.length === 0,
  })
  .meta({ examples: [{ name: "Newsletter", utm_source: "newsletter", utm_medium: "email" }] });
export type CreateUtmTemplate = z.infer<typeof CreateUtmTemplate>;

/** Omitted fields stay unchanged; `null` clears a field. */
export const UpdateUtmTemplate = changes({ name: name.optional(), ...values }).meta({
  examples: [{ utm_campaign: "autumn", utm_medium: null }],
});
export type UpdateUtmTemplate = z.infer<typeof UpdateUtmTemplate>;

export const UtmTemplateParams = z.strictObject({ id: z.uuid().describe("Id of the UTM template.") });

export const UtmTemplate = z
  .object({
    id: z.uuid().describe("Id of the UTM template."),
    workspace_id: z.uuid().describe("Id of its workspace."),
    name: z.string().describe("Name of the template."),
    ...eachUtmField(z.string().nullable(), "of links with this template, or `null`."),
    created_at: InstantText.describe("Time of creation."),
    updated_at: InstantText.describe("Time of the last change."),
  })
  .meta({
    id: "UtmTemplate",
    examples: [
      {
        id: "019ad2b4-7c1e-7a53-9f0e-3d7b8f2c6a10",
        workspace_id: "019ad2b3-1f41-7c52-9d3f-6a1b8e4c7d20",
        name: "Newsletter",
        utm_source: "newsletter",
        utm_medium: "email",
        utm_campaign: null,
        utm_term: null,
        utm_content: null,
        created_at: "2026-11-20T12:00:00.000Z",
        updated_at: "2026-11-21T08:30:00.000Z",
      },
    ],
  });
export type UtmTemplate = z.infer<typeof UtmTemplate>;

export const UtmTemplates = z
  .object({ items: z.array(UtmTemplate).describe("The UTM templates of your workspaces, by name.") })
  .meta({ id: "UtmTemplates" });
export type UtmTemplates = z.infer<typeof UtmTemplates>;
