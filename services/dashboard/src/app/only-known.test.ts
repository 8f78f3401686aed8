import { expect, test } from "vitest";
import { onlyKnown } from "./only-known.ts";

test("onlyKnown overwrites parameters that the function refuses, which the router would keep", () => {
  const raw = { to: "https://evil.example/", other: 1 };
  const validate = onlyKnown(({ to }) => (String(to).startsWith("/") ? { to: String(to) } : {}));

  expect({ ...raw, ...validate(raw) }).toEqual({ to: undefined, other: undefined });
  expect(validate({ to: "/links" })).toEqual({ to: "/links" });
});
