import type { Program } from "@shunt/dev";
import { inject } from "vitest";

/** The browser of this machine. Undefined where none can be had. */
export function testChromium(): Program | undefined {
  return inject("chromium");
}

/** Directory below which builds of the dashboard are, reused by later runs. */
export function dashboardDirectory(): string {
  return inject("dashboards");
}
