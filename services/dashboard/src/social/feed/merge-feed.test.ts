import type { Post } from "@shunt/contracts/social";
import { expect, test } from "vitest";
import { mergeFeed } from "./merge-feed.ts";

const post = (post_id: string, likes = 0) => ({ post_id, likes }) as Post;
const ids = (posts: readonly Post[]) => posts.map(({ post_id }) => post_id).join("");
const merge = (loaded: string, newest: string, next_cursor: string | null = "more") => {
  const merged = mergeFeed(
    [...loaded].map(id => post(id)),
    { items: [...newest].map(id => post(id, 1)), next_cursor },
  );
  return { ...merged, shown: ids(merged.posts), waits: ids(merged.waiting) };
};

test.each([
  ["nothing new", "edcb", "edcb", "more", "edcb", ""],
  ["a new post waits", "dcb", "edc", "more", "dcb", "e"],
  ["a deleted post leaves", "edcba", "eca", "more", "eca", ""],
  ["posts below the newest page stay", "edcba", "ed", "more", "edcba", ""],
  ["a post that was just written stays", "fed", "ed", "more", "fed", ""],
  ["the first post of an empty feed is shown", "", "a", null, "a", ""],
  ["all posts are gone", "ba", "", null, "", ""],
])("mergeFeed: %s", (_name, loaded, newest, cursor, shown, waits) => {
  expect(merge(loaded, newest, cursor)).toMatchObject({ shown, waits });
});

test("mergeFeed takes the numbers of the newest page", () => {
  expect(merge("cba", "cb").posts.map(({ likes }) => likes)).toEqual([1, 1, 0]);
});
