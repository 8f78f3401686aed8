import { runCommand } from "@shunt/dev";
import { expect, test } from "vitest";
import { readText } from "../repository.ts";
import { interpolate, readComposeFile, readEnvExample } from "./compose-file.ts";

const { clickhouse, migrate } = readComposeFile().services;

test("docker-compose.yml starts ClickHouse only with its profile, and migrate waits for it then", () => {
  expect(clickhouse?.profiles).toEqual(["clickhouse"]);
  expect(migrate?.depends_on).toMatchObject({ clickhouse: { condition: "service_healthy", required: false } });
  expect(readEnvExample()).toMatchObject({ COMPOSE_PROFILES: "", CLICKHOUSE_URL: "" });
});

test("docker-compose.yml keeps the data of ClickHouse in a volume, and starts it only with a password", async () => {
  const [shell = "", option = "", script = ""] = clickhouse?.entrypoint ?? [];
  const start = (password: string) =>
    runCommand(shell, [option, script.replaceAll("$$", "$").replace("exec /entrypoint.sh", "echo started")], {
      env: { CLICKHOUSE_PASSWORD: password },
    });

  expect(clickhouse?.volumes).toContain("clickhouse:/var/lib/clickhouse");
  expect(interpolate(clickhouse?.environment?.CLICKHOUSE_USER ?? "", {})).toBe("shunt");
  expect(await start("secret")).toBe("started\n");
  await expect(start("")).rejects.toThrow("CLICKHOUSE_PASSWORD: is empty, see .env.example");
});

test(".env.example has the password of ClickHouse before its URL, because Compose reads line by line", () => {
  const example = readText(".env.example");

  expect(example.indexOf("\nCLICKHOUSE_PASSWORD=")).toBeLessThan(example.indexOf("\nCLICKHOUSE_URL="));
});
