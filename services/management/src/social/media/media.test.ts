import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { type Media, maxMediaBytes, pictureTypes } from "@shunt/contracts/social";
import { createDb, type Db } from "@shunt/db";
import { makeScratchDirectory, waitFor } from "@shunt/testing";
import { sql } from "kysely";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  aNoisyPicture,
  aPicture,
  formats,
  getPicture,
  typeOf,
  type UploadOptions,
  uploadPicture,
} from "../../testing/pictures.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";
import { createLocalMediaStore } from "./local-media-store.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
let api: TestApi;
let db: Db;
let scratch: Awaited<ReturnType<typeof makeScratchDirectory>>;
let ann: { token: string; id: string };
let adminToken: string;
beforeAll(async () => {
  scratch = await makeScratchDirectory();
  api = await startTestApi({
    MEDIA_DIR: scratch.path,
    MEDIA_QUOTA_MEGABYTES: "1",
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
  });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  ann = await api.signUp();
  const { access_token } = await waitFor(
    async () => {
      const { status, body } = await api.call("POST", "/api/v1/auth/login", { body: admin });
      return status === 200 && body;
    },
    { what: "the administrator" },
  );
  adminToken = access_token;
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
  await scratch.remove();
});

const get = (id: string, init?: RequestInit) => getPicture(api, id, init);

/** Uploads as Ann unless a token is given. */
function upload(body: Uint8Array<ArrayBuffer> | string, options: Partial<UploadOptions> = {}) {
  return uploadPicture(api, body, { token: ann.token, ...options });
}

async function refusalOf(body: Uint8Array<ArrayBuffer> | string, options?: Partial<UploadOptions>) {
  const answer = await upload(body, options);
  return [answer.status, answer.body.code, answer.body.detail];
}

test.each(formats)("POST /media accepts a %s, and GET serves it without a token", async name => {
  const sent = await aPicture(40, 30).toFormat(name).toBuffer();

  const { status, headers, body } = await upload(sent, { type: typeOf[name] });

  expect(status).toBe(201);
  expect(body).toEqual({
    media_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/),
    url: `http://localhost:8001/api/v1/media/${body.media_id}`,
    media_type: typeOf[name],
    bytes: expect.any(Number),
    width: 40,
    height: 30,
  });
  expect(headers.get("location")).toBe(`/api/v1/media/${body.media_id}`);
  const shown = await get(body.media_id);
  expect([shown.status, shown.body.length]).toEqual([200, body.bytes]);
  expect(await sharp(shown.body).metadata()).toMatchObject({ format: name, width: 40, height: 30 });
  const { data } = await sharp(shown.body).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  expect(Math.abs((data[0] ?? 0) - 200)).toBeLessThan(8);
});

test("GET /media/:id sends headers that make browsers treat the bytes as a picture only", async () => {
  const { body: media } = await upload(await aPicture().png().toBuffer());

  const { headers } = await get(media.media_id);

  expect(Object.fromEntries(headers)).toMatchObject({
    "content-type": "image/png",
    "content-length": String(media.bytes),
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": "public, max-age=3600, immutable",
    "content-disposition": `inline; filename="${media.media_id}.png"`,
    etag: `"${media.media_id}"`,
  });
});

test("GET /media/:id answers 304 for a matching ETag, and HEAD sends headers only", async () => {
  const { body: media } = await upload(await aPicture().png().toBuffer());

  // By default, fetch sends `Cache-Control: no-cache`, which always gets the whole picture.
  const cached = { "cache-control": "max-age=0" };

  const same = await get(media.media_id, { headers: { ...cached, "if-none-match": `"other", "${media.media_id}"` } });
  const other = await get(media.media_id, { headers: { ...cached, "if-none-match": '"other"' } });
  const head = await get(media.media_id, { method: "HEAD" });

  expect([same.status, same.body.length, same.headers.get("cache-control")]).toEqual([
    304,
    0,
    "public, max-age=3600, immutable",
  ]);
  expect([other.status, other.body.length]).toEqual([200, media.bytes]);
  expect([head.status, head.body.length, head.headers.get("content-length")]).toEqual([200, 0, String(media.bytes)]);
});

