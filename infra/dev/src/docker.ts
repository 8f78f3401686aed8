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

/** Runs a container in the background. Docker restarts it when it fails; `stop` removes it. */
export async function startContainer(options: {
  image: string;
  /** Data directory. A container left over on the same directory is removed first. */
  dir: string;
  run: readonly string[];
  command?: readonly string[];
  /** Variables of the container. Their values stay off Docker's command line, which all users of the machine can read. */
  env?: Readonly<Record<string, string>>;
}): Promise<Pick<Server, "stop"> & { name: string }> {
  const { image, dir, run, command = [], env = {} } = options;
  const name = `shunt-${createHash("sha256").update(dir).digest("hex").slice(0, 12)}`;
  await runCommand("docker", ["rm", "--force", name]);
  const settings = ["--detach", "--restart", "on-failure", "--name", name, ...run];
  const names = Object.keys(env).flatMap(variable => ["--env", variable]);
  await runCommand("docker", ["run", ...settings, ...names, image, ...command], {
    timeoutMs: 300_000,
    env: { ...process.env, ...env },
  });
  return {
    name,
    async stop() {
      await runCommand("docker", ["stop", name]);
      await runCommand("docker", ["rm", "--force", name]);
    },
  };
}
