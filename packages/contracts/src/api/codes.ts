import { z } from "zod";
import { HostName } from "../host-name.ts";
import { InstantText } from "../instant.ts";
import { Alias, ShortCode } from "../short-code.ts";
import { LinkRef } from "./link-ref.ts";

/** Beside every code of an answer: which domain it is on. */
export const DomainOfCode = z
  .string()
  .nullable()
  .meta({ description: "Host of a custom domain; null for the shared domain." });

/** Of the domain that a code is on; without it, of that of BASE_URL. */
export const OnDomain = z.strictObject({
  domain: HostName.optional().meta({ description: "Host of a custom domain that the code is on." }),
});

export const AddCode = z.strictObject({
  custom_alias: Alias.nullish().meta({ description: "Without it, a code is drawn." }),
  domain: HostName.nullish().meta({ description: "A verified domain of mine; without it, that of the link." }),
  is_primary: z.boolean().default(false),
});
export type AddCode = z.infer<typeof AddCode>;

/** There is always one primary code: it ceases to be when another becomes it. */
export const UpdateCode = z.strictObject({ is_primary: z.literal(true) });

export const CodeParams = z.strictObject({ id: LinkRef, short_code: ShortCode });

/** Other parameters are ignored, as they always were where a link is named by its id. */
export const LinkQuery = z.object({
  domain: HostName.optional().meta({
    description: "Host of the domain that the code is on, where the link is named by a code.",
  }),
});

export const LinkCode = z
  .object({
    short_code: z.string(),
    domain: DomainOfCode,
    short_url: z.string(),
    is_primary: z.boolean().meta({ description: "Whether it is the one that the link shows." }),
    is_custom: z.boolean(),
    created_at: InstantText,
  })
  .meta({ id: "LinkCode" });
export type LinkCode = z.infer<typeof LinkCode>;

export const LinkCodes = z.object({ items: z.array(LinkCode) }).meta({ id: "LinkCodes" });
export type LinkCodes = z.infer<typeof LinkCodes>;
