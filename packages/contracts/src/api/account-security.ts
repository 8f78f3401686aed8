import { z } from "zod";
import { CurrentPassword, Email, NewPassword, signInProof, TotpCode } from "./auth.ts";

export const MailToken = z.string().min(1).max(512).describe("The token in the link that was sent by mail.");

const exampleToken = "mJ0sVn8bYx5kTt1cLp7dRf2gHh4aEe6u";
const examplePassword = "correct horse battery";

export const VerifyEmail = z.strictObject({ token: MailToken }).meta({ examples: [{ token: exampleToken }] });
export type VerifyEmail = z.infer<typeof VerifyEmail>;

export const ForgotPassword = z
  .strictObject({ email: Email.describe("The e-mail address of the account.") })
  .meta({ examples: [{ email: "ann@example.com" }] });
export type ForgotPassword = z.infer<typeof ForgotPassword>;

export const ResetPassword = z
  .strictObject({ token: MailToken, new_password: NewPassword })
  .meta({ examples: [{ token: exampleToken, new_password: examplePassword }] });
export type ResetPassword = z.infer<typeof ResetPassword>;

/** Changes to two-factor authentication need the proof of a sign-in, so that an unlocked screen is not enough. */
const SignInProof = z
  .strictObject(signInProof)
  .meta({ examples: [{ password: examplePassword, totp_code: "492039" }] });
export type SignInProof = z.infer<typeof SignInProof>;

/** Two-factor authentication is not enabled yet. */
export const BeginTotp = z
  .strictObject({ password: CurrentPassword })
  .meta({ examples: [{ password: examplePassword }] });
export type BeginTotp = z.infer<typeof BeginTotp>;

export const NewTotp = z
  .object({
    secret: z.string().describe("The secret in Base32, to type into the app."),
    uri: z.string().describe("The secret as an `otpauth:` URI, to show as a QR code."),
  })
  .meta({ id: "NewTotp" });
export type NewTotp = z.infer<typeof NewTotp>;

export const ConfirmTotp = z
  .strictObject({ code: TotpCode.describe("The six digits that the app shows now.") })
  .meta({ examples: [{ code: "492039" }] });
export type ConfirmTotp = z.infer<typeof ConfirmTotp>;

export const ReplaceRecoveryCodes = SignInProof;
export type ReplaceRecoveryCodes = z.infer<typeof ReplaceRecoveryCodes>;

export const RecoveryCodes = z
  .object({
    recovery_codes: z
      .array(z.string())
      .describe("Ten codes, shown only in this response. Each works once in place of a code from the app."),
  })
  .meta({ id: "RecoveryCodes" });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

export const DisableTotp = SignInProof;
export type DisableTotp = z.infer<typeof DisableTotp>;

export const TotpState = z
  .object({
    is_enabled: z.boolean().describe("Whether signing in needs a code from your authenticator app."),
    recovery_codes_left: z.int().describe("Number of unused recovery codes."),
  })
  .meta({ id: "TotpState" });
export type TotpState = z.infer<typeof TotpState>;
