import { z } from "zod";
import { CurrentPassword, Email, NewPassword, TotpCode } from "./auth.ts";

/** The secret of a link that was sent by mail. */
export const MailToken = z.string().min(1).max(512);

export const VerifyEmail = z.strictObject({ token: MailToken });
export type VerifyEmail = z.infer<typeof VerifyEmail>;

export const ForgotPassword = z.strictObject({ email: Email });
export type ForgotPassword = z.infer<typeof ForgotPassword>;

export const ResetPassword = z.strictObject({ token: MailToken, new_password: NewPassword });
export type ResetPassword = z.infer<typeof ResetPassword>;

/** What changes the second factor is asked for by who knows the password, not by who finds a screen unlocked. */
export const BeginTotp = z.strictObject({ password: CurrentPassword });
export type BeginTotp = z.infer<typeof BeginTotp>;

export const NewTotp = z
  .object({
    secret: z.string().meta({ description: "Base32, to be typed." }),
    uri: z.string().meta({ description: "The same as `otpauth:`, to be shown as a QR code." }),
  })
  .meta({ id: "NewTotp" });
export type NewTotp = z.infer<typeof NewTotp>;

export const ConfirmTotp = z.strictObject({ code: TotpCode });
export type ConfirmTotp = z.infer<typeof ConfirmTotp>;

export const ReplaceRecoveryCodes = z.strictObject({ password: CurrentPassword });
export type ReplaceRecoveryCodes = z.infer<typeof ReplaceRecoveryCodes>;

/** Shown this once. Each is good for one log-in without the device. */
export const RecoveryCodes = z.object({ recovery_codes: z.array(z.string()) }).meta({ id: "RecoveryCodes" });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

export const DisableTotp = z.strictObject({ password: CurrentPassword });
export type DisableTotp = z.infer<typeof DisableTotp>;

export const TotpState = z.object({ is_enabled: z.boolean(), recovery_codes_left: z.int() }).meta({ id: "TotpState" });
export type TotpState = z.infer<typeof TotpState>;
