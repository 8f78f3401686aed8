import { startTestRedis } from "@shunt/testing/stores";
import { expect, onTestFinished, test } from "vitest";
import { createProducerConnection } from "./connection.ts";
import { createRunIdReader } from "./run-id.ts";

async function aReader({ forbidden = [] as string[] } = {}) {
  const redis = await startTestRedis();
  onTestFinished(() => redis.stop());
  const connectTo = async (url: string) => {
    const connection = createProducerConnection(url, () => {});
    onTestFinished(() => connection.disconnect());
    await new Promise(resolve => connection.once("ready", resolve));
    return connection;
  };
  const admin = await connectTo(redis.url);
  await admin.call("ACL", "SETUSER", "clicks", "on", ">secret", "~*", "&*", "+@all", ...forbidden);
  const connection = await connectTo(redis.url.replace("redis://", "redis://clicks:secret@"));
  return { admin, readRunId: createRunIdReader(connection, "any") };
}

test("createRunIdReader reads the run id that INFO reports", async () => {
  const { admin, readRunId } = await aReader();

  expect(await admin.info("server")).toContain(`run_id:${await readRunId()}\r\n`);
});

test.each(["-info", "-eval"])("createRunIdReader returns undefined for a user with %s", async forbidden => {
  const { readRunId } = await aReader({ forbidden: [forbidden] });

  expect(await readRunId()).toBeUndefined();
});
