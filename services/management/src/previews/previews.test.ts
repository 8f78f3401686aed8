import type { IncomingMessage, ServerResponse } from "node:http";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type OutsideServer, startOutsideServer } from "../testing/outside-server.ts";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

type Page = (req: IncomingMessage, res: ServerResponse) => unknown;

const pages = new Map<string, Page>();
const addresses = new Map<string, string | string[]>();
let outside: OutsideServer;
let api: TestApi;
let ann: { token: string };
beforeAll(async () => {
  outside = await startOutsideServer((req, res) => {
    const page = pages.get(req.url ?? "");
    if (page) page(req, res);
    else res.writeHead(404, { "content-type": "text/html" }).end("<title>Not found</title>");
  });
  const resolve = (hostname: string) => {
    const address = addresses.get(hostname);
    return Array.isArray(address) ? address.shift() : address;
  };
  api = await startTestApi({ OUTBOUND_ALLOWED_NETWORKS: "127.0.0.0/8" }, { resolve });
  ann = await api.signUp();
});
afterAll(async () => {
  await api.stop();
  outside.stop();
});
beforeEach(() => {
  pages.clear();
  addresses.clear();
  addresses.set("shop.example", "127.0.0.1");
  outside.requestedPaths.length = 0;
});

const html = (body: string | Buffer, contentType = "text/html; charset=utf-8"): Page => {
  return (_req, res) => res.writeHead(200, { "content-type": contentType }).end(body);
};
const redirect = (location: string): Page => {
  return (_req, res) => res.writeHead(302, { location, connection: "close" }).end();
};
const preview = (url: string, token = ann.token) => api.call("POST", "/api/v1/urls/preview", { body: { url }, token });
async function read(body: string | Buffer, contentType?: string) {
  pages.set("/page", html(body, contentType));
  const answer = await preview(outside.urlOf("shop.example", "/page"));
  expect(answer.status).toBe(200);
  return answer.body;
}
async function refusalOf(url: string): Promise<string> {
  const answer = await preview(url);
  expect(answer).toMatchObject({ status: 422, body: { code: "page-not-fetched" } });
  return answer.body.detail;
}

test("previewPage returns title, description and image of the page after redirects", async () => {
  pages.set("/old", redirect("/shoes/42"));
  pages.set(
    "/shoes/42",
    html(`<!doctype html><head><title>Red &amp; blue
      shoes</title><meta name="description" content="They walk&nbsp;by themselves.">
      <meta property="og:image" content="../pictures/42.png"></head><body>…`),
  );

  const answer = await preview(outside.urlOf("shop.example", "/old"));

  expect(answer).toMatchObject({ status: 200, body: { title: "Red & blue shoes" } });
  expect(answer.body).toEqual({
    url: outside.urlOf("shop.example", "/shoes/42"),
    title: "Red & blue shoes",
    description: "They walk by themselves.",
    image: outside.urlOf("shop.example", "/pictures/42.png"),
  });
});

test("previewPage falls back to the Open Graph and Twitter titles", async () => {
  const open = await read(`<meta property="og:title" content="Open"><meta name="twitter:title" content="Bird">`);
  const bird = await read(`<title> </title><meta name="twitter:title" content="Bird">`);
  const none = await read("<p>Nothing</p>");

  expect([open.title, bird.title]).toEqual(["Open", "Bird"]);
  expect(none).toMatchObject({ title: null, description: null, image: null });
});

test("previewPage ignores the body of a page", async () => {
  const body = await read(`<head><meta name="description" content="In head"></head><body><title>In body</title>`);

  expect(body).toMatchObject({ title: null, description: "In head" });
});

