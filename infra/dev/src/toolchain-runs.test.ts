import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";

const dev = resolve(import.meta.dirname, "..");
const root = resolve(dev, "../..");
const { findTool, firstThatRuns, toPathFile } = (await import(join(dev, "toolchain.mjs"))) as {
  findTool(name: string, spec: string, integrities: Record<string, string>): Promise<string>;
  firstThatRuns(candidates: readonly Pin[], find: (candidate: Pin) => Promise<string>): Promise<string>;
  toPathFile(spec: string): string;
};

interface Pin {
  package: string;
  version: string;
}

/** Puts an `npx` on PATH that installs a tool as npx does. Returns the path of the tool. */
async function installWithNpx(script: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "shunt-npx-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const tool = join(dir, "node_modules", ".bin", "tool");
  await mkdir(dirname(tool), { recursive: true });
  await writeFile(tool, `#!/bin/sh\n${script}\n`);
  await writeFile(join(dir, "package-lock.json"), JSON.stringify({ packages: {} }));
  await writeFile(join(dir, "npx"), `#!/bin/sh\necho ${tool}\n`);
  await chmod(tool, 0o755);
  await chmod(join(dir, "npx"), 0o755);
  vi.stubEnv("PATH", `${dir}${delimiter}${process.env.PATH}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  return tool;
}

/** A name that no other run uses, with the file that would save its path. */
function aSpec() {
  const spec = `test-tool-${process.pid}-${Math.random()}@1.0.0`;
  const file = toPathFile(spec);
  onTestFinished(() => rm(file, { force: true }));
  return { spec, file };
}

test("findTool returns and saves a fetched tool that runs", async () => {
  const tool = await installWithNpx("echo v1.0.0");
  const { spec, file } = aSpec();

  expect(await findTool("tool", spec, {})).toBe(tool);
  expect(await readFile(file, "utf8")).toBe(tool);
});

test("findTool rejects a fetched tool that does not run, with its output, and does not save it", async () => {
  await installWithNpx("echo libatomic.so.1: cannot open shared object file >&2; exit 127");
  const { spec, file } = aSpec();

  await expect(findTool("tool", spec, {})).rejects.toThrow("libatomic.so.1");
  await expect(readFile(file)).rejects.toThrow("ENOENT");
});

test("firstThatRuns tries the tool of an earlier run first", async () => {
  const name = `test-tool-${process.pid}`;
  const candidates = ["26", "24"].map(version => ({ package: name, version }));
  const saved = toPathFile(`${name}@24`);
  await mkdir(dirname(saved), { recursive: true, mode: 0o700 });
  await writeFile(saved, "/somewhere/node");
  onTestFinished(() => rm(saved, { force: true }));

  expect(await firstThatRuns(candidates, async ({ version }) => version)).toBe("24");
});

test("turbo runs a check with the pnpm that is fetched where PATH has none", async () => {
  const directories = (process.env.PATH ?? "").split(delimiter);
  const PATH = directories.filter(directory => !existsSync(join(directory, "pnpm"))).join(delimiter);
  const found = spawnSync(process.execPath, [join(dev, "find-pnpm.mjs")], {
    encoding: "utf8",
    env: { ...process.env, PATH },
  });
  const pnpm = found.stdout.trim();
  expect(pnpm, found.stderr).toContain("/");

  const turbo = spawnSync(join(root, "node_modules", ".bin", "turbo"), ["run", "//#licences", "--force"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, PATH: [dirname(pnpm), dirname(process.execPath), PATH].join(delimiter) },
  });

  expect(turbo.status, `${turbo.stdout}${turbo.stderr}`).toBe(0);
});

/** Runs a script of npm as an older Node would. */
function runAs(version: string, script: string) {
  const pretend = `Object.defineProperty(process.versions, "node", { value: "${version}" });
    Object.defineProperty(process, "version", { value: "v${version}" });`;
  const preload = `data:text/javascript,${encodeURIComponent(pretend)}`;
  return spawnSync(process.execPath, ["--import", preload, join(dev, script), "--version"], { encoding: "utf8" });
}

test.each(["setup.mjs", "run.mjs"])("%s refuses a Node that is too old in one line", script => {
  const { status, stdout, stderr } = runAs("18.20.4", script);

  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toBe("Shunt needs Node 20 or newer; this is v18.20.4. Install a newer one.\n");
});
