import { get, type IncomingHttpHeaders } from "node:http";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Pod } from "./harness/fleet.ts";
import type { Owner } from "./harness/owner.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

const host = "go.example.com";
const appleId = "ABCDE12345.com.example.app";
const iphone = {
  accept: "text/html",
  "user-agent":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
};
const mail = "mailto:ann@example.com?subject=Hi";

let shunt: Shunt;
let owner: Owner;
beforeAll(async () => {
  shunt = await startShunt({ pods: 2, env: { ALLOWED_SCHEMES: "mailto,myapp" } });
  owner = await shunt.signUp();
});
afterAll(() => shunt.stop());

interface Got {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

function getFrom(pod: Pod, path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Got> {
  return new Promise((resolve, reject) => {
    get(`${pod.url}${path}`, { headers, method }, async answer => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() });
    }).once("error", reject);
  });
}

/** Adds a verified domain to the personal workspace of the owner. */
async function addDomain(): Promise<void> {
  const { body: user } = await owner.call("GET", "/auth/me");
  const { id } = await shunt.db
    .selectFrom("workspaces")
    .select("id")
    .where("personal_user_id", "=", user.id)
    .executeTakeFirstOrThrow();
  await shunt.db.insertInto("domains").values({ host, workspace_id: id }).execute();
}

const files = [
  [
    "/.well-known/apple-app-site-association",
    { apple_app_site_association: { applinks: { details: [{ appIDs: [appleId], components: [{ "/": "/p/*" }] }] } } },
  ],
  ["/.well-known/assetlinks.json", { assetlinks: [{ include: "https://example.com/a.json" }] }],
] as const;

test("each domain serves the files of its own apps on every pod, and 404 once they are removed", async () => {
  await addDomain();
  await owner.call("PATCH", `/domains/${host}`, { not_found_url: "https://example.com/none" });

  for (const [path, setting] of files) {
    const [content] = Object.values(setting);
    const answersOf = (method = "GET", of = host) =>
      Promise.all(shunt.pods.map(pod => getFrom(pod, path, { host: of }, method)));
    const until = (status: number) =>
      waitFor(async () => (await answersOf()).every(answer => answer.status === status), {
        what: `status ${status} of ${path}`,
      });

    await until(404);
    expect((await owner.call("PATCH", `/domains/${host}`, setting)).status).toBe(200);
    await until(200);
    for (const { headers, body } of await answersOf()) {
      expect([headers["content-type"], JSON.parse(body)]).toEqual(["application/json", content]);
    }
    for (const { status, body } of await answersOf("HEAD")) expect([status, body]).toEqual([200, ""]);
    for (const { status } of await answersOf("GET", "other.example.com")) expect(status).toBe(404);
    await owner.call("PATCH", `/domains/${host}`, { [Object.keys(setting)[0] as string]: null });
    await until(404);
  }
});

test("an iPhone gets a page that offers the app, others the web, and each visit is one click", async () => {
  const link = await owner.makeLink({
    ios_url: "myapp://item/1",
    ios_fallback_url: "https://apps.apple.com/app/id1",
    utm_source: "mail",
  });

  const page = await getFrom(shunt.redirect, `/${link.short_code}`, iphone);
  const inApp = { ...iphone, "user-agent": `${iphone["user-agent"]} Instagram 356.0.0` };
  const web = await getFrom(shunt.redirect, `/${link.short_code}`, inApp);

  expect([page.status, page.headers.location]).toEqual([200, undefined]);
  expect(page.body).toContain('href="myapp://item/1?utm_source=mail"');
  expect(page.body).toContain('href="https://apps.apple.com/app/id1?utm_source=mail"');
  expect([web.status, web.headers.location]).toEqual([302, "https://example.com/?utm_source=mail"]);
  await waitFor(async () => (await owner.countClicks(link.short_code)) === 2, { what: "two clicks to be counted" });
  const { body } = await owner.call("GET", `/analytics/breakdown?dimension=destination&link=${link.short_code}`);
  expect(body.items.map(({ label }: { label: string }) => label).sort()).toEqual([
    "https://example.com/?utm_source=mail",
    "myapp://item/1?utm_source=mail",
  ]);
});

test("a redirect refuses links of a scheme that is not in its own list, and the API says so of new ones", async () => {
  const { short_code } = await owner.makeLink({ original_url: mail });
  expect((await getFrom(shunt.redirect, `/${short_code}`)).headers.location).toBe(mail);

  const strict = shunt.pods[1] as Pod;
  await strict.end("SIGTERM");
  strict.configure({ ALLOWED_SCHEMES: "myapp" });
  await strict.start();
  const refused = await getFrom(strict, `/${short_code}`, { accept: "text/html" });

  expect([refused.status, refused.headers.location]).toEqual([451, undefined]);
  expect(refused.body).not.toContain("mailto:");
  const { status, body } = await owner.call("POST", "/urls", { original_url: "tel:+41" });
  expect([status, body.errors[0].pointer]).toEqual([422, "/original_url"]);
});

test("a redirect does not start with a scheme that runs code", async () => {
  const unsafe = shunt.pods[1] as Pod;
  await unsafe.end("SIGTERM");
  unsafe.configure({ ALLOWED_SCHEMES: "mailto,JavaScript" });

  await expect(unsafe.start()).rejects.toThrow("ALLOWED_SCHEMES: must not hold javascript");
});