test("both paths of the API work the same", async () => {
  const { status, body } = await upload(await aPicture().png().toBuffer(), { path: "/api/media" });

  expect(status).toBe(201);
  expect((await fetch(`${api.url}/api/media/${body.media_id}`)).status).toBe(200);
  expect((await api.call("DELETE", `/api/media/${body.media_id}`, { token: ann.token })).status).toBe(204);
});

test.each<[number, string, string | undefined, string]>([
  [401, "not-authenticated", "", typeOf.png],
  [401, "invalid-token", "nobody's", typeOf.png],
  [415, "unsupported-media-type", undefined, "application/json"],
  [415, "unsupported-media-type", undefined, "image/svg+xml"],
  [415, "unsupported-media-type", undefined, "multipart/form-data; boundary=x"],
])("POST /media answers %i %s (token %j, %s)", async (status, code, token, type) => {
  const body = type === "application/json" ? "{}" : await aPicture().png().toBuffer();

  const refusal = await refusalOf(body as Buffer<ArrayBuffer>, { type, ...(token !== undefined && { token }) });

  expect(refusal.slice(0, 2)).toEqual([status, code]);
});

test("POST /media answers 422 to an empty body and 413 to more than 5 MB", async () => {
  const large = Buffer.concat([await aPicture().png().toBuffer(), Buffer.alloc(maxMediaBytes)]);

  expect((await upload("")).status).toBe(422);
  expect(await refusalOf(large)).toEqual([413, "body-too-large", expect.stringContaining(`${maxMediaBytes} bytes`)]);
});

test("POST /media refuses another user's id", async () => {
  const picture = await aPicture().png().toBuffer();

  expect((await upload(picture, { path: `/api/v1/media?user_id=${randomUUID()}` })).status).toBe(403);
  expect((await upload(picture, { path: `/api/v1/media?user_id=${ann.id}` })).status).toBe(201);
});

test("uploads without a token are refused before the body arrives", async () => {
  const answer = await new Promise<number | undefined>((resolve, reject) => {
    const sending = request(`${api.url}/api/v1/media`, {
      method: "POST",
      headers: { "content-type": typeOf.png, "content-length": 4_000_000, authorization: "Bearer nobody's" },
    });
    sending.once("response", res => {
      resolve(res.statusCode);
      sending.destroy();
    });
    sending.once("error", reject);
    sending.write("only a little");
  });

  expect(answer).toBe(401);
});

test("Idempotency-Key replays the same upload and refuses a different picture", async () => {
  const headers = { "idempotency-key": randomUUID() };
  const picture = await aPicture(31).png().toBuffer();
  const first = await upload(picture, { headers });

  const again = await upload(picture, { headers });
  const other = await upload(await aPicture(32).png().toBuffer(), { headers });

  expect(again.body).toEqual(first.body);
  expect([other.status, other.body.code]).toEqual([422, "idempotency-key-reused"]);
});

test("an account's maximum of concurrent uploads all succeed", async () => {
  const bob = await api.signUp();
  const pictures = await Promise.all(
    Array.from({ length: 9 }, (_, i) =>
      aPicture(10 + i)
        .png()
        .toBuffer(),
    ),
  );

  const answers = await Promise.all(pictures.map(picture => upload(picture, { token: bob.token })));

  expect(answers.map(({ body }) => body.width)).toEqual(pictures.map((_, i) => 10 + i));
});

test("clients that leave during an upload do not block others", async () => {
  const bob = await api.signUp();
  for (let i = 0; i < 12; i++) {
    const sending = request(`${api.url}/api/v1/media`, {
      method: "POST",
      headers: { "content-type": typeOf.png, "content-length": 4_000_000, authorization: `Bearer ${bob.token}` },
    });
    sending.once("error", () => {});
    await new Promise(resolve => sending.write("only a little", resolve));
    sending.destroy();
  }

  expect((await upload(await aPicture().png().toBuffer(), { token: bob.token })).status).toBe(201);
});

