import { afterAll, expect, test } from "vitest";
import { checkOutVersion } from "../harness/check-out-version.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";

/** The last commit whose redirect knows no locks. */
const versionBefore = "7e5ee52fb09a9de6a6ff1da70f49eb1989b915cf";

let shunt: Shunt | undefined;
afterAll(() => shunt?.stop());

test("a redirect of the previous version answers 503 for a locked link, from Redis and from Postgres", {
  timeout: 300_000,
}, async context => {
  const root = await checkOutVersion(versionBefore);
  if (!root) return context.skip("this checkout lacks the commit of the previous version");
  shunt = await startShunt();
  const old = await shunt.fleet.makePod({ root });
  await old.start();
  const owner = await shunt.signUp();
  const { id, short_code: code } = await owner.makeLink();
  const visit = () => fetch(`${old.url}/${code}`, { redirect: "manual" });

  expect((await visit()).status).toBe(302);
  await owner.call("PATCH", `/urls/${id}`, { password: "open sesame" });
  const answer = await visit();
  await shunt.redis.kill();
  const withoutRedis = await visit();

  expect(answer.status).toBe(503);
  expect(answer.headers.get("location")).toBeNull();
  expect(withoutRedis.status).toBe(503);
});
