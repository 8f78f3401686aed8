import { expect, test } from "vitest";
import { toPicture } from "./to-picture.ts";

test("fields keep their look and their example, and take no input", () => {
  const picture = toPicture(
    '<form class="f"><input type="email" class="a b" placeholder="you@example.com" value=""/></form>',
  );

  expect(picture).toBe(
    '<div class="f"><span class="a b flex items-center"><span class="truncate text-quiet">you@example.com</span></span></div>',
  );
});

test("the hidden control of a drawn checkbox is left out", () => {
  const picture = toPicture(
    '<label><span style="border:0;clip:rect(0 0 0 0)"><input type="checkbox"/></span>Keep</label>',
  );

  expect(picture).toBe("<label>Keep</label>");
});

test.each([
  ["a style, which the Content-Security-Policy forbids", '<p style="color:red">a</p>'],
  ["a script", "<script>a()</script>"],
  ["a part that waits for data", '<div data-skeleton="true"></div>'],
  ["a field of another kind", "<textarea></textarea>"],
  ["nothing", ""],
])("a page with %s is refused", (_what, markup) => {
  expect(() => toPicture(markup)).toThrow("cannot be drawn ahead");
});
