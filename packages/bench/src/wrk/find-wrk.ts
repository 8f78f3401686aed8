import { join } from "node:path";
import { findOnPath, firstAvailable, type Program, unpackDebianPackages } from "@shunt/dev";

/** The load generator. @throws Error when this machine offers none. */
export async function findWrk(toolsDir: string): Promise<Program> {
  return firstAvailable(
    [
      { name: "PATH", attempt: findWrkOnPath },
      {
        name: "Debian package",
        attempt: () => unpackDebianPackages(join(toolsDir, "wrk"), "wrk", ["wrk", "libluajit-5.1-2"]),
      },
    ],
    "No wrk to be had: install one (such as `brew install wrk`).",
  );
}

async function findWrkOnPath(): Promise<Program | undefined> {
  const path = await findOnPath("wrk");
  return path === undefined ? undefined : { path, source: "wrk on PATH" };
}
