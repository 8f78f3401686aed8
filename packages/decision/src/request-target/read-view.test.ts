import { expect, test } from "vitest";
import { readView } from "./read-view.ts";

test.each([
  ["/abc", "link", "abc"],
  ["/abc?a+b", "link", "abc"],
  ["/abc+", "preview", "abc"],
  ["/abc%2B", "preview", "abc"],
  ["/abc%2b?utm_source=x", "preview", "abc"],
  ["/abc+).", "preview", "abc"],
  ["/abc+/", "preview", "abc"],
  ["//abc+", "preview", "abc"],
  ["http://sho.rt/abc+", "preview", "abc"],
  ["/abc/pixel.gif", "pixel", "abc"],
  ["/abc/pixel.gif?cb=1", "pixel", "abc"],
  ["http://sho.rt/abc/pixel.gif", "pixel", "abc"],
  ["/stra%C3%9Fe+", "preview", "straße"],
  ["/stra%C3%9Fe%2B", "preview", "straße"],
  ["/stra%C3%9Fe/pixel.gif", "pixel", "straße"],
  ["/docs-2/v2+", "preview", "docs-2/v2"],
  ["/docs-2/v2/pixel.gif", "pixel", "docs-2/v2"],
])("readView reads %j as the %s of %j", (target, view, code) => {
  expect(readView(target)).toMatchObject({ view, code });
});

test.each([
  "/+",
  "/%2B",
  "/abc++",
  "/abc+def",
  "/+abc",
  "/ab+",
  "/pixel.gif",
  "//pixel.gif",
  "/abc/pixel.png",
  "/a.b+",
])("readView finds no code in %j", target => {
  expect(readView(target)).toEqual({ view: "link", code: undefined, target });
});
