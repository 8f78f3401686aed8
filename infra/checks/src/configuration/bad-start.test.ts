import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { root } from "../repository.ts";

/** Programs that people and containers start by themselves. */
const programs = [
  "services/redirect/src/main.ts",
  "services/worker/src/main.ts",
  "services/management/src/main.ts",
  "services/management/src/migrate.ts",
];

test.each(programs)("%s ends with a line for each bad variable, and nothing else", async program => {
  const env = { DATABASE_URL: "mysql://localhost", LOG_LEVEL: "loud" };
  const child = spawn(process.execPath, ["--conditions=@shunt/source", join(root, program)], { env });
  const ended = once(child, "exit");

  const [printed, failure, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);

  expect(code).toBe(1);
  expect(printed).toBe("");
  const [first, ...lines] = failure.trimEnd().split("\n");
  expect(first).toBe("Bad configuration:");
  expect(lines.filter(line => !/^ {2}[A-Z_, ]+: /.test(line))).toEqual([]);
  expect(failure).toContain("  DATABASE_URL: ");
  expect(failure).toContain("  LOG_LEVEL: ");
});
