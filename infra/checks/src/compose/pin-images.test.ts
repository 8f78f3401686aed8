import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "@shunt/dev";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../repository.ts";
import { interpolate, readComposeFile } from "./compose-file.ts";

const digest = `sha256:${"ab".repeat(32)}`;

/** Runs the script with a fake `docker` that prints the answer. */
async function pin(answer: string) {
  const dir = await mkdtemp(join(tmpdir(), "shunt-pin-"));
  onTestFinished(() => rm(dir, { recursive: true }));
  await writeFile(join(dir, "docker"), `#!/bin/sh\necho '${answer}'\n`);
  await chmod(join(dir, "docker"), 0o755);
  const file = join(dir, ".env");
  await writeFile(file, "BASE_URL=https://go.example.com\nREDIS_IMAGE=redis:5\n");
  await runCommand("/bin/sh", [join(root, "infra/docker/pin-images.sh"), file], {
    env: { PATH: `${dir}:/usr/bin:/bin` },
  });
  const lines = (await readFile(file, "utf8")).trim().split("\n");
  return Object.fromEntries(lines.map(line => line.split("=") as [string, string]));
}

test("pin-images.sh pins every registry image and keeps other variables of .env", async () => {
  const env = await pin(digest);

  expect(env).toMatchObject({ BASE_URL: "https://go.example.com", REDIS_IMAGE: `redis:7.2-bookworm@${digest}` });
  for (const [name, { image, build }] of Object.entries(readComposeFile().services)) {
    const used = build ? build.args.NODE_IMAGE : image;
    if (used && !used.startsWith("shunt-")) expect(interpolate(used, env), name).toMatch(new RegExp(`@${digest}$`));
  }
});

test("pin-images.sh rejects output that is no digest", async () => {
  await expect(pin("not found")).rejects.toThrow("has no digest: not found");
});
