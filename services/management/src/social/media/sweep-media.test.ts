import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createDb, type Db } from "@shunt/db";
import { createLogger } from "@shunt/runtime";
import { makeScratchDirectory, waitFor } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aPicture, uploadPicture } from "../../testing/pictures.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";
import { createLocalMediaStore } from "./local-media-store.ts";
import type { MediaStore } from "./media-store.ts";
import { sweepMedia } from "./sweep-media.ts";

let api: TestApi;
let db: Db;
let scratch: Awaited<ReturnType<typeof makeScratchDirectory>>;
let store: MediaStore;
beforeAll(async () => {
  scratch = await makeScratchDirectory();
  store = createLocalMediaStore(scratch.path);
  api = await startTestApi({ MEDIA_DIR: scratch.path });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
  await scratch.remove();
});
beforeEach(() => sweepAll());

const sweep = (mediaStore = store) => sweepMedia({ db, mediaStore, log: createLogger("test", "silent") });

/** Sweeps as if all removals were due. */
async function sweepAll(): Promise<void> {
  await sql`update social.media_removals set due_at = now()`.execute(db);
  await sweep();
}

async function upload(token: string) {
  return uploadPicture(api, await aPicture().png().toBuffer(), { token });
}

async function uploadSome(count: number, token: string): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) ids.push((await upload(token)).body.media_id);
  return ids;
}

async function kept(): Promise<string[]> {
  const entries = await readdir(scratch.path, { recursive: true, withFileTypes: true });
  return entries.filter(entry => entry.isFile()).map(({ name }) => name);
}

const findRemovals = () => db.selectFrom("social.media_removals").select(["media_id", "due_at"]).execute();

const endAccount = (id: string) => sql`delete from users where id = ${id}`.execute(db);

test("sweepMedia deletes the bytes of deleted pictures and of deleted accounts, and no others", async () => {
  const [bob, eve] = await Promise.all([api.signUp(), api.signUp()]);
  const ids = [...(await uploadSome(2, bob.token)), ...(await uploadSome(1, eve.token))];
  await api.call("DELETE", `/api/v1/media/${ids[0]}`, { token: bob.token });
  await endAccount(eve.id);
  expect(await kept()).toEqual(expect.arrayContaining(ids));

  await sweep();

  const left = await kept();
  expect(ids.map(id => left.includes(id))).toEqual([false, true, false]);
  expect(await findRemovals()).toEqual([]);
});

test("sweepMedia retries failed deletions later without delaying others", async () => {
  const bob = await api.signUp();
  const ids = await uploadSome(3, bob.token);
  await endAccount(bob.id);

  await sweep({
    ...store,
    delete: async id => (id === ids[1] ? Promise.reject(new Error("not now")) : store.delete(id)),
  });

  const [note, ...others] = await findRemovals();
  expect([note?.media_id, others]).toEqual([ids[1], []]);
  expect(note?.due_at.getTime()).toBeGreaterThan(Date.now());
  await sweepAll();
  expect(await findRemovals()).toEqual([]);
});

test("concurrent sweeps delete each picture once", async () => {
  const bob = await api.signUp();
  const ids = await uploadSome(6, bob.token);
  await endAccount(bob.id);
  const deleted: string[] = [];
  const counting: MediaStore = {
    ...store,
    async delete(id) {
      deleted.push(id);
      await store.delete(id);
    },
  };

  await Promise.all([sweep(counting), sweep(counting)]);

  expect(deleted.sort()).toEqual(ids.sort());
});

test("bytes of an upload that fails in the database are deleted after the grace period", async () => {
  const { token } = await api.signUp();
  const before = await kept();
  await sql`alter table social.media add constraint refuse_all check (false) not valid`.execute(db);

  const { status } = await upload(token);

  await sql`alter table social.media drop constraint refuse_all`.execute(db);
  expect(status).toBe(500);
  await sweep();
  expect(await kept()).toHaveLength(before.length + 1);
  await sweepAll();
  expect((await kept()).sort()).toEqual(before.sort());
});

test("an upload fails if its bytes were swept before it finished", async () => {
  const { token, id } = await api.signUp();
  const { uploading } = await db.transaction().execute(async tx => {
    // The step after storing the bytes waits for this.
    await sql`lock table social.media in access exclusive mode`.execute(tx);
    const before = (await kept()).length;
    const running = upload(token);
    await waitFor(async () => (await kept()).filter(name => !name.endsWith(".part")).length > before, {
      what: "the bytes",
    });
    await sweepAll();
    return { uploading: running };
  });

  const { status, body } = await uploading;

  expect([status, body.code]).toEqual([503, "unavailable"]);
  expect(await db.selectFrom("social.media").select("id").where("owner_id", "=", id).execute()).toEqual([]);
});

test("an upload that cannot be stored leaves no row and does not affect the next one", async () => {
  const place = join(scratch.path, "file");
  const other = await startTestApi({ MEDIA_DIR: place, DATABASE_URL: api.databaseUrl });
  try {
    const { token, id } = await other.signUp();
    const picture = await aPicture().png().toBuffer();
    await writeFile(place, "in the way");

    const refused = await uploadPicture(other, picture, { token });

    expect([refused.status, refused.body.code]).toEqual([503, "unavailable"]);
    const rows = await db.selectFrom("social.media").select("id").where("owner_id", "=", id).execute();
    expect(rows).toEqual([]);
    await rm(place);
    expect((await uploadPicture(other, picture, { token })).status).toBe(201);
  } finally {
    await other.stop();
  }
});
