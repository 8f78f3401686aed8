import { runSteps, toTurboRun, vitest } from "./run-steps.ts";

/** `npm test`: every check beside every test. With arguments, only the tests, and those go to vitest. */
const toVitest = process.argv.slice(2);
const report = ["--reporter=default", "--reporter=json", "--outputFile.json=.shunt/test-results.json"];
const checks = ["typecheck", "lint", "boundaries", "licences", "advisories"];

const tests = { name: "tests", command: "vitest", args: [...vitest, ...report, ...toVitest], isLive: true };
await runSteps(
  toVitest.length > 0 ? [tests] : [{ name: "checks", command: "turbo", args: toTurboRun(...checks) }, tests],
);
