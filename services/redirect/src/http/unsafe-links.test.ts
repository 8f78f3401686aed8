import { createLockKeys, signTicket } from "@shunt/decision";
import { aCachedLink } from "@shunt/testing";
import { expect, test } from "vitest";
import { anApp } from "../testing/an-app.ts";

const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const browser = { accept: "text/html,*/*;q=0.8", "user-agent": chrome };
const link = aCachedLink({ url: "https://phish.example:8443/login?next=secret", isUnsafe: true, status: 301 });

test("GET /:code of an unsafe link warns browsers with the destination's host, and counts nothing", async () => {
  const { visit, append } = anApp(link);

  const answer = await visit("/abc?a=1&b=%2B", { headers: browser });
  const page = await answer.text();

  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "cache-control": "no-store",
    "x-robots-tag": "noindex",
    "referrer-policy": "no-referrer",
    "content-type": "text/html; charset=utf-8",
  });
  expect(answer.headers.get("location")).toBeNull();
  expect(page).toContain('<bdi class="url">phish.example:8443</bdi>');
  expect(page).not.toContain("secret");
  expect(page).toContain('<form method="get" action="?" rel="noreferrer noopener">');
  expect(page).toContain('name="shunt_continue" value="a=1&#38;b=%2B"');
  expect(page).toContain(
    '<a href="https://app.example.com/api/v1/report-form?url=https%3A%2F%2Fsho.rt%2Fabc" rel="noreferrer">',
  );
  expect(append).not.toHaveBeenCalled();
});

test("GET /:code of an unsafe link in German warns in German", async () => {
  const { visit } = anApp(link);

  const page = await (await visit("/abc", { headers: { ...browser, "accept-language": "de" } })).text();

  expect(page).toContain("Dieser Link kann schädlich sein");
});

test("GET /:code of an unsafe link answers programs with problem details, and counts nothing", async () => {
  const { visit, append } = anApp(link);

  const answer = await visit("/abc");

  expect(answer.status).toBe(403);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(await answer.json()).toMatchObject({ status: 403, code: "link-unsafe" });
  expect(append).not.toHaveBeenCalled();
});

test("GET /:code redirects and counts a visitor who continues from the warning", async () => {
  const { visit, append } = anApp(link);

  const answer = await visit("/abc?shunt_continue=a%3D1", { headers: { ...browser, "sec-fetch-site": "same-origin" } });

  expect(answer.status).toBe(301);
  expect(answer.headers.get("location")).toBe(link.url);
  expect(append).toHaveBeenCalledTimes(1);
});

test("GET /:code warns visitors whom another site sends past the warning", async () => {
  const { visit, append } = anApp(link);

  const answer = await visit("/abc?shunt_continue=", { headers: { ...browser, "sec-fetch-site": "cross-site" } });

  expect(answer.status).toBe(200);
  expect(append).not.toHaveBeenCalled();
});

test("GET /:code of an unsafe link with a password asks for it first, so that visitors see one warning", async () => {
  const { visit } = anApp({ ...link, status: 302, rules: { lock: createLockKeys().publicKey } });

  const answer = await visit("/abc?a=1", { headers: browser });

  expect(answer.status).toBe(401);
  expect(await answer.text()).toContain('name="target" value="/abc?a=1"');
});

test("GET /:code of an unsafe link with a password redirects a visitor who enters it and continues from the warning", async () => {
  const keys = createLockKeys();
  const { visit } = anApp({ ...link, status: 302, rules: { lock: keys.publicKey } });
  const { ticket } = signTicket({ linkId: link.id, domainId: 1 }, keys, Date.now());

  const page = await (await visit(`/abc?a=1&shunt_ticket=${ticket}`, { headers: browser })).text();
  const fields = [...page.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [
    name,
    value,
  ]);
  const query = new URLSearchParams(fields);
  const answer = await visit(`/abc?${query}`, { headers: { ...browser, "sec-fetch-site": "same-origin" } });

  expect(fields).toEqual([
    ["shunt_continue", "a=1"],
    ["shunt_ticket", ticket],
  ]);
  expect(answer.headers.get("location")).toBe(link.url);
});
