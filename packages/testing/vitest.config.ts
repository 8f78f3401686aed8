import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import { findTests } from "./src/find-tests.ts";

const conditions = ["@shunt/source"];
const tests = findTests(resolve(import.meta.dirname, "../.."));

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  // The global setup is loaded in an environment of vitest's own, which does not inherit the conditions above.
  environments: { __vitest__: { resolve: { conditions } } },
  test: {
    pool: "forks",
    // Loading the services takes longer than most files of tests: a process keeps what it has loaded for the next file.
    isolate: false,
    // Many tests wait most of the time.
    maxWorkers: 2 * availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 120_000,
    restoreMocks: true,
    projects: [
      { extends: true, test: { name: "unit", include: tests.units } },
      {
        extends: true,
        test: { name: "stores", include: tests.withStores, globalSetup: ["packages/testing/src/global-setup.ts"] },
      },
    ],
  },
});
