/** The smoke test may run often, registers an account whose address gets no mail, and sends more requests than the limits allow. */
const settings = {
  RATE_LIMIT_REQUESTS: "0",
  RATE_LIMIT_REGISTER: "0",
  RATE_LIMIT_LOGIN: "0",
  REGISTRATION_ENABLED: "true",
  EMAIL_VERIFICATION: "off",
  SMTP_URL: "",
};

/** Returns the environment of the services during the smoke test, which needs an account whatever the operator has set. */
export function toSmokeEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !(name.replace(/_FILE$/, "") in settings));
  return { ...Object.fromEntries(kept), ...settings };
}
