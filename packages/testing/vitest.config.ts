import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { endToEndTests, findTests } from "./src/find-tests.ts";

/** Starts the end-to-end tests first: they take longest, and short tests at the end keep all processes busy. */
class EndToEndFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => moduleId.includes(`/${endToEndTests}`);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter(file => !isLong(file))];
  }
}

const conditions = ["@shunt/source"];
const tests = findTests(resolve(import.meta.dirname, "../.."));

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  // Vitest loads the global setup in its own environment, which does not inherit the conditions above.
  environments: { __vitest__: { resolve: { conditions } } },
  test: {
    pool: "forks",
    // Loading the services takes longer than most test files, so a process keeps loaded modules for the next file.
    isolate: false,
    // Twice the cores, because many tests mostly wait.
    maxWorkers: 2 * availableParallelism(),
    // Only for what hangs: on a busy machine, a test that starts programs takes a minute, and a build of the dashboard five.
    testTimeout: 300_000,
    hookTimeout: 400_000,
    expect: { poll: { timeout: 60_000 } },
    // At its end a process writes its compile cache.
    teardownTimeout: 60_000,
    restoreMocks: true,
    sequence: { sequencer: EndToEndFirst },
    projects: [
      { extends: true, test: { name: "unit", include: tests.units } },
      {
        extends: true,
        test: {
          name: "stores",
          include: tests.withStores,
          globalSetup: ["packages/testing/src/global-setup.ts"],
          setupFiles: ["packages/testing/src/citus/guard-statements.ts"],
        },
      },
    ],
  },
});
