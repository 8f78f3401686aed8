import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { makeScratchDirectory, startReceiver } from "@shunt/testing";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { loadManagementConfig } from "../../config.ts";
import { startS3, type TestS3 } from "../../testing/start-s3.ts";
import { createMediaStore } from "./create-media-store.ts";
import { createLocalMediaStore } from "./local-media-store.ts";
import type { MediaStore } from "./media-store.ts";
import { createS3MediaStore, type S3Options } from "./s3-media-store.ts";

let s3: TestS3;
let scratch: Awaited<ReturnType<typeof makeScratchDirectory>>;
const stores = {} as Record<"directory" | "bucket", MediaStore>;
beforeAll(async () => {
  [s3, scratch] = await Promise.all([startS3(), makeScratchDirectory()]);
  stores.directory = createLocalMediaStore(join(scratch.path, "not", "there", "yet"));
  stores.bucket = createS3MediaStore(toOptions({}));
});
afterAll(async () => {
  await s3.stop();
  await scratch.remove();
});

function toOptions(changes: Partial<S3Options>): S3Options {
  const { url, accessKeyId, secretAccessKey } = s3;
  return { url, region: "eu-central-1", accessKeyId, secretAccessKey, ...changes };
}

async function read(store: MediaStore, id: string): Promise<Buffer | undefined> {
  const stream = await store.get(id);
  return stream && buffer(stream);
}

const png = "image/png";

test.each(["directory", "bucket"] as const)("a %s returns the stored bytes", async kind => {
  const store = stores[kind];
  const [id, bytes] = [randomUUID(), randomBytes(300_000)];

  await store.put(id, bytes, png);

  expect((await read(store, id))?.equals(bytes)).toBe(true);
  await store.put(id, Buffer.from("shorter"), png);
  expect(String(await read(store, id))).toBe("shorter");
});

test.each(["directory", "bucket"] as const)(
  "delete removes a picture from a %s and ignores unknown ids",
  async kind => {
    const store = stores[kind];
    const [id, other] = [randomUUID(), randomUUID()];
    await store.put(id, Buffer.from("one"), png);
    await store.put(other, Buffer.from("two"), png);

    await store.delete(id);
    await store.delete(id);

    expect(await read(store, id)).toBeUndefined();
    expect(String(await read(store, other))).toBe("two");
  },
);

test.each(["directory", "bucket"] as const)("destroying a stream of a %s leaves the picture intact", async kind => {
  const store = stores[kind];
  const id = randomUUID();
  await store.put(id, randomBytes(2_000_000), png);
  const stream = await store.get(id);
  for await (const _chunk of stream ?? []) break;

  expect(stream?.destroyed).toBe(true);
  expect(await read(store, id)).toHaveLength(2_000_000);
});

test("pictures in a directory are not readable by other system users", async () => {
  const root = join(scratch.path, "private");

  await createLocalMediaStore(root).put("ab12", Buffer.from("picture"), png);

  const found = await Promise.all(["", "ab", "ab/ab12"].map(name => stat(join(root, name))));
  expect(found.map(({ mode }) => mode & 0o077)).toEqual([0, 0, 0]);
});

test("a directory ignores partial files and deletes them with the picture", async () => {
  const root = join(scratch.path, "half");
  const store = createLocalMediaStore(root);
  const id = randomUUID();
  await mkdir(join(root, id.slice(0, 2)), { recursive: true });
  await writeFile(join(root, id.slice(0, 2), `${id}.part`), "ha");

  expect(await store.get(id)).toBeUndefined();
  await store.delete(id);

  expect(await readdir(join(root, id.slice(0, 2)))).toEqual([]);
});

test.each<[string, Partial<S3Options>, string]>([
  ["a wrong secret", { secretAccessKey: "guessed" }, "403"],
  ["an unknown access key", { accessKeyId: "NOBODY" }, "403"],
])("a bucket refuses %s, and the error contains its message but no secret", async (_what, changes, status) => {
  const store = createS3MediaStore(toOptions(changes));

  const refusals = await Promise.allSettled([store.put(randomUUID(), randomBytes(9), png), store.get(randomUUID())]);

  for (const refusal of refusals) {
    const { message } = (refusal as PromiseRejectedResult).reason as Error;
    expect(message).toContain(`responded ${status}`);
    expect(message).not.toContain("guessed");
  }
});

test("put fails if the bucket does not exist", async () => {
  const store = createS3MediaStore(toOptions({ url: s3.url.replace("pictures", "elsewhere") }));

  await expect(store.put(randomUUID(), randomBytes(9), png)).rejects.toThrow("no such bucket");
});

test("requests are signed for the region and include the hash of the body", async () => {
  const receiver = await startReceiver(res => void res.writeHead(200).end());
  onTestFinished(() => receiver.stop());
  const store = createS3MediaStore(toOptions({ url: `${receiver.url}/bucket`, accessKeyId: "KEY" }));

  await store.put("id", Buffer.from("hello"), png);

  const { path, headers } = receiver.received[0] ?? {};
  expect(path).toBe("/bucket/id");
  expect(headers?.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=KEY\/\d{8}\/eu-central-1\/s3\/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, /,
  );
  expect(headers?.["x-amz-content-sha256"]).toBe("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
  expect(headers?.["content-type"]).toBe(png);
});

test("requests are retried when the bucket fails temporarily", async () => {
  let failures = 2;
  const receiver = await startReceiver(res => void res.writeHead(failures-- > 0 ? 503 : 200).end());
  onTestFinished(() => receiver.stop());
  const store = createS3MediaStore(toOptions({ url: receiver.url }));

  await store.put("id", Buffer.from("hello"), png);

  expect(receiver.received.map(({ body }) => body)).toEqual(["hello", "hello", "hello"]);
});

test("redirects of a bucket are not followed", async () => {
  const receiver = await startReceiver(res => void res.writeHead(307, { location: "http://127.0.0.1:1/" }).end());
  onTestFinished(() => receiver.stop());

  await expect(createS3MediaStore(toOptions({ url: receiver.url })).get("id")).rejects.toThrow("responded 307");
});

const needed = {
  DATABASE_URL: "postgres://localhost/",
  REDIS_URL: "redis://localhost",
  SECRET_KEY: "5e".repeat(32),
};
const bucket = {
  MEDIA_S3_URL: "https://pictures.s3.example.com/",
  MEDIA_S3_ACCESS_KEY_ID: "KEY",
  MEDIA_S3_SECRET_ACCESS_KEY: "SECRET",
};

test("createMediaStore chooses the store from the configuration, or none", () => {
  const load = (env: Record<string, string>) => createMediaStore(loadManagementConfig({ ...needed, ...env }).media);

  expect(load({})).toBeUndefined();
  expect(load({ MEDIA_DIR: "/media" })).toBeDefined();
  expect(load(bucket)).toBeDefined();
  expect(load({ ...bucket, MEDIA_DIR: "/media" })).toBeDefined();
});

test.each<[string, Record<string, string>]>([
  ["MEDIA_S3_SECRET_ACCESS_KEY", { ...bucket, MEDIA_S3_SECRET_ACCESS_KEY: "" }],
  ["MEDIA_S3_URL", { ...bucket, MEDIA_S3_URL: "" }],
  ["MEDIA_S3_URL: must be the URL of a bucket", { ...bucket, MEDIA_S3_URL: "https://KEY:SECRET@s3.example.com/b" }],
])("loadManagementConfig refuses an incomplete or wrong bucket, naming %s", (named, env) => {
  expect(() => loadManagementConfig({ ...needed, ...env })).toThrow(named);
});
