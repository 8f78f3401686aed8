import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { readText, root } from "../repository.ts";
import { findCode } from "./read-documents.ts";

/** Files and folders as documents for developers name them: mostly without `src/` and the ending of code. */
const names = globSync("{docs,infra,packages,services}/**", {
  cwd: root,
  exclude: path => /(^|\/)(node_modules|dist)$/.test(path),
}).flatMap(path => {
  const short = path.replace("/src/", "/");
  return [path, short, short.replace(/\.tsx?$/, ""), short.replace(/\.test\.tsx?$/, "")].map(name => `/${name}`);
});

test.each(["docs/architecture.md", "services/redirect/README.md"])(
  "every path in %s leads to a file or a folder",
  document => {
    const paths = findCode(readText(document)).filter(code => /^[a-z][\w-]*(\/[\w.-]+)+$/.test(code));

    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter(path => !names.some(name => name.endsWith(`/${path}`)))).toEqual([]);
  },
);
