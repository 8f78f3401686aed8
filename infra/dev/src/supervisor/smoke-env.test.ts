import { expect, test } from "vitest";
import { toSmokeEnv } from "./smoke-env.ts";

test("toSmokeEnv lets the smoke test register an account and sends it no mail, and keeps all other variables", () => {
  const env = toSmokeEnv({
    REGISTRATION_ENABLED: "false",
    EMAIL_VERIFICATION: "required",
    RATE_LIMIT_LOGIN_FILE: "/run/secrets/limit",
    SMTP_URL_FILE: "/run/secrets/smtp",
    BASE_URL: "https://go.example.com",
  });

  expect(env).toMatchObject({
    REGISTRATION_ENABLED: "true",
    EMAIL_VERIFICATION: "off",
    SMTP_URL: "",
    BASE_URL: "https://go.example.com",
  });
  expect(Object.keys(env).filter(name => name.endsWith("_FILE"))).toEqual([]);
});
