import { createDb, type Db } from "@shunt/db";
import { createLogger } from "@shunt/runtime";
import type { Mail } from "@shunt/runtime/outbound";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { insertTestLink, insertTestWorkspace } from "../testing/test-links.ts";
import { mailNotices } from "./mail-notices.ts";

let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 4, applicationName: "test" });
});
afterAll(() => db.destroy());
const sent: Mail[] = [];
let failure: Error | undefined;
afterEach(async () => {
  sent.length = 0;
  failure = undefined;
  await sql`truncate links cascade`.execute(db);
});

const run = () =>
  mailNotices({
    db,
    mailer: {
      send: async mail => {
        sent.push(mail);
        if (failure) throw failure;
      },
      stop: async () => {},
    },
    baseUrl: "https://sho.rt",
    appUrl: "https://app.example",
    log: createLogger("test", "silent"),
  });

async function aNotice(userId: string, kind: "blocked" | "unsafe", code: string, reason: string | null = null) {
  const link_id = await insertTestLink(db, { workspaceId: userId, targetUrl: `https://page.example/${code}`, code });
  const row = { id: crypto.randomUUID(), user_id: userId, link_id, kind, reason, due_at: new Date(0) };
  await db.insertInto("link_notices").values(row).execute();
}

async function anOwner({ isVerified = true } = {}): Promise<string> {
  const id = await insertTestWorkspace(db);
  await db.updateTable("users").set({ is_verified: isVerified }).where("id", "=", id).execute();
  return id;
}

test("a mail to an address that is not confirmed has nothing that the account has chosen", async () => {
  const ann = await anOwner({ isVerified: false });
  await aNotice(ann, "unsafe", "win-a-prize", "Phishing");
  await aNotice(ann, "blocked", "and-another");

  await run();

  expect(sent.map(({ to }) => to)).toEqual([`${ann}@example.com`]);
  expect(`${sent[0]?.subject} ${sent[0]?.text}`).not.toMatch(/prize|another|page\.example|sho\.rt|Phishing/);
});

test("each owner gets one mail with all restricted links, once", async () => {
  const [ann, bob] = [await anOwner(), await anOwner()];
  await aNotice(ann, "blocked", "one", "Phishing");
  await aNotice(ann, "unsafe", "two");
  await aNotice(bob, "unsafe", "three");

  await Promise.all([run(), run()]);
  await run();

  expect(sent).toHaveLength(2);
  const mail = sent.find(({ to }) => to === `${ann}@example.com`);
  expect(mail?.subject).toBe("2 of your links were blocked or marked as unsafe");
  expect(mail?.text).toMatch(
    /https:\/\/sho\.rt\/one\n {2}leads to https:\/\/page\.example\/one\n {2}blocked: .*\n {2}Reason: Phishing/,
  );
  expect(mail?.text).toMatch(/https:\/\/sho\.rt\/two\n.*\n {2}marked as unsafe: .*\n {2}Reason: not given/);
  expect(sent.find(({ to }) => to === `${bob}@example.com`)?.subject).toBe(
    "Your link https://sho.rt/three was marked as unsafe",
  );
});

test("a mail that fails is sent again later, unchanged", async () => {
  const ann = await anOwner();
  await aNotice(ann, "blocked", "one");
  failure = new Error("the mail server is down");
  await run();
  await run();
  expect(sent).toHaveLength(1);

  failure = undefined;
  await aNotice(ann, "blocked", "two");
  await db
    .updateTable("link_notices")
    .set({ due_at: new Date(0) })
    .execute();
  await run();

  expect(sent).toHaveLength(3);
  expect(sent.filter(({ messageId }) => messageId === sent[0]?.messageId)).toEqual([sent[0], sent[0]]);
});
