import { join } from "node:path";
import { findOnPath, firstAvailable, type Program, unpackDebianPackages } from "@shunt/dev";

/** Finds the load generator wrk. @throws Error if it is neither on PATH nor available as a Debian package */
export async function findWrk(toolsDir: string): Promise<Program> {
  return firstAvailable(
    [
      { name: "PATH", attempt: findWrkOnPath },
      {
        name: "Debian package",
        attempt: () => unpackDebianPackages(join(toolsDir, "wrk"), "wrk", ["wrk", "libluajit-5.1-2"]),
      },
    ],
    "No wrk found. Install it (for instance `brew install wrk`).",
  );
}

async function findWrkOnPath(): Promise<Program | undefined> {
  const path = await findOnPath("wrk");
  return path === undefined ? undefined : { path, source: "wrk on PATH" };
}
