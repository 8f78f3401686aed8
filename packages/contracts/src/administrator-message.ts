/** Message that management sends to `npm start`, which started it, once it has ensured that the administrator exists. */
export interface AdministratorMessage {
  /** Whether the account has the password of ADMIN_PASSWORD. */
  hasConfiguredPassword: boolean;
}
