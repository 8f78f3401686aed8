import { z } from "zod";
import { DomainName, HostName } from "../host-name.ts";
import { InstantText } from "../instant.ts";
import { TargetUrl } from "../target-url.ts";
import { changes } from "./changes.ts";

export const AddDomain = z.strictObject({
  host: DomainName,
  is_case_sensitive: z.boolean().default(true).meta({
    description: "Whether `/Sale` and `/sale` are two codes. It stays as it is chosen here.",
  }),
});
export type AddDomain = z.infer<typeof AddDomain>;

export const DomainParams = z.strictObject({ host: DomainName });

const Robots = z.enum(["allow", "disallow"]);

/** What holds for visitors of a domain. A field left out stays as it is; `null` clears it. */
const visitorSettings = {
  root_url: TargetUrl.nullish().meta({ description: "Where visitors of the bare domain are sent." }),
  not_found_url: TargetUrl.nullish().meta({ description: "Where visitors are sent for whom there is no link." }),
  expired_url: TargetUrl.nullish().meta({
    description: "Where visitors of a link that is over are sent, unless it has a fallback of its own.",
  }),
  robots: Robots.nullish().meta({ description: "What `/robots.txt` says; without it there is no such file." }),
};

export const UpdateDomain = changes({
  ...visitorSettings,
  is_default: z.boolean().optional().meta({ description: "Whether links are made on it that name no domain." }),
});
export type UpdateDomain = z.infer<typeof UpdateDomain>;

export const UpdateDefaultDomain = changes(visitorSettings);
export type UpdateDefaultDomain = z.infer<typeof UpdateDefaultDomain>;

const visitorFields = {
  root_url: z.string().nullable(),
  not_found_url: z.string().nullable(),
  expired_url: z.string().nullable(),
  robots: Robots.nullable(),
};

export const Domain = z
  .object({
    host: z.string(),
    is_verified: z.boolean().meta({ description: "Links can be made on it once it is." }),
    verification: z
      .object({ type: z.literal("TXT"), name: z.string(), value: z.string() })
      .nullable()
      .meta({ description: "The DNS record that tells that the domain is yours; null once it is verified." }),
    is_default: z.boolean(),
    is_case_sensitive: z.boolean(),
    ...visitorFields,
    created_at: InstantText,
  })
  .meta({ id: "Domain" });
export type Domain = z.infer<typeof Domain>;

export const Domains = z.object({ items: z.array(Domain) }).meta({ id: "Domains" });

export const DefaultDomain = z.object(visitorFields).meta({ id: "DefaultDomain" });
export type DefaultDomain = z.infer<typeof DefaultDomain>;

export const AskQuery = z.strictObject({ domain: HostName });
