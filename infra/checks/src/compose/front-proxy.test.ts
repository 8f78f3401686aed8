import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ShortCode } from "@shunt/contracts/links";
import { operations } from "@shunt/contracts/operations";
import { isReservedWord } from "@shunt/contracts/values";
import { freePort } from "@shunt/dev";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findTool } from "../find-tool.ts";
import { readText, root } from "../repository.ts";

const caddyfile = readText("infra/docker/Caddyfile");
const caddy = await findTool("caddy", "caddy");
const paths = /@management path (.*)/.exec(caddyfile)?.[1]?.split(" ") ?? [];

test("the Caddyfile lists every route of management", () => {
  const routes = [...Object.values(operations).map(({ path }) => path), ...readRoutes()];

  expect(routes).toEqual(expect.arrayContaining(["/api/v1/health", "/docs", "/openapi.json", "/verify-email"]));
  expect(routes.filter(route => !isOfManagement(route))).toEqual([]);
});

test("the Caddyfile routes no valid short code to management", () => {
  const words = paths.map(path => path.split("/")[1] ?? "");

  expect(words.filter(word => ShortCode.safeParse(word).success && !isReservedWord(word))).toEqual([]);
});

test("the Caddyfile gives up on a silent address soon enough to try others", () => {
  const proxies = [...caddyfile.matchAll(/reverse_proxy \{.*?\n\t\}/gs)].map(([block]) => block);
  const [, dialMs = ""] = /dial_timeout (\d+)ms/.exec(caddyfile) ?? [];
  const [, trySeconds = ""] = /lb_try_duration (\d+)s/.exec(caddyfile) ?? [];

  expect(proxies).toHaveLength(2);
  for (const proxy of proxies) expect(proxy).toContain("import patient");
  expect(Number(dialMs)).toBeGreaterThan(0);
  expect(Number(trySeconds) * 1_000).toBeGreaterThanOrEqual(10 * Number(dialMs));
});

if ("missing" in caddy) {
  test.skip(`the Caddyfile in a running Caddy: ${caddy.missing}`, () => {});
} else {
  let url: string;
  let appUrl: string;
  const stops: (() => unknown)[] = [];

  beforeAll(async () => {
    const [managementPort, redirectPort] = [await startEcho("management"), await startEcho("redirect")];
    const [port, appPort] = [await freePort(), await freePort()];
    const scratch = await mkdtemp(join(tmpdir(), "shunt-proxy-"));
    url = `http://127.0.0.1:${port}`;
    appUrl = `http://127.0.0.1:${appPort}`;
    const env = {
      HOME: scratch,
      CADDY_ADMIN: `127.0.0.1:${await freePort()}`,
      SITE_ADDRESS: `:${port}`,
      APP_SITE_ADDRESS: `:${appPort}`,
      MANAGEMENT_HOST: "localhost",
      MANAGEMENT_PORT: String(managementPort),
      REDIRECT_HOST: "localhost",
      REDIRECT_PORT: String(redirectPort),
    };
    const args = ["run", "--config", join(root, "infra/docker/Caddyfile"), "--adapter", "caddyfile"];
    const child = spawn(caddy.path, args, { env, stdio: "ignore" });
    stops.push(async () => {
      const ended = new Promise(done => child.once("exit", done));
      child.kill("SIGTERM");
      await ended;
      await rm(scratch, { recursive: true, force: true });
    });
    await waitFor(
      () =>
        fetch(url).then(
          () => true,
          () => false,
        ),
      { what: "the proxy to answer" },
    );
  });

  afterAll(async () => {
    for (const stop of stops.toReversed()) await stop();
  });

  test.each([
    ["/api/v1/urls", "management"],
    ["/docs/", "management"],
    ["/openapi.json", "management"],
    ["/verify-email?token=x", "management"],
    ["/", "redirect"],
    ["/hello", "redirect"],
    ["/apis", "redirect"],
    ["/docs-2", "redirect"],
    ["/hello?to=/api/v1", "redirect"],
  ])("the proxy routes %s to %s", async (path, service) => {
    const answer = await get(path);

    expect(answer).toMatchObject({ service, path });
  });

  test.each(["/", "/links", "/assets/x.js", "/api/v1/urls", "/sign-in?to=%2Flinks"])(
    "the proxy routes %s to management at the address of the dashboard",
    async path => {
      expect(await get(path, {}, appUrl)).toMatchObject({ service: "management", path });
    },
  );

  test("the proxy passes on the host, and replaces X-Forwarded-For with the client's address", async () => {
    const answer = await get("/hello", { "x-forwarded-for": "203.0.113.9" });

    expect(answer.host).toBe(new URL(url).host);
    expect(answer.forwardedFor).toBe("127.0.0.1");
  });

  async function get(path: string, headers: Record<string, string> = {}, origin = url) {
    const answer = await fetch(`${origin}${path}`, { headers });
    return (await answer.json()) as { service: string; path: string; host: string; forwardedFor: string };
  }

  async function startEcho(service: string): Promise<number> {
    const server: Server = createServer((req, res) => {
      const { host, "x-forwarded-for": forwardedFor } = req.headers;
      res.end(JSON.stringify({ service, path: req.url, host, forwardedFor }));
    });
    const port = await freePort();
    await new Promise<void>(done => server.listen(port, done));
    stops.push(() => new Promise(done => server.close(done)));
    return port;
  }
}

/** The paths of routes and routers in management's code, in addition to those of the operations. */
function readRoutes(): string[] {
  const sources = globSync("services/management/src/**/*.ts", { cwd: root }).filter(
    file => !/testing|\.test\./.test(file),
  );
  const routes = sources.flatMap(file => [...readText(file).matchAll(/(?:\bapp\.\w+\(\s*|[pP]ath = )"(\/[^"]*)"/g)]);
  return routes.map(([, route = ""]) => route);
}

function isOfManagement(route: string): boolean {
  return paths.some(path => (path.endsWith("/*") ? route.startsWith(path.slice(0, -1)) : route === path));
}
