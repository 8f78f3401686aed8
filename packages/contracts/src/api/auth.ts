import { z } from "zod";
import { isStorable, text, unstorable } from "../text.ts";

export const Email = text({ max: 254 }).pipe(z.email());

/** OWASP ASVS 5.0 V6.2: at least 8 characters, at least 64 allowed, no rules of composition. Counted in code points. */
export const NewPassword = z
  .string()
  .refine(isStorable, unstorable)
  .refine(value => {
    const { length } = [...value.normalize("NFC")];
    return length >= 8 && length <= 128;
  }, "must have 8 to 128 characters")
  .meta({ format: "password", minLength: 8, maxLength: 128 });

const exampleAccount = { email: "ann@example.com", password: "correct horse battery" };

export const RegisterUser = z
  .strictObject({
    email: Email,
    password: NewPassword,
    full_name: text({ min: 1, max: 200 }).nullish(),
  })
  .meta({ id: "RegisterUser", examples: [{ ...exampleAccount, full_name: "Ann Example" }] });
export type RegisterUser = z.infer<typeof RegisterUser>;

/** Looser than a new one on purpose: that it is wrong is told by whoever compares it, whatever its shape. */
export const CurrentPassword = z.string().max(1024).meta({ format: "password" });

/** As people type it off a screen or a sheet of paper. */
export const TotpCode = text({ min: 1, max: 64 })
  .transform(code => code.replace(/[\s-]/g, "").toUpperCase())
  .meta({ description: "Six digits, or a recovery code. Spaces, dashes and case do not matter." });

export const Login = z
  .strictObject({ email: text({ max: 320 }), password: CurrentPassword, totp_code: TotpCode.optional() })
  .meta({ id: "Login", examples: [exampleAccount] });
export type Login = z.infer<typeof Login>;

export const RefreshTokens = z
  .strictObject({ refresh_token: z.string().min(1).max(512) })
  .meta({ id: "RefreshTokens" });
export type RefreshTokens = z.infer<typeof RefreshTokens>;

export const TokenPair = z
  .object({
    access_token: z.string(),
    refresh_token: z.string().meta({ description: "Good once." }),
    token_type: z.literal("bearer"),
    expires_in: z.int().meta({ description: "Life of the access token in seconds." }),
  })
  .meta({ id: "TokenPair" });
export type TokenPair = z.infer<typeof TokenPair>;

export const User = z
  .object({
    id: z.uuid(),
    email: z.string(),
    full_name: z.string().nullable(),
    role: z.enum(["user", "admin"]),
    is_active: z.boolean(),
    is_verified: z.boolean(),
  })
  .meta({ id: "User" });
export type User = z.infer<typeof User>;

export const Me = User.extend({
  username: z.string().nullable().meta({ description: "Null where posts and friends are switched off." }),
  pending_email: z.string().nullable().meta({ description: "A new address that you have not confirmed yet." }),
}).meta({ id: "Me" });
export type Me = z.infer<typeof Me>;
