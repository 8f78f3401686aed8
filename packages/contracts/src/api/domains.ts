import { z } from "zod";
import { shownDomainRules, writtenDomainRules } from "../domain-rules.ts";
import { DomainName, HostName, NewDomainName } from "../host-name.ts";
import { InstantText } from "../instant.ts";
import { TargetUrl } from "../target-url.ts";
import { changes } from "./changes.ts";

export const AddDomain = z
  .strictObject({
    workspace_id: z
      .uuid()
      .optional()
      .describe("Id of the workspace that gets the domain. Omit it for your personal one."),
    host: NewDomainName.describe("The domain for your short links, such as `go.example.com`."),
    is_case_sensitive: z
      .boolean()
      .default(true)
      .describe("Whether `/Sale` and `/sale` are different codes. Cannot be changed later."),
  })
  .meta({ examples: [{ host: "go.example.com" }] });
export type AddDomain = z.infer<typeof AddDomain>;

export const DomainParams = z.strictObject({ host: DomainName.describe("Host of the domain.") });

export const DomainQuery = z.strictObject({
  workspace_id: z
    .uuid()
    .optional()
    .describe(
      "Id of its workspace, if several of yours have added the same domain. By default, your personal one goes first.",
    ),
});
export type DomainQuery = z.infer<typeof DomainQuery>;

const Robots = z.enum(["allow", "disallow"]);

/** Settings for visitors of a domain. Omitted fields stay unchanged; `null` clears a field. */
const visitorSettings = {
  root_url: TargetUrl.nullish().describe("Redirect target for the bare domain; `null` shows a page instead."),
  not_found_url: TargetUrl.nullish().describe(
    "Redirect target for codes without a link, and for links that are inactive or have not started; `null` shows a page instead.",
  ),
  expired_url: TargetUrl.nullish().describe(
    "Redirect target for expired links without a `fallback_url`; `null` shows a page instead.",
  ),
  robots: Robots.nullish().describe("Whether `/robots.txt` allows crawlers; `null` serves no such file."),
  ...writtenDomainRules,
};

export const UpdateDomain = changes({
  ...visitorSettings,
  is_default: z
    .boolean()
    .optional()
    .describe("Whether new links of its workspace without a `domain` are created on it."),
}).meta({ examples: [{ root_url: "https://www.example.com/", is_default: true }] });
export type UpdateDomain = z.infer<typeof UpdateDomain>;

export const UpdateDefaultDomain = changes(visitorSettings).meta({
  examples: [{ root_url: "https://www.example.com/" }],
});
export type UpdateDefaultDomain = z.infer<typeof UpdateDefaultDomain>;

const visitorFields = {
  root_url: z.string().nullable().describe("Redirect target for the bare domain, or `null`."),
  not_found_url: z
    .string()
    .nullable()
    .describe(
      "Redirect target for codes without a link, and for links that are inactive or have not started, or `null`.",
    ),
  expired_url: z.string().nullable().describe("Redirect target for expired links without a `fallback_url`, or `null`."),
  robots: Robots.nullable().describe("Whether `/robots.txt` allows crawlers; `null` if there is no such file."),
  ...shownDomainRules,
};

export const Domain = z
  .object({
    host: z.string().describe("The domain in lower case, internationalised names in punycode."),
    workspace_id: z.uuid().describe("Id of its workspace."),
    is_verified: z.boolean().describe("Whether the domain is verified, so that links can be created on it."),
    verification: z
      .object({
        type: z.literal("TXT").describe("Type of the DNS record."),
        name: z.string().describe("Name of the DNS record."),
        value: z.string().describe("Value of the DNS record."),
      })
      .nullable()
      .describe(
        "The DNS record that proves that the domain is yours; `null` once it is verified, and if it is released.",
      ),
    released_host: z
      .string()
      .nullable()
      .describe(
        "The host that the domain had until another workspace verified it or an administrator removed it. Its links stay, but visitors cannot reach them until you add and verify this host again. `null` for every other domain.",
      ),
    is_default: z.boolean().describe("Whether new links of its workspace without a `domain` are created on it."),
    is_case_sensitive: z.boolean().describe("Whether `/Sale` and `/sale` are different codes."),
    ...visitorFields,
    created_at: InstantText.describe("When the domain was added."),
  })
  .meta({
    id: "Domain",
    examples: [
      {
        host: "go.example.com",
        workspace_id: "019ad2b3-1f41-7c52-9d3f-6a1b8e4c7d20",
        is_verified: false,
        verification: { type: "TXT", name: "_shunt.go.example.com", value: "shunt-verify=3f9c1b7a5d2e" },
        released_host: null,
        is_default: false,
        is_case_sensitive: true,
        root_url: null,
        not_found_url: null,
        expired_url: null,
        robots: null,
        redirect_status: 307,
        cache_seconds: null,
        referrer_policy: null,
        forward_query: null,
        forward_path: null,
        brand_name: "Example",
        brand_logo_url: null,
        brand_color: "#1f4fd1",
        apple_app_site_association: null,
        assetlinks: null,
        created_at: "2026-11-20T12:00:00.000Z",
      },
    ],
  });
export type Domain = z.infer<typeof Domain>;

export const Domains = z
  .object({ items: z.array(Domain).describe("The domains of your workspaces, sorted by host.") })
  .meta({ id: "Domains" });

export const DefaultDomain = z.object(visitorFields).meta({ id: "DefaultDomain" });
export type DefaultDomain = z.infer<typeof DefaultDomain>;

export const AskQuery = z.strictObject({ domain: HostName.describe("The host that the certificate is for.") });