test("concurrent uploads cannot exceed an account's quota", async () => {
  const bob = await api.signUp();
  const picture = await aNoisyPicture(300).png().toBuffer();
  const { body: first } = await upload(picture, { token: bob.token });
  const room = Math.floor(1_048_576 / first.bytes);

  const answers = await Promise.all(Array.from({ length: room + 3 }, () => upload(picture, { token: bob.token })));

  const taken = answers.filter(({ status }) => status === 201);
  expect(taken).toHaveLength(room - 1);
  for (const { status, body } of answers.filter(each => !taken.includes(each)))
    expect([status, body.code]).toEqual([409, "media-quota-reached"]);
  await api.call("DELETE", `/api/v1/media/${first.media_id}`, { token: bob.token });
  expect((await upload(picture, { token: bob.token })).status).toBe(201);
});

test("only the owner and administrators can delete a picture", async () => {
  const [bob, mallory] = await Promise.all([api.signUp(), api.signUp()]);
  const pictures: Media[] = [];
  for (let i = 0; i < 2; i++)
    pictures.push((await upload(await aPicture().png().toBuffer(), { token: bob.token })).body);
  const remove = (index: number, token?: string) =>
    api.call("DELETE", `/api/v1/media/${pictures[index]?.media_id}`, { ...(token && { token }) });

  expect((await remove(0)).status).toBe(401);
  expect(await remove(0, mallory.token)).toMatchObject({ status: 404, body: { code: "media-not-found" } });
  expect((await remove(0, bob.token)).status).toBe(204);
  expect((await remove(0, bob.token)).status).toBe(404);
  expect((await remove(1, adminToken)).status).toBe(204);

  for (const { media_id } of pictures) expect((await get(media_id)).status).toBe(404);
  const { rows } = await sql`select subject_id from audit_log where action = 'media.deleted'`.execute(db);
  expect(rows).toEqual([{ subject_id: pictures[1]?.media_id }]);
});

test.each<[number, string]>([
  [404, randomUUID()],
  [422, "no-id"],
  [422, "..%2f..%2fetc%2fpasswd"],
])("GET /media/:id answers %i for %s", async (status, id) => {
  expect((await get(id)).status).toBe(status);
});

test("GET /media/:id answers 404 if the bytes are missing", async () => {
  const { body: media } = await upload(await aPicture().png().toBuffer());
  await createLocalMediaStore(scratch.path).delete(media.media_id);

  const { status, headers } = await get(media.media_id);

  expect([status, headers.get("content-type"), headers.get("cache-control")]).toEqual([
    404,
    "application/problem+json; charset=utf-8",
    "no-store",
  ]);
});

test("POST /media explains that the server stores no pictures", async () => {
  const without = await startTestApi();
  try {
    const { token } = await without.signUp();

    const { status, body } = await uploadPicture(without, await aPicture().png().toBuffer(), { token });

    expect([status, body.code, body.detail]).toEqual([
      422,
      "media-refused",
      "This server does not store pictures. Publish it elsewhere and set its URL as the post's media",
    ]);
  } finally {
    await without.stop();
  }
});

test("a post stays without its picture when the picture is deleted", async () => {
  const { body: media } = await upload(await aPicture().png().toBuffer());
  const id = randomUUID();
  await db
    .insertInto("social.posts")
    .values({ id, author_id: ann.id, content: "look", media_id: media.media_id, visibility: "public" })
    .execute();

  await api.call("DELETE", `/api/v1/media/${media.media_id}`, { token: ann.token });

  const post = await db.selectFrom("social.posts").select(["content", "media_id"]).where("id", "=", id).execute();
  expect(post).toEqual([{ content: "look", media_id: null }]);
});

test("the OpenAPI document lists each accepted and served picture type", async () => {
  const { body } = await api.call("GET", "/openapi.json");

  const { post } = body.paths["/api/v1/media"];
  const { get: shown } = body.paths["/api/v1/media/{media_id}"];
  expect(Object.keys(post.requestBody.content)).toEqual([...pictureTypes]);
  expect(Object.keys(shown.responses[200].content)).toEqual([...pictureTypes]);
});
