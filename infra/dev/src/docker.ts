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
  /** Options of `docker run`. */
  run: readonly string[];
  /** What follows the image. */
  command?: readonly string[];
}): Promise<Pick<Server, "stop">> {
  const { image, run, command = [] } = options;
  const stdout = await runCommand("docker", ["run", "--detach", "--rm", ...run, image, ...command], {
    timeoutMs: 300_000,
  });
  const id = stdout.trim();
  return { stop: async () => void (await runCommand("docker", ["stop", id])) };
}
