import type { LinkRules } from "@shunt/contracts/links";
import { aCachedDomain, aCachedLink } from "@shunt/testing";
import { expect, test, vi } from "vitest";
import { aVisit } from "../testing/a-visit.ts";
import { noUses } from "../testing/no-uses.ts";
import { theDecide } from "../testing/the-decide.ts";
import type { LinkUses } from "../uses/link-uses.ts";
import { type AnswerDeps, answer } from "./answer.ts";

const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const accept = "text/html,*/*;q=0.8";

const aUse = (clicks: number) => ({ clicks, taken: { clicks, limit: 2, version: 1 } });

/** Answers visits of a link; it was found in memory. */
function aLink(limit: number | LinkRules, uses: Partial<LinkUses>) {
  const rules = typeof limit === "number" ? { max_clicks: limit } : limit;
  const link = aCachedLink({ id: "link", url: "https://secret.example/", rules });
  const given = { ...noUses, giveBack: vi.fn(), ...uses };
  const deps = {
    decide: theDecide,
    uses: given,
    spool: { append: vi.fn() },
    missLimit: { count: () => 0 },
    metrics: { answered: vi.fn<AnswerDeps["metrics"]["answered"]>(), clickCounted: vi.fn() },
    baseUrl: "https://sho.rt",
    appUrl: "https://app.example.com",
    now: Date.now,
  };
  const visit = (url: string, headers: Record<string, string>, method = "GET") =>
    answer(
      aVisit({ url, headers, method }),
      { domain: aCachedDomain(), code: "abc", link, source: "memory", isCounted: false, facts: null },
      deps,
    );
  return { visit, deps };
}

test("a click of a link with a limit takes one and is recorded once", async () => {
  const take = vi.fn(async () => aUse(0));
  const { visit, deps } = aLink(2, { take });

  const response = await visit("/abc", { "user-agent": agent });

  expect(response.status).toBe(302);
  expect(response.headers["Cache-Control"]).toBe("private, no-store");
  expect(take).toHaveBeenCalledExactlyOnceWith("link", expect.objectContaining({ limit: 2, version: 1 }));
  expect(deps.spool.append).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ linkId: "link", destination: "https://secret.example/" }),
  );
  expect(deps.metrics.clickCounted).toHaveBeenCalledExactlyOnceWith("taken");
});

test("a click that this process holds is answered in the same tick", () => {
  const { visit } = aLink(2, { take: () => aUse(0) });

  expect(visit("/abc", { "user-agent": agent })).toMatchObject({ status: 302 });
});

test("a used-up link answers 410 and records no click", async () => {
  const { visit, deps } = aLink(2, { take: () => ({ clicks: 2, taken: undefined }) });

  expect((await visit("/abc", { "user-agent": agent })).status).toBe(410);
  expect(deps.spool.append).not.toHaveBeenCalled();
  expect(deps.metrics.clickCounted).toHaveBeenCalledExactlyOnceWith("refused");
});

test("a used-up link answers 410 also to a phone whose app has a scheme that is no longer allowed", async () => {
  const { visit, deps } = aLink({ max_clicks: 2, ios_url: "tel:+41446681800" }, { count: () => 2 });
  const iphone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148";

  expect((await visit("/abc", { "user-agent": `${iphone} Safari/604.1`, accept })).status).toBe(410);
  expect(deps.spool.append).not.toHaveBeenCalled();
});

test.each(["facebookexternalhit/1.1", "Googlebot/2.1"])("%s gets a page without the destination", async name => {
  const { visit, deps } = aLink(2, { count: () => 0 });

  const response = await visit("/abc", { "user-agent": name });

  expect(response.status).toBe(200);
  expect(response.headers).not.toHaveProperty("Location");
  expect(response.body).not.toContain("secret.example");
  expect(deps.spool.append).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ linkId: "link" }));
});

/** The first two clicks lead to the coupon, the others to a status. */
const firstTwo: LinkRules = {
  rules: [
    {
      name: "first two",
      conditions: [{ fact: "clicks", operator: "less_than", value: 2 }],
      url: "https://coupon.example/",
    },
    { name: "others", conditions: [], status: 410 },
  ],
};