test.each([
  ["its header", "text/html; charset=windows-1251", "<title>\xcf\xf0\xe8\xe2\xe5\xf2</title>", "Привет"],
  ["its meta tag", "text/html", "<meta charset=shift_jis><title>\x93\xfa\x96{</title>", "日本"],
  [
    "its old meta tag",
    "text/html",
    `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2"><title>\xa3\xf3d\xbc</title>`,
    "Łódź",
  ],
  ["its byte order mark", "text/html; charset=iso-8859-1", "\xff\xfe<\0t\0i\0t\0l\0e\0>\0\x13\x20", "–"],
  ["no declaration, if UTF-8", "text/html", "<title>\xe2\x82\xac 5</title>", "€ 5"],
  ["no declaration, if not UTF-8", "text/html", "<title>\x80 5</title>", "€ 5"],
  ["an unknown charset", "text/html; charset=klingon", "<title>\xe2\x82\xac 5</title>", "€ 5"],
  ["its XML declaration", "application/xhtml+xml", `<?xml version="1.0" encoding="latin1"?><title>\xfc</title>`, "ü"],
])("previewPage decodes a page by %s", async (_by, contentType, bytes, title) => {
  expect((await read(Buffer.from(bytes, "latin1"), contentType)).title).toBe(title);
});

test.each([
  ["&lt;b&gt; &quot;x&quot; &#8364; &#x1F600; &nbsp;&copy", `<b> "x" € 😀 ©`],
  ["\t a \u00a0\u2003 b \r\n\0 c \u0007", "a b c"],
  ["&#0; \0 \u0001 &#xD800;", null],
  ["\u200b\ufffd", null],
])("previewPage reads the title %j as %j", async (title, text) => {
  expect((await read(`<title>${title}</title>`)).title).toBe(text);
});

test("previewPage cuts long texts without splitting a character", async () => {
  const { title, description } = await read(
    `<title>${"x".repeat(499)}😀y</title><meta name=description content="${"y".repeat(2_000)}">`,
  );

  expect(title).toBe("x".repeat(499));
  expect(description).toBe("y".repeat(1_000));
});

test.each([
  "javascript:alert(1)",
  "data:image/png;base64,AA",
  "http://192.168.0.1/reboot",
  "http://u:p@x.example/",
  "",
])("previewPage omits the image %j", async image => {
  expect((await read(`<meta property="og:image" content="${image}">`)).image).toBe(null);
});

test("previewPage reads only the beginning of an endless page", async () => {
  let written = 0;
  pages.set("/endless", (_req, res) => {
    res.writeHead(200, { "content-type": "text/html" }).write("<title>Endless</title>");
    const chunk = Buffer.alloc(64 * 1_024, "<p>");
    const write = () => {
      while (!res.destroyed && res.write(chunk)) written += chunk.length;
      written += chunk.length;
    };
    res.on("drain", write);
    write();
  });

  const answer = await preview(outside.urlOf("shop.example", "/endless"));

  expect(answer).toMatchObject({ status: 200, body: { title: "Endless" } });
  expect(written).toBeLessThan(64 * 1_024 * 1_024);
});

test("previewPage stops reading at deeply nested elements", async () => {
  const { title, description } = await read(
    `<title>Deep</title>${"<b>".repeat(80_000)}${"</i>".repeat(50_000)}<meta name=description content=Bottom>`,
  );

  expect([title, description]).toEqual(["Deep", null]);
});

test("previewPage explains why a page has no preview", async () => {
  pages.set("/picture", html("GIF89a", "image/gif"));
  pages.set("/untyped", (_req, res) => res.end("<title>x</title>"));
  pages.set("/broken", (_req, res) => res.writeHead(500).end());
  pages.set("/circle", redirect("/circle"));
  const at = (path: string) => refusalOf(outside.urlOf("shop.example", path));

  expect(await at("/none")).toBe("The page responds with status 404");
  expect(await at("/broken")).toBe("The page responds with status 500");
  expect(await at("/picture")).toBe("The page is not HTML");
  expect(await at("/untyped")).toBe("The page is not HTML");
  expect(await at("/circle")).toBe("The page redirects too many times");
  expect(outside.requestedPaths.filter(path => path === "/circle")).toHaveLength(6);
});

test("previewPage times out on a page that stops in the middle", async () => {
  pages.set("/slow", (_req, res) => res.writeHead(200, { "content-type": "text/html" }).write("<title>Slow"));

  expect(await refusalOf(outside.urlOf("shop.example", "/slow"))).toMatch(/does not respond in time/);
});

test.each([
  "http://127.0.0.1/",
  "http://[::1]/",
  "http://10.0.0.1/",
  "http://2130706433/",
  "http://localhost/",
  "http://metadata.internal/",
  "file:///etc/passwd",
  "http://user:password@shop.example/",
  "no url",
])("previewPage rejects the URL %s, although the operator allows the loopback network", async url => {
  expect(await preview(url)).toMatchObject({ status: 422, body: { errors: [{ pointer: "/url" }] } });
});

