import { runSteps, toTurboRun, vitest } from "./run-steps.ts";

/** `npm run check`: types, lint, import rules and unit tests, within seconds and without Postgres and Redis. */
await runSteps([
  { name: "checks", command: "turbo", args: toTurboRun("typecheck", "lint", "boundaries") },
  // infra/checks tests images and manifests, which code changes seldom affect.
  { name: "tests", command: "vitest", args: [...vitest, "--project=unit", "--exclude=infra/checks/**"], isLive: true },
]);
