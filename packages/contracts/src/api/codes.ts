import { z } from "zod";
import { HostName } from "../host-name.ts";
import { InstantText } from "../instant.ts";
import { Alias, ShortCode } from "../short-code.ts";
import { codeFields, codeStyleField, toShortCode } from "./code-names.ts";
import { LinkRef } from "./link-ref.ts";

export const DomainOfCode = z
  .string()
  .nullable()
  .describe("Host of the custom domain that the code is on; `null` for the shared domain.");

export const OnDomain = z.strictObject({
  domain: HostName.optional().describe(
    "Host of the custom domain that the code is on, if it is not on the shared domain.",
  ),
});

export const AddCode = z
  .strictObject({
    ...codeFields(Alias.nullable(), "The new code. Omit it or send `null` for a generated code."),
    code_style: codeStyleField,
    domain: HostName.nullish().describe(
      "One of your verified domains. Omit it for the domain of the link; `null` means the shared domain.",
    ),
    is_primary: z.boolean().default(false).describe("Whether the link's `short_url` shows this code from now on."),
  })
  .transform(toShortCode)
  .meta({ examples: [{ short_code: "autumn", domain: "go.example.com" }] });
export type AddCode = z.infer<typeof AddCode>;

/** A link has exactly one primary code, so only `true` can be set. */
export const UpdateCode = z
  .strictObject({
    is_primary: z.literal(true).describe("`true` makes this the primary code; the previous one becomes secondary."),
  })
  .meta({ examples: [{ is_primary: true }] });

export const CodeParams = z.strictObject({ id: LinkRef, short_code: ShortCode.describe("One of the link's codes.") });

export const LinkQuery = z.strictObject({
  domain: HostName.optional().describe(
    "Host of the custom domain that the code is on, if `id` is a code. Required if the code exists on several of your domains.",
  ),
});

export const LinkCode = z
  .object({
    short_code: z.string().describe("The code itself."),
    domain: DomainOfCode,
    short_url: z.string().describe("The short URL with this code."),
    is_primary: z.boolean().describe("Whether the link's `short_url` shows this code."),
    is_custom: z.boolean().describe("`false` for a generated code."),
    created_at: InstantText.describe("When the code was added."),
  })
  .meta({ id: "LinkCode" });
export type LinkCode = z.infer<typeof LinkCode>;

export const LinkCodes = z
  .object({ items: z.array(LinkCode).describe("All codes of the link, the primary one first.") })
  .meta({ id: "LinkCodes" });
export type LinkCodes = z.infer<typeof LinkCodes>;
