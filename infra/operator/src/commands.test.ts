import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { commands } from "./commands.ts";

const document = readFileSync(resolve(import.meta.dirname, "../../../docs/operator.md"), "utf8");
const [, table = ""] = document.split(/^\| command .*\n/m);
const rows = [...(table.split("\n\n", 1)[0]?.matchAll(/^\| `([^`]+)` +\|/gm) ?? [])].map(([, usage = ""]) =>
  toRow(usage),
);

/** Splits `clicks rebuild --from <day>` into the name, operands and options. */
function toRow(usage: string) {
  const [, name = "", rest = ""] = /^([a-z0-9-]+(?: [a-z0-9][a-z0-9-]*)?)(.*)$/.exec(usage) ?? [];
  const [operands = ""] = rest.split(/\[|--/, 1);
  return {
    name,
    operands: operands.match(/<[^>]+>/g) ?? [],
    options: rest.match(/--[a-z0-9-]+/g) ?? [],
  };
}

test("the table of docs/operator.md has each command once, in the order of the help", () => {
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(commands));
});

test.each(rows)("docs/operator.md names the operands and options of $name", async ({ name, operands, options }) => {
  const command = await commands[name]?.();

  expect(operands).toHaveLength(command?.operands.length ?? -1);
  const known = command?.help.match(/--[a-z0-9-]+/g) ?? [];
  expect(known).toEqual(expect.arrayContaining(options));
});
