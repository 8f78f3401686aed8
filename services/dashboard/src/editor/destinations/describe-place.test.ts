import { expect, test } from "vitest";
import { describePlace } from "./describe-place.ts";
import { messages } from "./messages/en.ts";

test.each([
  ["/original_url", "Destination"],
  ["/fallback_url", "After the end"],
  ["/ios_url", "iPhone and iPad"],
  ["/android_fallback_url", "Android without the app"],
  ["/rules/1/url", "Rule 2"],
  ["/rules/0/split/variants/2/url", "Rule 1, Variant 3"],
  ["/split/variants/0/url", "Variant 1"],
  ["/later_url", "later_url"],
])("describePlace names the setting %s", (pointer, name) => {
  expect(describePlace(pointer, messages)).toBe(name);
});
