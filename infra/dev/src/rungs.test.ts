import { expect, test, vi } from "vitest";
import { climb } from "./rungs.ts";

const missing = { name: "missing", attempt: async () => undefined };
const broken = { name: "broken", attempt: () => Promise.reject(new Error("no network")) };

test("the first rung that holds is taken, and the next is not tried", async () => {
  const later = vi.fn(async () => "later");

  const found = await climb(
    [missing, broken, { name: "good", attempt: async () => "good" }, { name: "later", attempt: later }],
    "advice",
  );

  expect(found).toBe("good");
  expect(later).not.toHaveBeenCalled();
});

test("with no rung left, the error gives the advice and what was broken", async () => {
  await expect(climb([missing, broken], "Install one.")).rejects.toThrow("Install one.\n  (broken: no network)");
});
