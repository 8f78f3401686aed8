import { expect, test, vi } from "vitest";
import { createHotLinks } from "./hot-links.ts";

function aCounter(threshold: number) {
  const clock = { now: 0 };
  const keepHot = vi.fn(async () => {});
  const onError = vi.fn();
  const findAddresses = vi.fn(async (linkIds: readonly string[]) => linkIds.map(code => ({ domainId: 1, code })));
  const hotLinks = createHotLinks({ threshold, findAddresses, keepHot, onError, now: () => clock.now });
  const click = (linkId: string, times: number) => hotLinks.count(Array.from({ length: times }, () => ({ linkId })));
  return { click, clock, keepHot, findAddresses, onError };
}

test("a link becomes hot once it has enough clicks within a minute, across batches", async () => {
  const { click, keepHot } = aCounter(10);

  click("hot", 6);
  click("cold", 9);
  click("hot", 6);
  click("hot", 50);

  await vi.waitFor(() => expect(keepHot).toHaveBeenCalledTimes(1), 30_000);
  expect(keepHot).toHaveBeenCalledExactlyOnceWith({ domainId: 1, code: "hot" });
});

test("counts restart every minute", async () => {
  const { click, clock, keepHot } = aCounter(10);

  click("abc", 9);
  clock.now = 60_000;
  click("abc", 9);
  expect(keepHot).not.toHaveBeenCalled();
  click("abc", 1);

  await vi.waitFor(() => expect(keepHot).toHaveBeenCalledTimes(1), 30_000);
});

test("a failed look-up is reported and does not fail the batch", async () => {
  const { click, findAddresses, onError } = aCounter(1);
  findAddresses.mockRejectedValue(new Error("down"));

  click("abc", 1);

  await vi.waitFor(() => expect(onError).toHaveBeenCalledWith(expect.objectContaining({ message: "down" })), 30_000);
});