test("previewPage answers the same for private addresses, unknown hosts and closed ports", async () => {
  addresses.set("inside.example", "10.0.0.1");
  addresses.set("closed.example", "127.0.0.1");

  const refusals = [
    await preview("http://inside.example/"),
    await preview("http://nowhere.example/"),
    await preview("http://closed.example:1/"),
  ];

  const withoutId = refusals.map(({ status, body }) => ({ status, ...body, request_id: undefined }));
  expect(withoutId[0]).toMatchObject({ status: 422, code: "page-not-fetched" });
  expect(withoutId[1]).toEqual(withoutId[0]);
  expect(withoutId[2]).toEqual(withoutId[0]);
});

test("previewPage does not follow redirects to refused URLs and private addresses", async () => {
  addresses.set("inside.example", "10.0.0.1");
  pages.set("/literal", redirect("http://127.0.0.1:1/secret"));
  pages.set("/metadata", redirect("http://169.254.169.254/latest/"));
  pages.set("/file", redirect("file:///etc/passwd"));
  pages.set("/user", redirect(outside.urlOf("u:p@shop.example", "/secret")));
  pages.set("/self", redirect("https://sho.rt/abc"));
  pages.set("/named", redirect(outside.urlOf("inside.example", "/secret")));
  const at = (path: string) => refusalOf(outside.urlOf("shop.example", path));

  for (const path of ["/literal", "/metadata", "/file", "/user", "/self"])
    expect(await at(path), path).toBe("The page redirects to a URL that is not allowed");
  expect(await at("/named")).toMatch(/does not respond/);
  expect(outside.requestedPaths).not.toContain("/secret");
});

test("previewPage checks the address of a host again for every redirect", async () => {
  addresses.set("rebinding.example", ["127.0.0.1", "10.0.0.1"]);
  pages.set("/first", redirect("/second"));
  pages.set("/second", html("<title>Inside</title>"));

  expect(await refusalOf(outside.urlOf("rebinding.example", "/first"))).toMatch(/does not respond/);

  expect(outside.requestedPaths).toEqual(["/first"]);
});

test("previewPage rejects destinations that links may not have", async () => {
  expect(await preview("https://sho.rt/abc")).toMatchObject({ status: 422, body: { code: "target-refused" } });
});

test("previewPage fetches ten pages at a time, three per account, and answers 429 when the queue of an account is full", async () => {
  addresses.set("held.example", "127.0.0.1");
  const held: ServerResponse[] = [];
  let underWay = 0;
  let most = 0;
  pages.set("/held", (_req, res) => {
    most = Math.max(most, ++underWay);
    res.on("close", () => underWay--);
    held.push(res);
    if (isOpen) open();
  });
  let isOpen = false;
  const open = () => {
    isOpen = true;
    for (const res of held.splice(0)) html("<title>Held</title>")(undefined as never, res);
  };
  const people = await Promise.all(Array.from({ length: 4 }, () => api.signUp()));
  const [bob, ...others] = people as [(typeof people)[0], ...typeof people];
  const fetchFrom = async ({ token }: { token: string }, host: string) => {
    const body = { url: outside.urlOf(host, "/held") };
    return (await api.call("POST", "/api/v1/urls/preview", { body, token })).status;
  };

  const refused: number[] = [];
  const ofBob = Array.from({ length: 70 }, async () => {
    const status = await fetchFrom(bob, "held.example");
    if (!isOpen) refused.push(status);
    return status;
  });
  await waitFor(() => refused.length === 7 && underWay === 3, { what: "requests of one account to be refused" });
  const ofOthers = others.map(person =>
    Promise.all(Array.from({ length: 4 }, () => fetchFrom(person, "held.example"))),
  );
  await waitFor(() => underWay === 10, { what: "requests of other accounts" });
  open();

  expect(refused).toEqual(Array(7).fill(429));
  expect((await Promise.all(ofBob)).filter(status => status === 200)).toHaveLength(63);
  expect((await Promise.all(ofOthers)).flat()).toEqual(Array(12).fill(200));
  expect(most).toBe(10);
});

