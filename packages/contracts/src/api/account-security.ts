import { z } from "zod";
import { Email, NewPassword } from "./auth.ts";

/** The secret of a link that was sent by mail. */
export const MailToken = z.string().min(1).max(512);

export const VerifyEmail = z.strictObject({ token: MailToken });
export type VerifyEmail = z.infer<typeof VerifyEmail>;

export const ForgotPassword = z.strictObject({ email: Email });
export type ForgotPassword = z.infer<typeof ForgotPassword>;

export const ResetPassword = z.strictObject({ token: MailToken, new_password: NewPassword });
export type ResetPassword = z.infer<typeof ResetPassword>;
