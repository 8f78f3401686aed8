import { Problem } from "@shunt/contracts/problem";
import { aCachedLink, unknownRules } from "@shunt/testing";
import { expect, test } from "vitest";
import { anApp } from "../testing/an-app.ts";

const browser = { accept: "text/html,*/*;q=0.8", "accept-language": "de-DE" };
const slack = { accept: "*/*", "user-agent": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)" };
const google = {
  accept: "*/*",
  "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
};
const secret = "https://secret.example/";
const card = {
  title: "Sale",
  description: "All shoes",
  image_url: "https://cdn.example/a.png",
  image_width: 1200,
  image_height: 630,
};

test("GET /:code+ shows the destination, title and dates of a link in the visitor's language, and counts nothing", async () => {
  const { visit, append } = anApp(aCachedLink({ url: "https://example.com/a?b=1&c=2" }));

  const answer = await visit("/abc+", { headers: browser });
  const page = await answer.text();

  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "cache-control": "no-store",
    "x-robots-tag": "noindex",
    vary: "Accept, Accept-Language",
    "referrer-policy": "no-referrer",
  });
  expect(page).toContain('<html lang="de">');
  expect(page).toContain("https://sho.rt/abc");
  expect(page).toContain('<a class="button" href="https://example.com/a?b=1&#38;c=2" rel="noreferrer">');
  expect(page).toContain(
    '<a href="https://app.example.com/api/v1/report-form?url=https%3A%2F%2Fsho.rt%2Fabc" rel="noreferrer">Diesen Link melden</a>',
  );
  expect(page).toContain("Autumn &#60;sale&#62;");
  expect(page).toContain('<time datetime="2026-01-31T09:00:00.000Z">31. Januar 2026</time>');
  expect(page).toContain('<time datetime="2026-11-20T09:00:00.000Z">20. November 2026</time>');
  expect(append).not.toHaveBeenCalled();
});

test("the page of a blocked link links to CONTACT_URL, and other pages do not", async () => {
  const pageOf = async (link: ReturnType<typeof aCachedLink> | null) => {
    const { visit } = anApp(link, { contactUrl: "https://example.com/abuse" });
    return (await visit("/abc", { headers: browser })).text();
  };

  expect(await pageOf(aCachedLink({ isBlocked: true }))).toContain('<a href="https://example.com/abuse"');
  expect(await pageOf(null)).not.toContain("https://example.com/abuse");
});

test.each([
  ["29 days ago", 29, true],
  ["31 days ago", 31, false],
])("GET /:code+ marks a destination that changed %s as recent within 30 days", async (_when, days, isMarked) => {
  const { visit } = anApp(aCachedLink(), {
    facts: { destinationChangedAt: new Date(Date.now() - days * 24 * 60 * 60_000) },
  });

  const page = await (await visit("/abc+", { headers: browser })).text();

  expect(page.includes('<dd class="alert">')).toBe(isMarked);
});

test("GET /:code+ answers programs with JSON, and HEAD with its headers", async () => {
  const { visit, append } = anApp(aCachedLink({ url: "https://example.com/" }));

  const answer = await visit("/abc%2B");
  const head = await visit("/abc+", { method: "HEAD" });

  expect(answer.headers.get("content-type")).toBe("application/json");
  expect(await answer.json()).toEqual({
    short_url: "https://sho.rt/abc",
    destination: "https://example.com/",
    depends_on_visitor: false,
    title: "Autumn <sale>",
    created_at: "2026-01-31T09:00:00.000Z",
    destination_changed_at: "2026-11-20T09:00:00.000Z",
  });
  expect(head.status).toBe(200);
  expect(head.headers.get("content-type")).toBe("application/json");
  expect(await head.text()).toBe("");
  expect(append).not.toHaveBeenCalled();
});

test("GET /:code+ on a custom domain names the domain", async () => {
  const { visit } = anApp(aCachedLink(), { domain: { id: 7 } });

  expect(await (await visit("/abc+", { headers: { host: "Go.Example.com:80" } })).json()).toMatchObject({
    short_url: "https://go.example.com/abc",
  });
});

