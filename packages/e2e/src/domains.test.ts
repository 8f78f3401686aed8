import { get, type IncomingHttpHeaders } from "node:http";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Owner } from "./harness/owner.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

let shunt: Shunt;
beforeAll(async () => {
  shunt = await startShunt({ pods: 2 });
});
afterAll(() => shunt.stop());

function headersOf(host: string, code: string, { url } = shunt.redirect): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    get(`${url}/${code}`, { headers: { host } }, answer => {
      answer.resume();
      resolve(answer.headers);
    }).once("error", reject);
  });
}

async function locationOf(host: string, code: string, pod?: typeof shunt.redirect): Promise<string | undefined> {
  return (await headersOf(host, code, pod)).location;
}

/** Adds a verified domain to the personal workspace of an owner. */
async function addDomain(owner: Owner, host: string): Promise<void> {
  const { body: user } = await owner.call("GET", "/auth/me");
  const { id } = await shunt.db
    .selectFrom("workspaces")
    .select("id")
    .where("personal_user_id", "=", user.id)
    .executeTakeFirstOrThrow();
  await shunt.db.insertInto("domains").values({ host, workspace_id: id }).execute();
}

/**
 * Kills management after a change is committed and before the caches receive it. Redis hangs meanwhile and is then killed,
 * which loses what it has not read yet.
 */
async function killBeforeCaches(change: () => Promise<unknown>, isCommitted: () => Promise<boolean>): Promise<void> {
  shunt.redis.pause();
  const cut = change().catch(() => {});
  await waitFor(isCommitted, { what: "the change to be committed" });
  await shunt.management.end("SIGKILL");
  await shunt.redis.kill();
  await cut;
  await Promise.all([shunt.redis.start(), shunt.management.start()]);
}

test("the redirect resolves a code by domain, and an unknown host by the default domain", async () => {
  const owner = await shunt.signUp();
  await owner.makeLink({ custom_alias: "summer", original_url: "https://default.example/" });
  await addDomain(owner, "go.example.com");
  await owner.makeLink({ custom_alias: "summer", original_url: "https://own.example/", domain: "go.example.com" });

  expect(await locationOf("go.example.com", "summer")).toBe("https://own.example/");
  expect(await locationOf("GO.example.com.:443", "summer")).toBe("https://own.example/");
  expect(await locationOf("elsewhere.example.com", "summer")).toBe("https://default.example/");
  expect(await locationOf("localhost", "summer")).toBe("https://default.example/");
});

test("Cache-Control and Referrer-Policy follow the domain for links without own values", async () => {
  const owner = await shunt.signUp();
  const domain = "headers.example.com";
  await addDomain(owner, domain);
  const { short_code: plain } = await owner.makeLink({ domain });
  const { short_code: own } = await owner.makeLink({ domain, cache_seconds: 30, referrer_policy: "no-referrer" });
  const { short_code: limited } = await owner.makeLink({ domain, max_clicks: 5 });
  const { short_code: elsewhere } = await owner.makeLink();
  const read = async (code: string, host = domain) => {
    const headers = await headersOf(host, code);
    return [headers["cache-control"], headers["referrer-policy"]];
  };
  expect(await read(plain)).toEqual(["private, no-store", undefined]);

  await owner.call("PATCH", `/domains/${domain}`, { cache_seconds: 45, referrer_policy: "origin" });
  await waitFor(async () => (await read(plain))[1] === "origin", { what: "the redirect to apply the settings" });

  expect(await read(plain)).toEqual(["private, max-age=45", "origin"]);
  expect(await read(own)).toEqual(["private, max-age=30", "no-referrer"]);
  // Depends on the visitor, so browsers must not cache it.
  expect(await read(limited)).toEqual(["private, no-store", "origin"]);
  expect(await read(elsewhere, "localhost")).toEqual(["private, no-store", undefined]);
});

test("PATCH /domains/{host} reaches every pod, even if management dies before it updates the caches", async () => {
  const owner = await shunt.signUp();
  await addDomain(owner, "sends.example.com");
  const set = (root_url: string) => owner.call("PATCH", "/domains/sends.example.com", { root_url });
  const everywhere = async (location: string) =>
    (await Promise.all(shunt.pods.map(pod => locationOf("sends.example.com", "", pod)))).every(at => at === location);

  await set("https://first.example/");
  await waitFor(() => everywhere("https://first.example/"), { what: "the pods to apply the first root URL" });
  const isCommitted = async () =>
    (await shunt.db.selectFrom("domains").select("root_url").where("host", "=", "sends.example.com").executeTakeFirst())
      ?.root_url === "https://second.example/";
  await killBeforeCaches(() => set("https://second.example/"), isCommitted);

  await waitFor(() => everywhere("https://second.example/"), {
    what: "the pods to apply the second root URL",
  });
});

test("PATCH /admin/default-domain reaches every pod", async () => {
  const admin = await shunt.signUp();
  const { body: user } = await admin.call("GET", "/auth/me");
  await shunt.db.updateTable("users").set({ role: "admin" }).where("id", "=", user.id).execute();
  const everywhere = async (location: string | undefined) =>
    (await Promise.all(shunt.pods.map(pod => locationOf("localhost", "", pod)))).every(at => at === location);
  expect(await everywhere(undefined)).toBe(true);

  await admin.call("PATCH", "/admin/default-domain", { root_url: "https://home.example/" });

  await waitFor(() => everywhere("https://home.example/"), { what: "the pods to apply the root URL" });
});

test("PATCH /urls/{id} reaches every pod under each code, even if management dies before it updates the caches", async () => {
  const owner = await shunt.signUp();
  await addDomain(owner, "cut.example.com");
  const link = await owner.makeLink({ custom_alias: "cut-off", original_url: "https://before.example/" });
  await owner.call("POST", `/urls/${link.id}/codes`, { custom_alias: "cut-too", domain: "cut.example.com" });
  const everywhere = async (location: string) => {
    const locations = shunt.pods.flatMap(pod => [
      locationOf("localhost", "cut-off", pod),
      locationOf("cut.example.com", "cut-too", pod),
    ]);
    return (await Promise.all(locations)).every(at => at === location);
  };
  await waitFor(() => everywhere("https://before.example/"), { what: "the pods to serve the link" });

  const isCommitted = async () =>
    (await shunt.db.selectFrom("links").select("target_url").where("id", "=", link.id).executeTakeFirst())
      ?.target_url === "https://after.example/";
  await killBeforeCaches(
    () => owner.call("PATCH", `/urls/${link.id}`, { original_url: "https://after.example/" }),
    isCommitted,
  );

  await waitFor(() => everywhere("https://after.example/"), {
    what: "every pod to serve the new destination",
  });
});

test("the redirect resolves a code by domain while Redis is down", async () => {
  const owner = await shunt.signUp();
  await owner.makeLink({ custom_alias: "winter", original_url: "https://default.example/" });
  await addDomain(owner, "cold.example.com");
  await owner.makeLink({ custom_alias: "winter", original_url: "https://own.example/", domain: "cold.example.com" });

  await shunt.redis.kill();

  expect(await locationOf("cold.example.com", "winter")).toBe("https://own.example/");
  expect(await locationOf("nobody.example.com", "winter")).toBe("https://default.example/");
});
