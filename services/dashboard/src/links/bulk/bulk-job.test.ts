import { expect, test } from "vitest";
import { toProgress } from "./bulk-job.ts";

test.each([
  [
    { done: 0, links: 485, passes: 2 },
    { done: 0, share: 0 },
  ],
  [
    { done: 485, links: 485, passes: 2 },
    { done: 242, share: 0.5 },
  ],
  [
    { done: 970, links: 485, passes: 2 },
    { done: 485, share: 1 },
  ],
  [
    { done: 3, links: 4, passes: 1 },
    { done: 3, share: 0.75 },
  ],
  [
    { done: 0, links: 0, passes: 1 },
    { done: 0, share: 0 },
  ],
])("toProgress counts each link of %j once", (job, progress) => {
  expect(toProgress(job)).toEqual(progress);
});