test.each([
  ["unknown", null, {}, 404],
  ["private", aCachedLink({ url: secret }), { facts: { isPublic: false } }, 404],
  ["deleted meanwhile", aCachedLink({ url: secret }), { facts: null }, 404],
  ["disabled", aCachedLink({ url: secret, isActive: false }), {}, 404],
  ["expired", aCachedLink({ url: secret, expiresAt: 1 }), {}, 410],
  ["blocked", aCachedLink({ url: secret, isBlocked: true }), {}, 451],
  ["blocked and unsafe", aCachedLink({ url: secret, isBlocked: true, isUnsafe: true }), {}, 451],
  ["ruled by a newer release", aCachedLink({ url: secret, rules: unknownRules }), {}, 503],
  ["unavailable", new Problem("unavailable"), {}, 503],
])("GET /:code+ shows no destination of a link that is %s", async (_state, link, options, status) => {
  const { visit, append } = anApp(link, options);

  for (const headers of [{}, browser]) {
    const answer = await visit("/abc+", { headers });

    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toContain(secret);
  }
  expect(append.mock.calls.every(([click]) => click.linkId === "")).toBe(true);
});

test("GET /:code+ of a private link answers like an unknown code, with the domain's fallback", async () => {
  const domain = { notFoundUrl: "https://example.com/missing" };
  const hidden = await anApp(aCachedLink(), { domain, facts: { isPublic: false } }).visit("/abc+");
  const unknown = await anApp(null, { domain }).visit("/abc+");

  expect(hidden.status).toBe(302);
  expect(hidden.headers.get("location")).toBe(unknown.headers.get("location"));
});

test("GET /:code+ counts against the miss limit", async () => {
  const { visit } = anApp(aCachedLink(), { missLimit: 2 });

  expect((await visit("/abc+")).status).toBe(200);
  expect((await visit("/abc+")).status).toBe(200);
  expect((await visit("/abc+")).status).toBe(429);
  expect((await visit("/abc")).status).toBe(302);
});

test("GET /:code answers preview crawlers with the link's card, which names the short URL", async () => {
  const { visit, append } = anApp(aCachedLink({ url: secret, rules: { card } }));

  const answer = await visit("/abc", { headers: slack });
  const page = await answer.text();

  expect(answer.status).toBe(200);
  expect(page.indexOf("og:title")).toBeLessThan(page.indexOf("<style>"));
  for (const tag of [
    '<meta property="og:title" content="Sale">',
    '<meta property="og:description" content="All shoes">',
    '<meta property="og:url" content="https://sho.rt/abc">',
    '<meta property="og:image" content="https://cdn.example/a.png">',
    '<meta property="og:image:width" content="1200">',
    '<meta property="og:image:height" content="630">',
    '<meta name="twitter:card" content="summary_large_image">',
    '<meta name="twitter:title" content="Sale">',
    '<meta name="twitter:description" content="All shoes">',
    '<meta name="twitter:image" content="https://cdn.example/a.png">',
  ])
    expect(page).toContain(tag);
  expect(page).not.toContain("http-equiv");
  expect(page).not.toContain(secret);
  expect(append).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ chosen: "class=preview&reason=slackbot" }));
});

test("GET /:code redirects people, programs and search engines past the card", async () => {
  const { visit } = anApp(aCachedLink({ url: "https://example.com/", rules: { card } }));

  for (const headers of [browser, google, {}, { "user-agent": "curl/8.5.0" }])
    expect((await visit("/abc", { headers })).headers.get("location")).toBe("https://example.com/");
});

