import { createDb, type Db } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

async function setHealth(id: string, targetUrl: string, status: "ok" | "broken" | "unknown"): Promise<void> {
  const at = new Date("2026-11-28T12:00:00.000Z");
  await db
    .insertInto("link_health")
    .values({
      link_id: id,
      target_url: targetUrl,
      host: "page.example",
      status,
      since: at,
      checked_at: at,
      http_status: 404,
      redirects_to: "https://page.example/new",
      reason: "The destination answers with the status 404",
      next_check_at: at,
    })
    .execute();
}

async function aLink(token: string, original_url: string): Promise<string> {
  return (await api.call("POST", "/api/v1/urls", { token, body: { original_url } })).body.id;
}

test("members see the result of checks, strangers do not, and lists filter by it", async () => {
  const { token } = await api.signUp();
  const stranger = await api.signUp();
  const broken = await aLink(token, "https://page.example/gone");
  const ok = await aLink(token, "https://page.example/");
  await aLink(token, "https://page.example/unchecked");
  await setHealth(broken, "https://page.example/gone", "broken");
  await setHealth(ok, "https://page.example/", "ok");

  expect((await api.call("GET", `/api/v1/urls/${broken}`, { token })).body.health).toEqual({
    status: "broken",
    since: "2026-11-28T12:00:00.000Z",
    checked_at: "2026-11-28T12:00:00.000Z",
    http_status: 404,
    redirects_to: "https://page.example/new",
    reason: "The destination answers with the status 404",
  });
  expect((await api.call("GET", `/api/v1/urls/${broken}`, { token: stranger.token })).body.health).toBeNull();
  const idsOf = async (health: string) =>
    (await api.call("GET", `/api/v1/urls?health=${health}`, { token })).body.items.map(({ id }: { id: string }) => id);
  expect(await idsOf("broken")).toEqual([broken]);
  expect(await idsOf("ok")).toEqual([ok]);
  expect(await idsOf("unknown")).toEqual([]);
  const found = await api.call("GET", "/api/v1/urls?has_broken_destination=true", { token });
  expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([broken]);
  expect((await api.call("GET", "/api/v1/urls?health=ill", { token })).status).toBe(422);
});

test("listDestinations returns each destination with its settings and the result of its check, for members only", async () => {
  const { token } = await api.signUp();
  const stranger = await api.signUp();
  const given = {
    original_url: "https://page.example/",
    fallback_url: "https://page.example/over",
    ios_url: "https://page.example/ios",
    split: {
      variants: [
        { name: "a", url: "https://page.example/" },
        { name: "b", url: "https://page.example/b" },
      ],
    },
  };
  const { id } = (await api.call("POST", "/api/v1/urls", { token, body: given })).body;
  await setHealth(id, "https://page.example/", "ok");
  await db.insertInto("destination_lists").values({ link_id: id, version: 1 }).execute();
  for (const path of ["b", "former"])
    await db
      .insertInto("destination_health")
      .values({
        link_id: id,
        target_url: `https://page.example/${path}`,
        host: "page.example",
        status: "broken",
        next_check_at: new Date(),
      })
      .execute();

  const { items } = (await api.call("GET", `/api/v1/urls/${id}/destinations`, { token })).body;

  expect(items).toMatchObject([
    {
      url: "https://page.example/",
      settings: ["/original_url", "/split/variants/0/url"],
      health: { status: "ok", checked_at: "2026-11-28T12:00:00.000Z" },
    },
    { url: "https://page.example/over", settings: ["/fallback_url"], health: null },
    { url: "https://page.example/ios", settings: ["/ios_url"], health: null },
    {
      url: "https://page.example/b",
      settings: ["/split/variants/1/url"],
      health: { status: "broken", checked_at: null, http_status: null },
    },
  ]);
  expect((await api.call("GET", `/api/v1/urls/${id}`, { token })).body).toMatchObject({
    health: { status: "ok" },
    has_broken_destination: true,
  });
  expect((await api.call("GET", `/api/v1/urls/${id}`, { token: stranger.token })).body.has_broken_destination).toBe(
    false,
  );
  const refused = await api.call("GET", `/api/v1/urls/${id}/destinations`, { token: stranger.token });
  expect(refused).toMatchObject({ status: 404, body: { code: "link-not-found" } });
  expect((await api.call("GET", `/api/v1/urls/${id}/destinations`)).status).toBe(401);
});

test("a new destination has no result of the former one", async () => {
  const { token } = await api.signUp();
  const id = await aLink(token, "https://page.example/gone");
  await setHealth(id, "https://page.example/gone", "broken");

  const changed = await api.call("PATCH", `/api/v1/urls/${id}`, {
    token,
    body: { original_url: "https://page.example/back" },
  });

  expect(changed.body.health).toBeNull();
  expect((await api.call("GET", "/api/v1/urls?health=broken", { token })).body.items).toEqual([]);
});

test("check_links of the account is off, can be set, and takes the results along when it ends", async () => {
  const { token, id: userId } = await api.signUp();
  const other = await api.signUp();
  const id = await aLink(token, "https://page.example/gone");
  const kept = await aLink(other.token, "https://page.example/gone");
  const put = (check_links: boolean) => api.call("PATCH", "/api/v1/auth/me", { token, body: { check_links } });
  expect((await api.call("GET", "/api/v1/auth/me", { token })).body.check_links).toBe(false);

  expect((await put(true)).body).toMatchObject({ id: userId, check_links: true });
  expect((await api.call("GET", "/api/v1/auth/me", { token: other.token })).body.check_links).toBe(false);
  for (const each of [id, kept]) await setHealth(each, "https://page.example/gone", "broken");
  for (const link_id of [id, kept]) await db.insertInto("destination_lists").values({ link_id, version: 1 }).execute();
  expect((await put(false)).body.check_links).toBe(false);

  expect((await api.call("GET", `/api/v1/urls/${id}`, { token })).body.health).toBeNull();
  expect((await api.call("GET", `/api/v1/urls/${kept}`, { token: other.token })).body.health.status).toBe("broken");
  const listed = await db
    .selectFrom("destination_lists")
    .select("link_id")
    .where("link_id", "in", [id, kept])
    .execute();
  expect(listed).toEqual([{ link_id: kept }]);
});
