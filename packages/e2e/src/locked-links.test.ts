import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hasChromium, launchChromium } from "./harness/chromium.ts";
import type { Owner } from "./harness/owner.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

const password = "Sesam öffne dich";
const destination = "https://example.com/secret";
const browser = {
  accept: "text/html,application/xhtml+xml",
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
};

let shunt: Shunt;
let owner: Owner;
beforeAll(async () => {
  shunt = await startShunt({ pods: 2 });
  owner = await shunt.signUp();
});
afterAll(() => shunt.stop());

interface Seen {
  status: number;
  headers: Headers;
  text: string;
  location: string;
}

async function open(url: string, init: RequestInit = {}): Promise<Seen> {
  const answer = await fetch(url, { redirect: "manual", headers: browser, ...init });
  const { status, headers } = answer;
  return { status, headers, text: await answer.text(), location: headers.get("location") ?? "" };
}

/** Sends the form of a page, with its hidden fields. */
function submit({ text }: Seen, tried: string): Promise<Seen> {
  const action = unescapeHtml(/<form method="post" action="([^"]+)"/.exec(text)?.[1] ?? "");
  const hidden = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
  const body = new URLSearchParams(hidden.map(([, name = "", value = ""]) => [name, unescapeHtml(value)]));
  body.set("password", tried);
  return open(action, { method: "POST", body });
}

function unescapeHtml(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}

const urlOf = (code: string, pod = shunt.redirect) => `${pod.url}/${code}`;

test("a locked link asks for its password, says when it is wrong, and redirects with the right one, counted once", async () => {
  const { short_code: code } = await owner.makeLink({ original_url: destination, password });

  const page = await open(`${urlOf(code)}?utm_source="news"&qr`);
  const wrong = await submit(page, "wrong");
  const again = await open(wrong.location);
  const right = await submit(again, password);
  const redirect = await open(right.location);

  expect(page.status).toBe(401);
  expect(page.headers.get("www-authenticate")).toBe('Bearer realm="short link"');
  expect(page.headers.get("cache-control")).toBe("no-store");
  expect(page.text).not.toContain("secret");
  expect(page.text).not.toContain('role="alert"');
  expect([wrong.status, again.status]).toEqual([303, 401]);
  expect(again.text).toContain("This password is wrong");
  expect(right.status).toBe(303);
  expect(new URL(right.location).origin).toBe(shunt.env.BASE_URL);
  expect(redirect.status).toBe(302);
  expect(redirect.location).toBe(destination);
  expect(redirect.headers.get("cache-control")).toBe("private, no-store");
  expect(redirect.headers.get("referrer-policy")).toBe("no-referrer");
  await waitFor(async () => (await owner.countClicks(code)) === 1, { what: "the click to be counted" });
  const { body: events } = await owner.call("GET", `/analytics/events?link=${code}`);
  expect(JSON.stringify(events)).not.toContain("ticket");
  expect(events.items).toHaveLength(1);
  expect(events.items[0]).toMatchObject({ utm_source: '"news"' });
});

test("programs get problem details, and a short URL with a ticket from the API", async () => {
  const { short_code: code } = await owner.makeLink({ original_url: destination, password });

  const refused = await open(urlOf(code), { headers: { accept: "application/json" } });
  const { body } = await owner.call("POST", "/unlock", { link: urlOf(code), password });
  const opened = await open(body.url, { headers: {} });
  const [, ticket = ""] = body.url.split("shunt_ticket=");
  const byHeader = await open(urlOf(code), { headers: { authorization: `Bearer ${ticket}` } });

  expect(refused.status).toBe(401);
  expect(JSON.parse(refused.text)).toMatchObject({ code: "link-locked", status: 401 });
  expect(opened).toMatchObject({ status: 302, location: destination });
  expect(byHeader).toMatchObject({ status: 302, location: destination });
});

test("a ticket opens no other link, and none after a new password, on any pod", async () => {
  const [one, other] = [await owner.makeLink({ password }), await owner.makeLink({ password })];
  const { body } = await owner.call("POST", "/unlock", { link: urlOf(one.short_code), password });
  const { search } = new URL(body.url);
  const statuses = (code: string) =>
    Promise.all(shunt.pods.map(async pod => (await open(`${urlOf(code, pod)}${search}`)).status));

  expect(await statuses(one.short_code)).toEqual([302, 302]);
  expect(await statuses(other.short_code)).toEqual([401, 401]);
  await owner.call("PATCH", `/urls/${one.id}`, { password });
  await waitFor(async () => (await statuses(one.short_code)).every(status => status === 401), {
    what: "the pods to refuse the ticket",
  });
  await owner.call("PATCH", `/urls/${one.id}`, { password: null });
  await waitFor(async () => (await statuses(one.short_code)).every(status => status === 302), {
    what: "the pods to redirect without a password",
  });
});

test("previews and crawlers get a page without the destination, also with a ticket", async () => {
  const { short_code: code } = await owner.makeLink({ original_url: destination, password });
  const { body } = await owner.call("POST", "/unlock", { link: urlOf(code), password });

  for (const url of [urlOf(code), body.url]) {
    const seen = await open(url, { headers: { "user-agent": "facebookexternalhit/1.1" } });

    expect(seen.status).toBe(200);
    expect(seen.headers.get("x-robots-tag")).toBe("noindex");
    expect(seen.text).toContain('<meta property="og:url"');
    expect(seen.text + seen.location).not.toContain("secret");
  }
});

test.runIf(hasChromium)(
  "Chromium follows the form of a locked link to its destination, which gets no referrer",
  async () => {
    const received = Promise.withResolvers<IncomingMessage>();
    const server = createServer((request, response) => {
      if (request.url === "/landing") received.resolve(request);
      response.end("Welcome");
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const chrome = await launchChromium([`--host-resolver-rules=MAP landing.example.com 127.0.0.1:${port}`]);
    try {
      const { short_code: code } = await owner.makeLink({
        original_url: "http://landing.example.com/landing",
        password,
      });
      const page = await chrome.newPage({ locale: "de-DE", userAgent: browser["user-agent"] });

      await page.goto(urlOf(code));
      await page.getByLabel("Passwort").fill("falsch");
      await page.getByRole("button", { name: "Link öffnen" }).click();
      await page.getByRole("alert").waitFor();
      await page.getByLabel("Passwort").fill(password);
      await page.getByRole("button", { name: "Link öffnen" }).click();
      await page.getByText("Welcome").waitFor();

      expect((await received.promise).headers.referer).toBeUndefined();
      await waitFor(async () => (await owner.countClicks(code)) === 1, { what: "the click to be counted" });
    } finally {
      await chrome.close();
      server.close();
    }
  },
);
