import { ApiError } from "@shunt/contracts/client";
import { expect, test, vi } from "vitest";

vi.stubGlobal("localStorage", { getItem: () => null });
const { UnreachableError } = await import("../api/fetch-from-server.ts");
const { needsReload, toProblemText } = await import("./problem-text.ts");
const { messages: t } = await import("./messages/en.ts");

const refusal = new ApiError("getLink: 404", new Response(null, { status: 404 }), { detail: "There is no such link" });
const ofProxy = new ApiError("getLink: 502", new Response(null, { status: 502 }));

test.each([
  ["a refusal of the API", refusal, "There is no such link", false],
  ["an answer of a proxy", ofProxy, t.somethingFailed, false],
  ["a lost connection", new UnreachableError(new TypeError("Failed to fetch")), t.unreachable, false],
  ["a fault in the code of the page", new TypeError("x is undefined"), t.pageFailed, true],
  ["a fault of another kind", new RangeError("Invalid time value"), t.pageFailed, true],
  [
    "a part that Chromium could not load",
    new TypeError("Failed to fetch dynamically imported module: https://app.example/assets/a.js"),
    t.partMissing,
    true,
  ],
  [
    "a part that Firefox could not load",
    new TypeError("error loading dynamically imported module"),
    t.partMissing,
    true,
  ],
  ["a part that Safari could not load", new TypeError("Importing a module script failed."), t.partMissing, true],
])("%s gets its own sentence, and a way to reload if that can help", (_what, error, text, reload) => {
  expect([toProblemText(error, t), needsReload(error)]).toEqual([text, reload]);
});
