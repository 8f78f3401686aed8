#!/usr/bin/env node
import { runCommand } from "./commands/run-command.ts";

const failed = 3;

try {
  process.exitCode = await runCommand(process.argv.slice(2), line => void process.stdout.write(`${line}\n`));
} catch (err) {
  process.stderr.write(`${(err as Error).message}\n`);
  process.exitCode = failed;
}
