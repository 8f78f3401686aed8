import { runSteps, toTurboRun, vitest } from "./run-steps.ts";

/** `npm run check`: what answers within seconds. Types, lint, import rules, and the tests of units, without any store. */
await runSteps([
  { name: "checks", command: "turbo", args: toTurboRun("typecheck", "lint", "boundaries") },
  // Those of infra/checks try what runs Shunt in production, which code seldom changes.
  { name: "tests", command: "vitest", args: [...vitest, "--project=unit", "--exclude=infra/checks/**"], isLive: true },
]);
