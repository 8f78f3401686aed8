import { z } from "zod";
import { HostName } from "../host-name.ts";
import { Instant, InstantText } from "../instant.ts";
import { text } from "../text.ts";
import { CurrentPassword, Email, NewPassword, TotpCode } from "./auth.ts";
import { Username } from "./social/people.ts";

export const ChangePassword = z
  .strictObject({ current_password: CurrentPassword, new_password: NewPassword })
  .meta({ id: "ChangePassword" });
export type ChangePassword = z.infer<typeof ChangePassword>;

/** A field left out stays as it is. */
export const UpdateMe = z
  .strictObject({
    full_name: text({ min: 1, max: 200 }).nullish(),
    username: Username.optional(),
    email: Email.optional().meta({
      description: "A mail goes to the new address. It takes over once it is confirmed; the one before is informed.",
    }),
    current_password: CurrentPassword.optional().meta({ description: "Required to change the e-mail address." }),
  })
  .refine(
    ({ current_password: _, ...changes }) => Object.keys(changes).length > 0,
    "must change full_name, username or email",
  )
  .refine(({ email, current_password }) => email === undefined || current_password !== undefined, {
    path: ["current_password"],
    error: "is required to change the e-mail address",
  })
  .meta({ id: "UpdateMe", examples: [{ full_name: "Ann Example" }] });
export type UpdateMe = z.infer<typeof UpdateMe>;

export const DeleteAccount = z
  .strictObject({ password: CurrentPassword, totp_code: TotpCode.optional() })
  .meta({ id: "DeleteAccount" });
export type DeleteAccount = z.infer<typeof DeleteAccount>;

export const SessionParams = z.strictObject({ id: z.uuid() });

/** A sign-in that has not ended. */
const Session = z
  .object({
    id: z.uuid(),
    user_agent: z.string(),
    created_at: InstantText,
    last_used_at: InstantText,
    is_current: z.boolean().meta({ description: "Whether it is the one that asks." }),
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof Session>;

export const Sessions = z.object({ items: z.array(Session) }).meta({ id: "Sessions" });

/** What a key may be used for: reading links, changing them, reading numbers, administration. */
export const Scope = z.enum(["read", "write", "analytics", "admin"]);
export type Scope = z.infer<typeof Scope>;

export const CreateApiKey = z
  .strictObject({
    name: text({ min: 1, max: 100 }),
    scopes: z
      .array(Scope)
      .min(1)
      .max(4)
      .transform(scopes => [...new Set(scopes)]),
    domains: z.array(HostName.nullable()).min(1).max(100).nullish().meta({
      description:
        "Hosts of my domains, null for that of everybody: the key is for their links only. Left out: for all.",
    }),
    expires_at: Instant.nullish(),
  })
  .meta({ id: "CreateApiKey", examples: [{ name: "Nightly import", scopes: ["read", "write"] }] });
export type CreateApiKey = z.infer<typeof CreateApiKey>;

export const ApiKeyParams = z.strictObject({ id: z.uuid() });

const apiKeyFields = {
  id: z.uuid(),
  name: z.string(),
  prefix: z.string().meta({ description: "How the key begins." }),
  scopes: z.array(Scope),
  domains: z.array(z.string().nullable()).nullable(),
  expires_at: InstantText.nullable(),
  last_used_at: InstantText.nullable(),
  created_at: InstantText,
};

export const ApiKey = z.object(apiKeyFields).meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof ApiKey>;

/** With the key itself, which is shown this once. */
export const NewApiKey = z.object({ ...apiKeyFields, key: z.string() }).meta({ id: "NewApiKey" });
export type NewApiKey = z.infer<typeof NewApiKey>;

export const ApiKeys = z.object({ items: z.array(ApiKey) }).meta({ id: "ApiKeys" });
