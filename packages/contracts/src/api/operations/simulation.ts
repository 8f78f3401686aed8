import { LinkQuery } from "../codes.ts";
import { LinkParams } from "../link-ref.ts";
import type { Operation } from "../operation.ts";
import { SimulatedVisit, Simulation } from "../simulation.ts";

export const simulationOperations = {
  simulateVisit: {
    method: "post",
    path: "/api/v1/urls/:id/simulate",
    tag: "links",
    summary: "Try out what a visitor of your link would get",
    description:
      "Decides by the same function as the redirect. Nothing is counted or saved. `settings` tries out changes before they are saved.",
    auth: "required",
    scope: "read",
    domainScoped: true,
    params: LinkParams,
    query: LinkQuery,
    body: SimulatedVisit,
    success: { status: 200, schema: Simulation },
    problems: ["link-not-found"],
  },
} as const satisfies Record<string, Operation>;
