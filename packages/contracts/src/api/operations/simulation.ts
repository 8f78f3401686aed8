import { LinkQuery } from "../codes.ts";
import { LinkParams } from "../link-ref.ts";
import type { Operation } from "../operation.ts";
import { LintRules, RuleLint } from "../rule-warnings.ts";
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
    problems: ["link-not-found", "target-refused"],
  },
  lintRules: {
    method: "post",
    path: "/api/v1/urls/rules/lint",
    tag: "links",
    summary: "Check rules for mistakes",
    description:
      "Returns warnings for rules that never decide and conditions that change nothing. Each warning is certain, but not every mistake is found. Links with such rules can be saved. Nothing is saved here.",
    auth: "required",
    scope: "read",
    domainScoped: true,
    body: LintRules,
    success: { status: 200, schema: RuleLint },
    problems: [],
  },
} as const satisfies Record<string, Operation>;
