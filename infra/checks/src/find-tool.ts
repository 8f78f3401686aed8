import { join } from "node:path";
import { findOnPath, firstAvailable, type Program, unpackDebianPackages } from "@shunt/dev";
import { root } from "./repository.ts";

export type Tool = Program | { missing: string };

/** Finds an optional program for further checks: on PATH, or in its Debian package. */
export async function findTool(program: string, debianPackage: string): Promise<Tool> {
  const toolsDir = join(root, ".shunt", "tools");
  return firstAvailable<Program>(
    [
      { name: "PATH", attempt: () => findProgram(program) },
      {
        name: "Debian package",
        attempt: () => unpackDebianPackages(join(toolsDir, debianPackage), program, [debianPackage]),
      },
    ],
    `skipped, because ${program} is not on PATH and its Debian package is not available`,
  ).catch((err: Error) => ({ missing: err.message }));
}

async function findProgram(program: string): Promise<Program | undefined> {
  const path = await findOnPath(program);
  return path === undefined ? undefined : { path, source: `${program} on PATH` };
}
