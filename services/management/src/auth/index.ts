export { actForReading } from "./act-for.ts";
export { apiKeyPrefix, deleteApiKeys, dropAdminScope, findApiKeys, insertApiKey } from "./api-key/api-key-store.ts";
export { toApiKeyBody } from "./api-key/to-api-key-body.ts";
export type { AuthDeps } from "./deps.ts";
export { hasAccess, lockAccess, lockVerifiedAccess, withPresentRoles } from "./has-access.ts";
export {
  consumeEmailChange,
  consumeMailToken,
  deleteEmailChange,
  deleteMailTokens,
  findMailToken,
  findPendingEmail,
  upsertMailToken,
} from "./mail/mail-token-store.ts";
export { notifyOfSignInChange } from "./mail/notify-of-sign-in-change.ts";
export { requestVerification } from "./mail/request-verification.ts";
export { emailChangeMinutes, sendEmailChange, sendEmailChanged } from "./mail/send-email-change.ts";
export { sendMail } from "./mail/send-mail.ts";
export { admitPasswordReset, resetPasswordPath, sendPasswordReset } from "./mail/send-password-reset.ts";
export { verifyEmailPath } from "./mail/send-verification.ts";
export { assertUncommonPassword } from "./password/common-passwords.ts";
export { hashPassword, owaspCost, type PasswordCost, verifyPassword } from "./password/password.ts";
export { inPasswordLane, toSite } from "./password/password-lane.ts";
export { requirePassword } from "./password/require-password.ts";
export { registerUser } from "./register-user.ts";
export { admitLogin } from "./session/admit-login.ts";
export { authenticate, authenticateAgain } from "./session/authenticate.ts";
export { createTicket } from "./session/create-ticket.ts";
export { endSessionOfToken, endSessionsOf, revokeApiKey } from "./session/end-access.ts";
export { deleteKnownNetworks, upsertKnownNetwork } from "./session/known-network-store.ts";
export { login } from "./session/login.ts";
export { findTokenHolder } from "./session/refresh-token-store.ts";
export { refreshTokens } from "./session/refresh-tokens.ts";
export { endSessions, findSessions, lockSession, type SessionRecord, upsertSession } from "./session/session-store.ts";
export { createSecret, createTokens, hashSecret } from "./session/tokens.ts";
export { beginTotp } from "./totp/begin-totp.ts";
export { confirmTotp } from "./totp/confirm-totp.ts";
export { countTotpSecrets } from "./totp/count-totp-secrets.ts";
export { disableTotp } from "./totp/disable-totp.ts";
export { replaceRecoveryCodes } from "./totp/replace-recovery-codes.ts";
export { resealTotpSecrets } from "./totp/reseal-totp.ts";
export { deleteTotp, findTotpState } from "./totp/totp-store.ts";
export { withSignInProof } from "./totp/with-sign-in-proof.ts";
export {
  findCredentials,
  findLanguage,
  findUser,
  findUserByEmail,
  findUsersOfSessions,
  insertPersonalWorkspace,
  insertUser,
  lockUserRecord,
  markVerified,
  replaceEmail,
  replacePassword,
  type UserRecord,
  updateFullName,
  updateUserRow,
} from "./user-store.ts";
