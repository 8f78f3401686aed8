import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, hasDocker, runCommand } from "@shunt/dev";
import { waitFor } from "@shunt/testing";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../repository.ts";
import { services } from "../service-config.ts";
import { readEnvExample } from "./compose-file.ts";

const buildMs = 900_000;
const startMs = 180_000;

test.runIf(await hasDocker())(
  "docker-compose.yml builds and starts Shunt, and a link works through the proxy",
  {
    timeout: buildMs + 2 * startMs,
  },
  async () => {
    const scratch = await mkdtemp(join(tmpdir(), "shunt-compose-"));
    const [origin, appOrigin] = [`http://localhost:${await freePort()}`, `http://localhost:${await freePort()}`];
    // Own networks, ports and images, because other instances may run.
    const id = randomBytes(2);
    const project = `shunt-test-${id.toString("hex")}`;
    const env = {
      ...readEnvExample(),
      BASE_URL: origin,
      APP_URL: appOrigin,
      HTTP_PORT: new URL(origin).port,
      APP_PORT: new URL(appOrigin).port,
      HTTPS_PORT: String(await freePort()),
      COMPOSE_PROJECT_NAME: project,
      SHUNT_VERSION: project,
      FRONT_SUBNET: `10.${id[0]}.${id[1]}.0/24`,
      FRONT_SUBNET_IPV6: `fd9d:7e31:${id.toString("hex")}::/64`,
      SECRET_KEY: "5e".repeat(32),
      POSTGRES_PASSWORD: "test",
      GRAFANA_PASSWORD: "test",
    };
    const file = join(scratch, "env");
    const pairs = Object.entries(env).map(pair => pair.join("="));
    await writeFile(file, pairs.join("\n"));
    // Variables of this process win over those of the file: vitest sets a BASE_URL.
    const docker = (timeoutMs: number, ...args: string[]) =>
      runCommand("env", [...pairs, "docker", ...args], { cwd: root, timeoutMs });
    const compose = (timeoutMs: number, ...args: string[]) => docker(timeoutMs, "compose", "--env-file", file, ...args);
    onTestFinished(async () => {
      await compose(startMs, "down", "--volumes", "--remove-orphans");
      await docker(startMs, "image", "rm", ...services.map(service => `shunt-${service}:${project}`));
      await rm(scratch, { recursive: true, force: true });
    }, startMs);

    await compose(buildMs, "build");
    await compose(startMs, "up", "--detach");
    const containers = await compose(startMs, "ps", "--quiet");
    await compose(startMs, "up", "--detach");
    expect(await compose(startMs, "ps", "--quiet"), "a second up").toBe(containers);
    await waitFor(() => isHealthy(origin), { timeoutMs: startMs, what: "the API to be healthy" });
    const made = await fetch(`${origin}/api/v1/urls`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ original_url: "https://example.com/hello" }),
    });
    const { short_url } = (await made.json()) as { short_url: string };
    const click = await fetch(short_url, { redirect: "manual" });

    expect(click.headers.get("location")).toBe("https://example.com/hello");
    const dashboard = await fetch(`${appOrigin}/links`, { headers: { accept: "text/html" } });
    expect([dashboard.status, await dashboard.text()]).toEqual([200, expect.stringContaining("<title>Shunt")]);
    expect((await compose(startMs, "exec", "-T", "redirect", "id", "-u")).trim()).toBe("10001");
  },
);

async function isHealthy(origin: string): Promise<boolean> {
  return fetch(`${origin}/api/v1/health`).then(
    answer => answer.ok,
    () => false,
  );
}
