import type { Tools } from "@shunt/decision";
import type { LinksDeps } from "../links/index.ts";

export interface SimulationDeps extends LinksDeps {
  /** The readers of facts that the redirect has; opened with the first simulation. */
  openTools: () => Promise<Tools>;
}
