import { z } from "zod";
import { HostName } from "../host-name.ts";
import { Instant, InstantText } from "../instant.ts";
import { text } from "../text.ts";
import { TimeZone } from "../time-zone.ts";
import { CurrentPassword, Email, Language, NewPassword, signInProof } from "./auth.ts";
import { Username } from "./social/people.ts";

export const ChangePassword = z.strictObject({ current_password: CurrentPassword, new_password: NewPassword }).meta({
  id: "ChangePassword",
  examples: [{ current_password: "correct horse battery", new_password: "staple under the moon" }],
});
export type ChangePassword = z.infer<typeof ChangePassword>;

/** Omitted fields stay unchanged. */
export const UpdateMe = z
  .strictObject({
    full_name: text({ min: 1, max: 200 }).nullish().describe("Your name; `null` removes it."),
    username: Username.optional(),
    language: Language.nullish().describe("The language of pages and mails; `null` for that of the browser."),
    time_zone: TimeZone.nullish().describe(
      "The IANA time zone of pages and mails, such as `Europe/Vienna`; `null` for that of the browser.",
    ),
    email: Email.optional().describe(
      "A new e-mail address. It replaces the current one after you open the link that is mailed to it; the current address gets a notice.",
    ),
    check_links: z
      .boolean()
      .optional()
      .describe(
        "Whether to check the destinations of the links in your own workspace regularly; results are in `health` of each link. `false` deletes the results.",
      ),
    current_password: CurrentPassword.optional().describe("Required to change the e-mail address."),
  })
  .refine(
    ({ current_password: _, ...changes }) => Object.keys(changes).length > 0,
    "must change full_name, username, language, time_zone, email or check_links",
  )
  .refine(({ email, current_password }) => email === undefined || current_password !== undefined, {
    path: ["current_password"],
    error: "is required to change the e-mail address",
  })
  .meta({ id: "UpdateMe", examples: [{ full_name: "Ann Example" }] });
export type UpdateMe = z.infer<typeof UpdateMe>;

export const DeleteAccount = z
  .strictObject(signInProof)
  .meta({ id: "DeleteAccount", examples: [{ password: "correct horse battery" }] });
export type DeleteAccount = z.infer<typeof DeleteAccount>;

export const SessionParams = z.strictObject({ id: z.uuid().describe("Id of the session.") });

const Session = z
  .object({
    id: z.uuid().describe("Id of the session."),
    user_agent: z.string().describe("The `User-Agent` header of the sign-in."),
    created_at: InstantText.describe("Time of the sign-in."),
    last_used_at: InstantText.describe("Time of the last sign-in or token refresh in this session."),
    is_current: z.boolean().describe("Whether this request belongs to the session."),
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof Session>;

export const Sessions = z
  .object({ items: z.array(Session).describe("Your sessions, the most recently used first.") })
  .meta({ id: "Sessions" });

export const Scope = z
  .enum(["read", "write", "analytics", "admin"])
  .describe("`read` links, domains and webhooks; `write` them; read `analytics`; act as `admin`.");
export type Scope = z.infer<typeof Scope>;

export const CreateApiKey = z
  .strictObject({
    name: text({ min: 1, max: 100 }).describe("A name to recognise the key by."),
    scopes: z
      .array(Scope)
      .min(1)
      .max(Scope.options.length)
      .transform(scopes => [...new Set(scopes)])
      .describe("Permissions of the key. Only administrators can grant `admin`."),
    domains: z
      .array(HostName.nullable())
      .min(1)
      .max(100)
      .nullish()
      .describe(
        "Hosts of verified domains of your workspaces, and `null` for the shared domain: the key reaches links on these domains only. Omit it or send `null` for all domains.",
      ),
    expires_at: Instant.nullish().describe(
      "When the key stops working. Omit it or send `null` for a key without expiry.",
    ),
  })
  .meta({ id: "CreateApiKey", examples: [{ name: "Nightly import", scopes: ["read", "write"] }] });
export type CreateApiKey = z.infer<typeof CreateApiKey>;

export const ApiKeyParams = z.strictObject({ id: z.uuid().describe("Id of the API key.") });

const apiKeyFields = {
  id: z.uuid().describe("Id of the API key."),
  name: z.string().describe("The name that you gave it."),
  prefix: z.string().describe("The first characters of the key."),
  scopes: z.array(Scope).describe("Permissions of the key."),
  domains: z
    .array(z.string().nullable())
    .nullable()
    .describe(
      "Hosts of the domains that the key is limited to, with `null` for the shared domain; `null` for all domains.",
    ),
  expires_at: InstantText.nullable().describe("When the key stops working, or `null`."),
  last_used_at: InstantText.nullable().describe("Last use, exact to a minute; `null` if the key was never used."),
  created_at: InstantText.describe("Time of creation."),
};

export const ApiKey = z.object(apiKeyFields).meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof ApiKey>;

export const NewApiKey = z
  .object({
    ...apiKeyFields,
    key: z.string().describe("The API key itself, shown only in this response. Send it as `Authorization: Bearer …`."),
  })
  .meta({ id: "NewApiKey" });
export type NewApiKey = z.infer<typeof NewApiKey>;

export const ApiKeys = z
  .object({ items: z.array(ApiKey).describe("Your API keys, the newest first.") })
  .meta({ id: "ApiKeys" });
