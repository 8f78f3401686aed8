import { join } from "node:path";
import { findOnPath, firstAvailable, type Program, unpackDebianPackages } from "@shunt/dev";
import { root } from "./repository.ts";

export type Tool = Program | { missing: string };

/** A program for checks that go further where it can be had: on PATH, or out of its Debian package. */
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
    `not checked, as there is no ${program} on this machine, and no Debian package of it to be had`,
  ).catch((err: Error) => ({ missing: err.message }));
}

async function findProgram(program: string): Promise<Program | undefined> {
  const path = await findOnPath(program);
  return path === undefined ? undefined : { path, source: `${program} on PATH` };
}
