import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { findTests, wholeProduct } from "./src/find-tests.ts";

/** Tests of the whole product last longest: those that begin last are short, so that all processes end together. */
class WholeProductFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => moduleId.includes(`/${wholeProduct}`);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter(file => !isLong(file))];
  }
}

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
    // A process that ends writes what it has compiled.
    teardownTimeout: 60_000,
    restoreMocks: true,
    sequence: { sequencer: WholeProductFirst },
    projects: [
      { extends: true, test: { name: "unit", include: tests.units } },
      {
        extends: true,
        test: { name: "stores", include: tests.withStores, globalSetup: ["packages/testing/src/global-setup.ts"] },
      },
    ],
  },
});