test("previewPage sends at most 120 requests per minute to one host, over all accounts", async () => {
  addresses.set("often.example", "127.0.0.1");
  pages.set("/often", html("<title>Often</title>"));
  const fetchOften = async () => {
    const { token } = await api.signUp();
    const body = { url: outside.urlOf("often.example", "/often") };
    return Promise.all(Array.from({ length: 41 }, () => api.call("POST", "/api/v1/urls/preview", { body, token })));
  };

  const answers = [...(await fetchOften()), ...(await fetchOften()), ...(await fetchOften())];

  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused.map(({ body }) => [body.code, body.detail])).toEqual(
    Array(3).fill(["page-not-fetched", "The page gets too many requests at the moment; try again later"]),
  );
});

test("previewPage requires authentication and the scope write", async () => {
  const { body: key } = await api.call("POST", "/api/v1/api-keys", {
    body: { name: "reader", scopes: ["read"] },
    token: ann.token,
  });

  expect(await preview("https://example.com/", "")).toMatchObject({ status: 401 });
  expect(await preview("https://example.com/", key.key)).toMatchObject({
    status: 403,
    body: { code: "missing-scope" },
  });
});

const urls = "/api/v1/urls";
async function aLink(fields: object = {}, token: string | undefined = ann.token) {
  const body = { original_url: outside.urlOf("shop.example", "/page"), ...fields };
  return (await api.call("POST", urls, { body, ...(token && { token }) })).body;
}
const fetchTitle = (id: string, token = ann.token, headers: Record<string, string> = {}) =>
  api.call("POST", `${urls}/${id}/title`, { token, headers });

test("fetchTitle sets the title of a link to that of its destination", async () => {
  const { id } = await aLink({ title: "Before" });
  pages.set("/page", html("<title>Shoes</title>"));

  const answer = await fetchTitle(id);

  expect(answer).toMatchObject({ status: 200, body: { id, title: "Shoes" } });
  const after = await api.call("GET", `${urls}/${id}`, { token: ann.token });
  expect(after.body).toEqual(answer.body);
  expect(after.headers.get("etag")).toBe(answer.headers.get("etag"));
});

test("fetchTitle answers 422 and changes nothing for a page without a title", async () => {
  const { id } = await aLink({ title: "Before" });
  pages.set("/page", html("<p>Shoes</p>"));

  expect(await fetchTitle(id)).toMatchObject({
    status: 422,
    body: { code: "page-not-fetched", detail: "The page has no title" },
  });
  expect((await api.call("GET", `${urls}/${id}`, { token: ann.token })).body.title).toBe("Before");
});

test("fetchTitle answers 412 if the link changes during the fetch", async () => {
  const { id } = await aLink({ title: "Before" });
  pages.set("/page", async (req, res) => {
    await api.call("PATCH", `${urls}/${id}`, { token: ann.token, body: { original_url: "https://example.com/" } });
    html("<title>Shoes</title>")(req, res);
  });

  expect(await fetchTitle(id)).toMatchObject({ status: 412 });
  expect((await api.call("GET", `${urls}/${id}`, { token: ann.token })).body.title).toBe("Before");
});

test("fetchTitle answers 412 for an old If-Match without fetching the page", async () => {
  const { id } = await aLink();
  pages.set("/page", html("<title>Shoes</title>"));

  expect((await fetchTitle(id, ann.token, { "if-match": '"1-0"' })).status).toBe(412);
  expect(outside.requestedPaths).toEqual([]);
});

test("fetchTitle answers 404 for links of others, without an owner and unknown ones", async () => {
  const bob = await api.signUp();
  const { id } = await aLink();
  const { id: anonymous } = await aLink({}, "");

  expect(await fetchTitle(id, bob.token)).toMatchObject({ status: 404, body: { code: "link-not-found" } });
  expect((await fetchTitle(anonymous)).status).toBe(404);
  expect((await api.call("POST", `${urls}/${id}/title`)).status).toBe(401);
  expect((await fetchTitle(crypto.randomUUID())).status).toBe(404);
  expect((await fetchTitle("nonsense")).status).toBe(404);
  expect(outside.requestedPaths).toEqual([]);
});
