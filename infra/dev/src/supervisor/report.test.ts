import { expect, test } from "vitest";
import { toReport } from "./report.ts";

const facts = {
  ...{ seconds: "9.0", postgres: "embedded", redis: "on PATH", clickhouse: undefined, dataDir: "/data" },
  ...{ baseUrl: "http://localhost:8000", appUrl: "http://localhost:8001" },
};
const admin = { email: "admin@example.com", password: "it's first" };

test("the report shows the password of the administrator, also in the commands", () => {
  const report = toReport({ ...facts, admin: { ...admin, hasThisPassword: true } });

  expect(report).toContain("Administrator admin@example.com, password it's first\n");
  expect(report).toContain(String.raw`ACCOUNT='{"email":"admin@example.com","password":"it'\''s first"}'`);
});

test("the report shows no password that was changed", () => {
  const report = toReport({ ...facts, admin: { ...admin, hasThisPassword: false } });

  expect(report).toContain("Administrator admin@example.com, whose password was changed\n");
  expect(report).toContain(`ACCOUNT='{"email":"admin@example.com","password":"your password"}'`);
  expect(report).not.toContain(admin.password);
});
