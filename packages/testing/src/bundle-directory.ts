import { inject } from "vitest";

/** Directory of this test run for bundles of the services. Empty at first: the tests that need a bundle build it. */
export function bundleDirectory(): string {
  return inject("bundleDirectory");
}
