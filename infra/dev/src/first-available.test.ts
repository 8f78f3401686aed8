import { expect, test, vi } from "vitest";
import { firstAvailable } from "./first-available.ts";

const missing = { name: "missing", attempt: async () => undefined };
const broken = { name: "broken", attempt: () => Promise.reject(new Error("no network")) };

test("firstAvailable returns the first result and does not try the next source", async () => {
  const later = vi.fn(async () => "later");

  const found = await firstAvailable(
    [missing, broken, { name: "good", attempt: async () => "good" }, { name: "later", attempt: later }],
    "advice",
  );

  expect(found).toBe("good");
  expect(later).not.toHaveBeenCalled();
});

test("firstAvailable throws the advice and the failures when no source works", async () => {
  await expect(firstAvailable([missing, broken], "Install one.")).rejects.toThrow(
    "Install one.\n  (broken: no network)",
  );
});
