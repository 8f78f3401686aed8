import { ForgotPassword, ResetPassword, VerifyEmail } from "../account-security.ts";
import type { Operation } from "../operation.ts";

export const accountSecurityOperations = {
  requestEmailVerification: {
    method: "post",
    path: "/api/v1/auth/email-verification",
    tag: "auth",
    summary: "Send me another mail to confirm my address",
    auth: "required",
    limit: "mail",
    success: { status: 204 },
    problems: ["email-verified"],
  },
  verifyEmail: {
    method: "post",
    path: "/api/v1/auth/verify-email",
    tag: "auth",
    summary: "Confirm an address with the token that was sent to it",
    auth: "none",
    body: VerifyEmail,
    success: { status: 204 },
    problems: ["mail-token-invalid"],
  },
  forgotPassword: {
    method: "post",
    path: "/api/v1/auth/forgot-password",
    tag: "auth",
    summary: "Send a mail to choose a new password; the answer is the same whether or not there is such an account",
    auth: "none",
    limit: "mail",
    body: ForgotPassword,
    success: { status: 204 },
    problems: [],
  },
  resetPassword: {
    method: "post",
    path: "/api/v1/auth/reset-password",
    tag: "auth",
    summary: "Choose a new password with the token that was sent by mail; all sessions end",
    auth: "none",
    body: ResetPassword,
    success: { status: 204 },
    problems: ["mail-token-invalid"],
  },
} as const satisfies Record<string, Operation>;
