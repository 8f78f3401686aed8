import { createDecide } from "@shunt/decision";
import { aCachedLink } from "@shunt/testing";
import { expect, test } from "vitest";
import { anApp } from "../testing/an-app.ts";
import { theTools } from "../testing/the-decide.ts";
import { visitApp } from "../testing/visit-app.ts";
import { createApp } from "./app.ts";

const iphone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
const browser = { accept: "text/html,*/*;q=0.8", "user-agent": iphone };

/** Visits a link of an operator who allows two schemes. */
async function visit(link: Parameters<typeof aCachedLink>[0], path: string, headers: Record<string, string> = {}) {
  const { deps, append } = anApp(aCachedLink(link));
  const app = createApp({
    ...deps,
    decide: createDecide({ ...theTools, allowedSchemes: new Set(["mailto", "myapp"]) }),
  });
  return { answer: await visitApp(app, path, { headers }), append };
}

test("GET /:code redirects to a destination with an allowed scheme, byte for byte", async () => {
  const url = "mailto:ann@example.com?subject=Hello%20there&body=a%0D%0Ab";

  const { answer, append } = await visit({ url }, "/abc");

  expect([answer.status, answer.headers.get("location")]).toEqual([302, url]);
  expect(append).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ destination: url }));
});

test("GET /:code answers 451 without a click if the scheme is not allowed, or no longer", async () => {
  for (const path of ["/abc", "/abc+"]) {
    const { answer, append } = await visit({ url: "tel:+41" }, path, browser);

    expect([answer.status, answer.headers.get("location")]).toEqual([451, null]);
    expect(await answer.text()).not.toContain("tel:");
    expect(append).not.toHaveBeenCalled();
  }
});

test("GET /:code shows people on an iPhone a page that offers the app, and counts a click on it", async () => {
  const rules = { ios_url: "myapp://item/1", ios_fallback_url: "https://apps.apple.com/app/id1" };

  const { answer, append } = await visit({ status: 307, rules }, "/abc", browser);

  const page = await answer.text();
  expect([answer.status, answer.headers.get("location"), answer.headers.get("cache-control")]).toEqual([
    200,
    null,
    "no-store",
  ]);
  expect(page).toContain('href="myapp://item/1"');
  expect(page).toContain('href="https://apps.apple.com/app/id1"');
  expect(page).not.toContain("<script");
  expect(append).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ destination: "myapp://item/1" }));
});

test("the warning of an unsafe link names the scheme of a destination without a host", async () => {
  const { answer } = await visit({ url: "mailto:ann@example.com", isUnsafe: true }, "/abc", browser);

  expect(await answer.text()).toContain('<bdi class="url">mailto:</bdi>');
});

test("the preview of a link shows a destination with an allowed scheme", async () => {
  const { answer } = await visit({ url: "mailto:ann@example.com" }, "/abc+", { accept: "application/json" });

  expect(await answer.json()).toMatchObject({ destination: "mailto:ann@example.com" });
});
