import { beforeAll, expect, test } from "vitest";
import { loadServiceConfig, type Service, services } from "../service-config.ts";

const secret = "a1".repeat(32);
const complete: Record<string, string> = {
  DATABASE_URL: "postgres://localhost/shunt",
  REDIS_URL: "redis://localhost",
  SECRET_KEY: secret,
  CLICK_SPOOL_DIR: "/var/spool/shunt",
};
const malformed = [
  "shunt",
  "http:",
  "http://",
  "http://[",
  "http://:x/y",
  "postgres://[",
  "redis://[",
  "a@",
  "%",
  "-1",
  "1e999",
  ",",
];

let variables: { service: Service; name: string }[];
beforeAll(async () => {
  const read = await Promise.all(
    services.map(async service => {
      const names = [...(await loadServiceConfig(service, complete))].filter(name => !name.endsWith("_FILE"));
      return names.map(name => ({ service, name }));
    }),
  );
  variables = read.flat();
});

test.each(malformed)("services accept %j as the value of a variable, or name the variable", async value => {
  const failures: string[] = [];

  for (const { service, name } of variables) {
    const reason = await loadServiceConfig(service, { ...complete, [name]: value }).then(
      () => undefined,
      (err: Error) => err.message,
    );
    if (reason !== undefined && !reason.startsWith("Bad configuration:\n"))
      failures.push(`${service} ${name}: ${reason}`);
  }

  expect(variables.length).toBeGreaterThan(80);
  expect(failures).toEqual([]);
});
