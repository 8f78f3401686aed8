import { expect, test } from "vitest";
import { Lifecycle } from "./lifecycle.ts";

test("Lifecycle closes resources in reverse order and continues after a failure", async () => {
  const lifecycle = new Lifecycle();
  const closed: string[] = [];
  const errors: string[] = [];
  lifecycle.open("pool", { stop: () => closed.push("pool") });
  const redis = lifecycle.open("redis", { disconnect: () => closed.push("redis") }, opened => opened.disconnect());
  lifecycle.open("queue", { stop: () => Promise.reject(new Error("it hangs")) });
  lifecycle.onStop("http", async () => closed.push(`http, ${lifecycle.stopping.aborted}`));

  await lifecycle.stop((err, name) => errors.push(`${name}: ${(err as Error).message}`));
  await lifecycle.stop(() => {});

  expect(closed).toEqual(["http, true", "redis", "pool"]);
  expect(errors).toEqual(["queue: it hangs"]);
  expect(redis).toHaveProperty("disconnect");
});
