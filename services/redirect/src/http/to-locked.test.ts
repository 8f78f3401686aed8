import { createLockKeys, signTicket } from "@shunt/decision";
import { aCachedLink } from "@shunt/testing";
import { expect, test } from "vitest";
import { anApp } from "../testing/an-app.ts";

const keys = createLockKeys();
const link = aCachedLink({ url: "https://example.com/secret", rules: { lock: keys.publicKey } });
const html = { accept: "text/html" };

test("GET /:code of a locked link asks for the password by a form to management, and records nothing", async () => {
  const { visit, append } = anApp(link);

  const answer = await visit('/abc?utm_source="x"&shunt_ticket=forged&b', { headers: html });
  const page = await answer.text();

  expect(answer.status).toBe(401);
  expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="short link"');
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(page).toContain('<form method="post" action="https://app.example.com/api/v1/unlock-form">');
  expect(page).toContain('name="domain_id" value="1"');
  expect(page).toContain('name="code" value="abc"');
  expect(page).toContain('name="target" value="/abc?utm_source=&#34;x&#34;&#38;b"');
  expect(page).not.toContain("secret");
  expect(append).not.toHaveBeenCalled();
});

test("GET /:code of a locked link returns problem details to programs", async () => {
  const answer = await anApp(link).visit("/abc");

  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ code: "link-locked", status: 401 });
});

test.each([
  ["", undefined],
  ["?shunt_ticket=wrong", "This password is wrong"],
  ["?shunt_ticket=forged", "That took too long"],
])("the page of /abc%s says why it asks again", async (query, message) => {
  const page = await (await anApp(link).visit(`/abc${query}`, { headers: html })).text();

  if (message === undefined) expect(page).not.toContain('role="alert"');
  else expect(page).toContain(message);
});

test("HEAD /:code of a locked link answers like GET, without a body", async () => {
  const answer = await anApp(link).visit("/abc", { method: "HEAD" });

  expect(answer.status).toBe(401);
  expect(await answer.text()).toBe("");
});

test("GET /:code with a ticket records one click, without the ticket", async () => {
  const { visit, append } = anApp(link);
  const { ticket } = signTicket({ linkId: link.id, domainId: 1 }, keys, Date.now());

  const answer = await visit(`/abc?utm_source=x&shunt_ticket=${ticket}`);

  expect(answer.headers.get("location")).toBe(link.url);
  expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
  expect(append).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ linkId: link.id, marks: "utm_source=x" }));
  expect(JSON.stringify(append.mock.calls)).not.toContain(ticket);
});

test("GET /:code+ never previews a locked link, also with a ticket", async () => {
  const { ticket } = signTicket({ linkId: link.id, domainId: 1 }, keys, Date.now());

  expect((await anApp(link).visit(`/abc+?shunt_ticket=${ticket}`)).status).toBe(404);
});
