import { expect, test } from "vitest";
import { parseOptions } from "./options.ts";

test("parseOptions reads the options of npm start", () => {
  expect(parseOptions(["--smoke"])).toEqual({ smoke: true, clickhouse: false, help: false });
  expect(() => parseOptions(["--smok"])).toThrow("Unknown option '--smok'");
});

test.each(["smoke", "clickhouse"])("parseOptions rejects --%s that npm took, as without the -- in between", name => {
  expect(() => parseOptions([], { [`npm_config_${name}`]: "true" })).toThrow(`run npm start -- --${name}`);
});