test.each([
  `"'><script>alert(1)</script>`,
  `\n\r\t"><meta http-equiv="refresh" content="0;url=https://evil.example/">`,
  "\u202e\u2066evil\u2069 \u{1F600} ﷽ e\u0301",
  `"onload="alert(1)`,
  "&quot;&#34;><svg/onload=alert(1)>",
])("a card escapes %j", async title => {
  const { visit } = anApp(
    aCachedLink({ rules: { card: { title, description: title, image_url: `https://e.example/"${title}` } } }),
  );

  const page = await (await visit("/abc", { headers: slack })).text();

  expect(page).not.toMatch(/<(?:script|svg)|http-equiv="refresh"|"onload|<meta http-equiv/);
  expect(
    page
      .match(/<meta [^>]*>/g)
      ?.every(tag => /^<meta (?:(?:name|property|charset)="[^"<>]*"(?: content="[^"<>]*")?)>$/.test(tag)),
  ).toBe(true);
});

const cloaked = aCachedLink({ id: "link", url: "https://example.com/a?b=%22&c", rules: { cloak: true, card } });

test("GET /:code of a cloaked link shows the destination in a frame that may load its origin only, and counts a click", async () => {
  const { visit, append } = anApp(cloaked);

  const answer = await visit("/abc", { headers: { ...browser, "sec-fetch-dest": "document" } });

  expect(answer.status).toBe(200);
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect(answer.headers.get("x-robots-tag")).toBe("noindex");
  expect(answer.headers.get("content-security-policy")).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; frame-src https:\/\/example\.com; base-uri 'none'; /,
  );
  const page = await answer.text();
  expect(page).toContain('<iframe src="https://example.com/a?b=%22&#38;c" title="Sale" allow="fullscreen"></iframe>');
  expect(page).toContain("<title>Sale</title>");
  expect(append).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ linkId: "link", destination: "https://example.com/a?b=%22&c" }),
  );
});

test.each<[string, Record<string, string>]>([
  ["a program", { accept: "*/*" }],
  ["another frame", { ...browser, "sec-fetch-dest": "iframe" }],
  ["a picture", { accept: "image/*" }],
])("GET /:code of a cloaked link redirects %s without storing it", async (_client, headers) => {
  const answer = await anApp(cloaked).visit("/abc", { headers });

  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toBe("https://example.com/a?b=%22&c");
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
});

test("HEAD and previews of a cloaked link name its destination, and the title is its host without a card", async () => {
  const { visit } = anApp({ ...cloaked, rules: { cloak: true } });

  expect((await visit("/abc", { method: "HEAD", headers: browser })).headers.get("content-type")).toContain(
    "text/html",
  );
  expect(await (await visit("/abc+")).json()).toMatchObject({ destination: "https://example.com/a?b=%22&c" });
  expect(await (await visit("/abc", { headers: browser })).text()).toContain("<title>example.com</title>");
});

test("GET /:code/pixel.gif returns a picture of one pixel and records a pixel, not a click", async () => {
  const { visit, append } = anApp(aCachedLink({ id: "link", rules: unknownRules }));

  const answer = await visit("/abc/pixel.gif?utm_source=mail", { headers: { accept: "image/*" } });
  const head = await visit("/abc/pixel.gif", { method: "HEAD" });

  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes).toHaveLength(43);
  expect(bytes.toString("latin1", 0, 6)).toBe("GIF89a");
  expect(answer.headers.get("content-type")).toBe("image/gif");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect([head.status, head.headers.get("content-length")]).toEqual([200, "43"]);
  expect(append.mock.calls.map(([click]) => [click.linkId, click.purpose, click.marks])).toEqual([
    ["link", "prefetch-pixel", "utm_source=mail"],
    ["link", "head prefetch-pixel", ""],
  ]);
});

test.each([
  ["unknown", null, 404],
  ["disabled", aCachedLink({ isActive: false }), 404],
  ["expired", aCachedLink({ expiresAt: 1, fallbackUrl: "https://example.com/" }), 410],
  ["blocked", aCachedLink({ isBlocked: true }), 451],
])("GET /:code/pixel.gif of a link that is %s is no redirect", async (_state, link, status) => {
  const { visit } = anApp(link, {
    domain: { notFoundUrl: "https://example.com/", expiredUrl: "https://example.com/" },
  });

  expect((await visit("/abc/pixel.gif")).status).toBe(status);
});