test("a rule for the first clicks takes one click for each visitor that it sends on", async () => {
  let clicks = 0;
  const uses = { count: () => clicks, take: () => aUse(clicks++), giveBack: () => clicks-- };
  for (const rules of [firstTwo, { ...firstTwo, max_clicks: 5 }]) {
    clicks = 0;
    const { visit } = aLink(rules, uses);

    const answers = await Promise.all([1, 2, 3, 4].map(() => visit("/abc", { "user-agent": agent })));

    expect(answers.map(({ status }) => status)).toEqual([302, 302, 410, 410]);
    expect(clicks).toBe(2);
  }
});

test("the limit holds for destinations that a rule about the number of clicks chooses", async () => {
  const take = vi.fn(() => ({ clicks: 1, taken: undefined }));
  const { visit } = aLink({ ...firstTwo, max_clicks: 1 }, { count: () => 0, take });

  expect((await visit("/abc", { "user-agent": agent })).status).toBe(410);
  expect(take).toHaveBeenCalledOnce();
});

test("a condition on clicks does not hold while they are unknown and the link has no limit", async () => {
  const failing = () => Promise.reject(new Error("Postgres is away"));
  const { visit, deps } = aLink(firstTwo, { take: failing, count: failing });

  expect((await visit("/abc", { "user-agent": agent })).status).toBe(410);
  expect(deps.metrics.clickCounted).toHaveBeenCalledExactlyOnceWith("failed");
});

test("a visitor who hangs up while a click is reserved leaves it to the next one", async () => {
  const socket = { remoteAddress: "192.0.2.7", destroyed: false };
  const take = vi.fn(async () => {
    socket.destroyed = true;
    return aUse(0);
  });
  const { deps } = aLink(2, { take });
  const link = aCachedLink({ id: "link", rules: { max_clicks: 2 } });

  await answer(
    aVisit({ socket, headers: { "user-agent": agent } }),
    { domain: aCachedDomain(), code: "abc", link, source: "memory", isCounted: false, facts: null },
    deps,
  );

  expect(deps.uses.giveBack).toHaveBeenCalledExactlyOnceWith("link", aUse(0));
  expect(deps.metrics.clickCounted).toHaveBeenCalledExactlyOnceWith("returned");
});

test("a link with a limit is unavailable while its clicks cannot be counted", async () => {
  const failing = () => Promise.reject(new Error("Postgres is away"));
  const { visit, deps } = aLink(2, { take: failing, count: failing });

  await expect(visit("/abc", { "user-agent": agent })).rejects.toMatchObject({ code: "unavailable" });
  await expect(visit("/abc", { "user-agent": "Googlebot/2.1" })).rejects.toMatchObject({ code: "unavailable" });
  expect(deps.spool.append).not.toHaveBeenCalled();
});

test("a browser gets a button for a one-time link, which repeats the query byte for byte", async () => {
  const query = 'a=%20+&b&c=&c=%FF&utm_source=x&amp=é"<';
  const take = vi.fn(() => aUse(0));
  const { visit, deps } = aLink(1, { take, count: () => 0 });

  const page = await visit(`/abc?${query}`, { "user-agent": agent, accept });
  const field = /name="shunt_continue" value="([^"]*)"/.exec(String(page.body))?.[1] ?? "";
  const sent = new URLSearchParams({ shunt_continue: unescapeHtml(field) });

  expect(page.status).toBe(200);
  expect(take).not.toHaveBeenCalled();
  expect(deps.spool.append).not.toHaveBeenCalled();
  const answered = await visit(`/abc?${sent}`, { "user-agent": agent, accept });
  expect(answered.headers.Location).toBe("https://secret.example/");
  expect(deps.spool.append).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ marks: "utm_source=x" }));
  expect(aVisit({ url: `/abc?${sent}` }).query).toBe(query);
});

test("a browser gets 410 and no button once a one-time link is used up", async () => {
  const { visit } = aLink(1, { count: () => 1 });

  expect((await visit("/abc", { "user-agent": agent, accept })).status).toBe(410);
});

function unescapeHtml(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
