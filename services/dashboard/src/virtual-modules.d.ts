declare module "virtual:operations" {
  export const operations: typeof import("@shunt/contracts/operations").operations;
}

/** Defined by `build-tools/early`. */
declare const __earlyFiles: import("./early/find-early-files.ts").EarlyFiles;
