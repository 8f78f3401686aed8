import { request } from "node:http";
import { connect } from "node:net";
import { selectClicks } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Owner } from "./harness/owner.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

let shunt: Shunt;
let owner: Owner;
beforeAll(async () => {
  shunt = await startShunt();
  owner = await shunt.signUp();
});
afterAll(() => shunt.stop());

const port = () => Number(new URL(shunt.redirect.url).port);

/** Sends a path as it is, which `fetch` would normalise. */
function locationOf(path: string): Promise<string | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  const sent = request({ host: "127.0.0.1", port: port(), path }, answer => {
    answer.resume();
    resolve(answer.headers.location ?? String(answer.statusCode));
  });
  sent.once("error", reject);
  sent.end();
  return promise;
}

test("the visitor's query reaches the destination with its bytes, and statistics count UTM marks of the link", async () => {
  const { short_code, id } = await owner.makeLink({
    original_url: "https://a.example/p?lang=en#top",
    forward_query: "visitor_wins",
    utm_source: "letter",
    utm_medium: "mail",
  });

  const location = await locationOf(`/${short_code}?q=a+b%20c&&e=&v&lang=de&bad=%zz&utm_medium=poster&qr=1`);

  expect(location).toBe("https://a.example/p?q=a+b%20c&&e=&v&lang=de&bad=%zz&utm_medium=poster&utm_source=letter#top");
  const read = () =>
    shunt.db
      .selectFrom(selectClicks().as("click"))
      .select(["utm_source", "utm_medium", "source", "destination"])
      .where("link_id", "=", id)
      .execute();
  await waitFor(async () => (await read()).length === 1, { what: "the click" });
  expect(await read()).toEqual([
    {
      utm_source: "letter",
      utm_medium: "poster",
      source: "qr",
      destination: "https://a.example/p?lang=en&utm_source=letter&utm_medium=mail#top",
    },
  ]);
});

test("path segments behind a code are appended, or match a wildcard, and cannot leave the destination", async () => {
  const appending = { original_url: "https://a.example/base?x=1", forward_path: "append" } as const;
  await owner.makeLink({ ...appending, short_code: "guide" });
  await owner.makeLink({ original_url: "https://github.com/{1}?from={path}", short_code: "gh/*" });
  await owner.makeLink({ original_url: "https://b.example/", short_code: "gh/own" });

  const found = await Promise.all(
    ["/guide/a%20b/c/?y=2", "/gh/shunt/docs", "/gh/own", "/guide/../x", "/guide//b.example", "/gh/%2e%2e/x"].map(
      locationOf,
    ),
  );

  expect(found).toEqual([
    "https://a.example/base/a%20b/c/?x=1",
    "https://github.com/shunt?from=shunt/docs",
    "https://b.example/",
    "404",
    "404",
    "404",
  ]);
});

test("placeholders are filled with facts of the visit", async () => {
  const { short_code } = await owner.makeLink({
    original_url: "https://a.example/{short_code}?lang={language}&u={query:u}&id={click_id}",
    placeholders: true,
  });

  expect(await locationOf(`/${short_code}?u=%0d%0aX:1`)).toMatch(
    new RegExp(`^https://a\\.example/${short_code}\\?lang=unknown&u=%0D%0AX%3A1&id=[0-9a-f-]{36}$`),
  );
});

/** Sends raw requests over one connection and returns the answers once they are complete. */
async function exchange(requests: string, isComplete: (answers: string) => boolean): Promise<string> {
  const socket = connect(port(), "127.0.0.1");
  let answers = "";
  socket.setEncoding("utf8").on("data", chunk => (answers += chunk));
  socket.write(requests);
  await waitFor(() => isComplete(answers), { what: "the answers" });
  socket.destroy();
  return answers;
}

test("POST to a link with status 307 is redirected without reading its body, and the connection stays usable", async () => {
  const { short_code } = await owner.makeLink({ original_url: "https://a.example/hook", redirect_status: 307 });
  const { short_code: temporary } = await owner.makeLink();
  const post = `POST /${short_code} HTTP/1.1\r\nHost: x\r\nContent-Length: 12\r\n\r\nGET / HTTP/1`;

  const answers = await exchange(
    `${post}POST /${temporary} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`,
    all => all.split("HTTP/1.1 ").length === 3 && all.includes("method-not-allowed"),
  );

  const [, first = "", second = ""] = answers.split("HTTP/1.1 ");
  expect(first).toMatch(/^307 .*location: https:\/\/a\.example\/hook\r\n/is);
  expect(second).toMatch(/^405 .*allow: GET, HEAD\r\n/is);
});

test("a request with Expect: 100-continue is redirected before its body is sent", async () => {
  const { short_code } = await owner.makeLink({ redirect_status: 308 });

  const answer = await exchange(
    `PUT /${short_code} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n`,
    all => all.includes("\r\n\r\n"),
  );

  expect(answer).toMatch(/^HTTP\/1\.1 308 .*connection: close\r\n/is);
});

test("Cache-Control and Referrer-Policy follow the link", async () => {
  const { short_code: own } = await owner.makeLink({ cache_seconds: 30, referrer_policy: "origin" });
  const { short_code: plain } = await owner.makeLink();
  const headersOf = async (code: string) => {
    const { headers } = await shunt.click(code);
    return [headers.get("cache-control"), headers.get("referrer-policy")];
  };

  expect(await headersOf(own)).toEqual(["private, max-age=30", "origin"]);
  expect(await headersOf(plain)).toEqual(["private, no-store", null]);
});
