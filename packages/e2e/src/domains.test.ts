import { randomUUID } from "node:crypto";
import { get } from "node:http";
import { anonymousWorkspaceId } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

let shunt: Shunt;
beforeAll(async () => {
  shunt = await startShunt();
});
afterAll(() => shunt.stop());

/** Where a visitor is sent who asks a host for a code. */
function locationOf(host: string, code: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    get(`${shunt.redirect.url}/${code}`, { headers: { host } }, answer => {
      answer.resume();
      resolve(answer.headers.location);
    }).once("error", reject);
  });
}

/** A link of somebody's own domain, as it stands in the database. */
async function makeLinkOn(host: string, code: string, target: string): Promise<void> {
  const { db } = shunt;
  const { id: domainId } = await db
    .insertInto("domains")
    .values({ host, workspace_id: anonymousWorkspaceId })
    .returning("id")
    .executeTakeFirstOrThrow();
  const id = randomUUID();
  const settings = { title: null, starts_at: null, expires_at: null, fallback_url: null, redirect_status: 302 };
  await db
    .insertInto("links")
    .values({
      id,
      workspace_id: anonymousWorkspaceId,
      owner_id: null,
      target_url: target,
      is_active: true,
      is_public: true,
      ...settings,
    })
    .execute();
  await db
    .insertInto("link_codes")
    .values({ domain_id: domainId, code, link_id: id, is_primary: true, is_custom: true })
    .execute();
}

test("a code means another link on each domain, and that of the default domain on a host that is nobody's", async () => {
  const owner = await shunt.signUp();
  await owner.makeLink({ custom_alias: "summer", original_url: "https://default.example/" });
  await makeLinkOn("go.example.com", "summer", "https://own.example/");

  expect(await locationOf("go.example.com", "summer")).toBe("https://own.example/");
  expect(await locationOf("GO.example.com.:443", "summer")).toBe("https://own.example/");
  expect(await locationOf("elsewhere.example.com", "summer")).toBe("https://default.example/");
  expect(await locationOf("localhost", "summer")).toBe("https://default.example/");
});

test("with Redis gone, each domain has its own links still", async () => {
  const owner = await shunt.signUp();
  await owner.makeLink({ custom_alias: "winter", original_url: "https://default.example/" });
  await makeLinkOn("cold.example.com", "winter", "https://own.example/");

  await shunt.redis.kill();

  expect(await locationOf("cold.example.com", "winter")).toBe("https://own.example/");
  expect(await locationOf("nobody.example.com", "winter")).toBe("https://default.example/");
});
