import { createHash } from "node:crypto";
import { runCommand } from "./run-command.ts";
import type { Server } from "./server-process.ts";

/** Whether a Docker engine answers; the client alone is not enough. */
export async function hasDocker(): Promise<boolean> {
  return runCommand("docker", ["info"], { timeoutMs: 5_000 }).then(
    () => true,
    () => false,
  );
}

/** Runs a container in the background that removes itself when it is stopped. */
export async function startContainer(options: {
  image: string;
  /** Where its data is: a container that was left on the same data is removed first. */
  dir: string;
  /** Options of `docker run`. */
  run: readonly string[];
  /** What follows the image. */
  command?: readonly string[];
}): Promise<Pick<Server, "stop">> {
  const { image, dir, run, command = [] } = options;
  const name = `shunt-${createHash("sha256").update(dir).digest("hex").slice(0, 12)}`;
  await runCommand("docker", ["rm", "--force", name]);
  await runCommand("docker", ["run", "--detach", "--rm", "--name", name, ...run, image, ...command], {
    timeoutMs: 300_000,
  });
  return { stop: async () => void (await runCommand("docker", ["stop", name])) };
}
