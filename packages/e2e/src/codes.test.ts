import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Owner } from "./harness/owner.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

let shunt: Shunt;
let owner: Owner;
beforeAll(async () => {
  shunt = await startShunt({ env: { CODE_QUARANTINE_DAYS: "1", SHORT_CODE_CASE: "insensitive" } });
  owner = await shunt.signUp();
  // A redirect reads the settings of its domain every two seconds.
  await owner.makeLink({ short_code: "first" });
  await waitFor(async () => (await shunt.click("FIRST")).status === 302, { what: "the redirect to ignore case" });
});
afterAll(() => shunt.stop());

/** Sends a target as raw bytes, as some programs do. */
async function clickRaw(code: string): Promise<number> {
  const { hostname, port } = new URL(shunt.redirect.url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET /${code} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nconnection: close\r\n\r\n`, "utf8");
  return Number((await text(socket)).split(" ")[1]);
}

const spellings: Record<string, (code: string) => string> = {
  "percent-encoded": encodeURI,
  "percent-encoded with its slashes": encodeURIComponent,
  decomposed: code => encodeURI(code.normalize("NFD")),
  "in capitals": code => encodeURI(code.toUpperCase()),
  "before a quote": code => `${encodeURI(code)}%E2%80%9D.`,
  "with a slash and a query": code => `${encodeURI(code)}/?utm_source=x`,
};

test.each(["grün-é", "код-2026", "🦊🇩🇪", "東京タワー", "guide/v2/intro", "гид/é/👍🏽"])(
  "the redirect finds the code %s in every spelling, and its clicks count",
  async short_code => {
    const original_url = "https://target.example/";
    const link = await owner.makeLink({ short_code, original_url });

    for (const [how, spell] of Object.entries(spellings)) {
      const answer = await shunt.click(spell(short_code));
      expect([how, answer.status, answer.headers.get("location")]).toEqual([how, 302, original_url]);
    }
    expect(await clickRaw(short_code)).toBe(302);
    expect((await fetch(link.short_url, { redirect: "manual" })).headers.get("location")).toBe(original_url);
    const clicks = Object.keys(spellings).length + 2;
    await waitFor(async () => (await owner.countClicks(short_code)) === clicks, {
      what: `${clicks} clicks to be counted`,
    });

    await owner.call("PATCH", `/urls/${encodeURIComponent(short_code)}`, { original_url: "https://other.example/" });
    await waitFor(
      async () => (await shunt.click(encodeURI(short_code))).headers.get("location") === "https://other.example/",
      { what: "the redirect to receive the change" },
    );
  },
);

test("the redirect finds an ASCII code before text of another script, unless that belongs to a longer code", async () => {
  await owner.makeLink({ short_code: "plain", original_url: "https://short.example/" });
  const locationOf = async (path: string) => (await shunt.click(encodeURI(path))).headers.get("location");

  expect(await locationOf("plain请点击")).toBe("https://short.example/");
  await owner.makeLink({ short_code: "plain请点击", original_url: "https://long.example/" });
  await waitFor(async () => (await locationOf("plain请点击")) === "https://long.example/", {
    what: "the redirect to find the longer code",
  });
  expect(await locationOf("plain请")).toBe("https://short.example/");
});

test("a missing code of another script is an orphan with its own name", async () => {
  const admin = await shunt.signUp();
  const { body: user } = await admin.call("GET", "/auth/me");
  await shunt.db.updateTable("users").set({ role: "admin" }).where("id", "=", user.id).execute();
  expect((await shunt.click(encodeURI("нет/такого"))).status).toBe(404);

  await waitFor(
    async () => {
      const { body } = await admin.call("GET", "/analytics/orphans");
      return body.items?.some((item: { code: string }) => item.code === "нет/такого");
    },
    { what: "the orphan to be counted" },
  );
});

test("a deleted code is kept for its owner on every process", async () => {
  const { id } = await owner.makeLink({ short_code: "Удалено" });
  await owner.call("DELETE", `/urls/${id}`);
  const other = await shunt.signUp();

  const taken = await other.call("POST", "/urls", { original_url: "https://x.example/", short_code: "УДАЛЕНО" });

  expect([taken.status, taken.body.code]).toEqual([409, "alias-taken"]);
  expect((await owner.makeLink({ short_code: "удалено" })).short_code).toBe("удалено");
});
