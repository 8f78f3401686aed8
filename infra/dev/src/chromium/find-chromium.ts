import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Program, unpackDebianPackages } from "../debian-package.ts";
import { findOnPath } from "../run-command.ts";

const names = ["chromium", "chromium-browser", "google-chrome"];

/**
 * Finds a browser for tests: on PATH, else Debian's package, unpacked to `toolsDir` with its libraries and a font. Returns
 * undefined on systems without either.
 *
 * @throws Error if the download fails
 */
export async function findChromium(toolsDir: string): Promise<Program | undefined> {
  for (const name of names) {
    const path = await findOnPath(name);
    if (path) return { path, source: `${name} on PATH` };
  }
  const target = join(toolsDir, "chromium");
  const packages = ["chromium", "fonts-liberation"];
  // The program in /usr/bin is a script that looks for the browser at its place in an installation.
  const program = join("..", "lib", "chromium", "chromium");
  const found = await unpackDebianPackages(target, program, packages, { withDependencies: true });
  return found && existsSync(found.path) ? found : undefined;
}
