import { z } from "zod";
import { isStorable, text, unstorable } from "../text.ts";
import { workspaceRoles } from "../workspace-roles.ts";

export const Email = text({ max: 254 }).pipe(z.email());

/**
 * OWASP ASVS 5.0 V6.2: at least 8 characters, at least 64 allowed, no rules about their kinds. Counts code points of the NFC form.
 */
export const NewPassword = z
  .string()
  .refine(isStorable, unstorable)
  .refine(value => {
    const { length } = [...value.normalize("NFC")];
    return length >= 8 && length <= 128;
  }, "must have 8 to 128 characters")
  .meta({
    format: "password",
    minLength: 8,
    maxLength: 128,
    description: "The new password: 8 to 128 characters of any kind. Common passwords are refused.",
  });

const exampleAccount = { email: "ann@example.com", password: "correct horse battery" };
const AccountEmail = Email.describe("Your e-mail address, for signing in and for mails.");

export const RegisterUser = z
  .strictObject({
    email: AccountEmail,
    password: NewPassword,
    full_name: text({ min: 1, max: 200 }).nullish().describe("Your name, or `null`."),
    invitation_token: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe("Secret of an invitation to a workspace, for its address. Only needed where registration is disabled."),
  })
  .meta({ id: "RegisterUser", examples: [{ ...exampleAccount, full_name: "Ann Example" }] });
export type RegisterUser = z.infer<typeof RegisterUser>;

/** Accepts more than `NewPassword`, so that a wrong password of any form gets the same error. */
export const CurrentPassword = z
  .string()
  .max(1024)
  .meta({ format: "password", description: "The current password of the account." });

/** Accepts spaces and dashes, as people type them from a screen or from paper. */
export const TotpCode = text({ min: 1, max: 64 })
  .transform(code => code.replace(/[\s-]/g, "").toUpperCase())
  .describe("Six digits from your authenticator app, or a recovery code. Spaces, dashes and case are ignored.");

/** Fields that prove who the owner of an account is. */
export const signInProof = {
  password: CurrentPassword,
  totp_code: TotpCode.optional().describe(
    "A code from your authenticator app, or a recovery code. Required if two-factor authentication is enabled.",
  ),
};

export const Credentials = z.strictObject({
  email: text({ max: 320 }).describe("The e-mail address of the account."),
  ...signInProof,
});
export type Credentials = z.infer<typeof Credentials>;

export const Login = Credentials.extend({
  session: z
    .enum(["token", "cookie"])
    .default("token")
    .describe(
      "`token` returns the refresh token. `cookie` puts it in a cookie that scripts cannot read, for pages of the same origin.",
    ),
  remember: z
    .boolean()
    .default(true)
    .describe("With `cookie`: whether the browser keeps the session when it is closed."),
}).meta({ id: "Login", examples: [exampleAccount] });
export type Login = z.infer<typeof Login>;

export const RefreshTokens = z
  .strictObject({
    refresh_token: z
      .string()
      .min(1)
      .max(512)
      .optional()
      .describe("The latest refresh token of the session. Omit it to use the session of the cookie."),
  })
  .meta({ id: "RefreshTokens", examples: [{ refresh_token: "Wq3mJz0sVn8bYx5kTt1cLp7dRf2gHh4aEe6uIi9oOoM" }] });
export type RefreshTokens = z.infer<typeof RefreshTokens>;

export const TokenPair = z
  .object({
    access_token: z.string().describe("Send it as `Authorization: Bearer …`."),
    refresh_token: z
      .string()
      .optional()
      .describe(
        "Exchange it for a new pair of tokens. It works once, or again within 30 s if the response was lost. Omitted if it is in the cookie.",
      ),
    token_type: z.literal("bearer").describe("Always `bearer`."),
    expires_in: z.int().describe("Lifetime of the access token in seconds."),
  })
  .meta({
    id: "TokenPair",
    examples: [
      {
        access_token: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIwMTlhZDJiMyJ9.3Zb1mQ",
        refresh_token: "Wq3mJz0sVn8bYx5kTt1cLp7dRf2gHh4aEe6uIi9oOoM",
        token_type: "bearer",
        expires_in: 1800,
      },
    ],
  });
export type TokenPair = z.infer<typeof TokenPair>;

export const User = z
  .object({
    id: z.uuid().describe("Id of the account."),
    email: z.string().describe("The e-mail address of the account."),
    full_name: z.string().nullable().describe("The name of its owner, or `null`."),
    role: z.enum(["user", "admin"]).describe("`admin` for administrators of the installation."),
    is_active: z.boolean().describe("`false` if an administrator has disabled the account."),
    is_verified: z.boolean().describe("Whether the e-mail address is confirmed."),
  })
  .meta({ id: "User" });
export type User = z.infer<typeof User>;

/** Languages of pages and mails. */
export const Language = z.enum(["en", "de", "fr", "es"]);
export type Language = z.infer<typeof Language>;

const MyWorkspace = z
  .object({
    id: z.uuid().describe("Id of the workspace."),
    name: z.string().describe("Name of the workspace."),
    role: z.enum(workspaceRoles).describe("Your role in it."),
    is_personal: z
      .boolean()
      .describe("Whether it is your own, which receives what you create without a `workspace_id`."),
  })
  .meta({ id: "MyWorkspace" });

export const Me = User.extend({
  username: z.string().nullable().describe("Your name in posts. `null` if the social features are off."),
  pending_email: z.string().nullable().describe("A new e-mail address that you have not confirmed yet, or `null`."),
  language: Language.nullable().describe("The language of pages and mails, or `null` for that of the browser."),
  time_zone: z
    .string()
    .nullable()
    .describe("The IANA time zone of pages and mails, or `null` for that of the browser."),
  workspaces: z.array(MyWorkspace).describe("Your workspaces, the personal one first, then by name."),
  check_links: z
    .boolean()
    .describe("Whether the destinations of the links in your own workspace are checked regularly."),
}).meta({ id: "Me" });
export type Me = z.infer<typeof Me>;
