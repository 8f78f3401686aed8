import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Owner } from "./harness/owner.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

let shunt: Shunt;
let author: Owner;
beforeAll(async () => {
  shunt = await startShunt();
  author = await shunt.signUp();
});
afterAll(() => shunt.stop());

test("POST /posts shortens a link, and GET /posts/{id} counts its clicks", async () => {
  const { body: post } = await author.call("POST", "/posts", {
    content: "Read https://example.com/story?a=1#b, please",
  });
  const [link] = post.links;
  const clicks = async () => (await author.call("GET", `/posts/${post.post_id}`)).body.links[0].clicks;
  expect(await clicks()).toBe(0);

  const answer = await shunt.click(link.short_code);
  await shunt.click(link.short_code);

  expect([answer.status, answer.headers.get("location")]).toEqual([302, "https://example.com/story?a=1#b"]);
  await waitFor(async () => (await clicks()) === 2, { what: "two clicks to be counted" });
});
