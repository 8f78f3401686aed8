import { runSteps, toTurboRun, vitest } from "./run-steps.ts";

/** `npm test`: all checks and all tests at the same time. With arguments, only the tests; vitest gets the arguments. */
const toVitest = process.argv.slice(2);
const report = ["--reporter=default", "--reporter=json", "--outputFile.json=.shunt/test-results.json"];
const checks = ["typecheck", "lint", "boundaries", "licences", "advisories"];

const tests = { name: "tests", command: "vitest", args: [...vitest, ...report, ...toVitest], isLive: true };
await runSteps(
  toVitest.length > 0 ? [tests] : [{ name: "checks", command: "turbo", args: toTurboRun(...checks) }, tests],
);
