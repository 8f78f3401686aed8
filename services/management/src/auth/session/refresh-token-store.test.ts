import { randomUUID } from "node:crypto";
import { createDb, type Db } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { consumeRefreshToken, insertRefreshToken, revokeFamilyOf } from "./refresh-token-store.ts";
import { upsertSession } from "./session-store.ts";
import { createSecret, hashSecret } from "./tokens.ts";

const graceMs = 30_000;
const expiresAt = new Date(Date.now() + 60 * 60_000);
const userId = randomUUID();

let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 4, applicationName: "test" });
  await db
    .insertInto("users")
    .values({ id: userId, email: "ann@example.com", full_name: null, password_hash: "" })
    .execute();
});
afterAll(() => db.destroy());

/** A session with its tokens, the oldest first, as clients see it. */
async function aSession() {
  const familyId = randomUUID();
  await upsertSession(db, { id: familyId, userId, userAgent: "", expiresAt });
  const tokens: string[] = [];
  const issue = async (tx: Db) => {
    const token = createSecret();
    await insertRefreshToken(tx, { familyId, userId, tokenHash: hashSecret(token), expiresAt });
    tokens.push(token);
  };
  await issue(db);
  return {
    tokens,
    /** As `refreshTokens` does. */
    async present(token: string): Promise<boolean> {
      const tokenHash = hashSecret(token);
      const isValid = await db.transaction().execute(async tx => {
        const family = await consumeRefreshToken(tx, tokenHash);
        if (family) await issue(tx);
        return family !== undefined;
      });
      if (!isValid) await revokeFamilyOf(db, tokenHash);
      return isValid;
    },
    wait: (ms: number) =>
      sql`update refresh_tokens set used_at = used_at - make_interval(secs => ${ms / 1_000}) where family_id = ${familyId}`.execute(
        db,
      ),
    async countUnused() {
      const { rows } = await sql`
        select from refresh_tokens where family_id = ${familyId} and used_at is null and revoked_at is null`.execute(
        db,
      );
      return rows.length;
    },
  };
}

/** The rule, without a database. */
class Model {
  private isAlive = true;
  private now = 0;
  private readonly usedAt: (number | undefined)[] = [undefined];

  wait(ms: number): void {
    this.now += ms;
  }

  present(i: number): boolean {
    const usedAt = this.usedAt[i];
    if (!this.isAlive || (usedAt !== undefined && this.now - usedAt >= graceMs)) {
      this.isAlive = false;
      return false;
    }
    if (usedAt === undefined)
      for (const [j, each] of this.usedAt.entries()) if (each === undefined) this.usedAt[j] = this.now;
    this.usedAt.push(undefined);
    return true;
  }
}

/** A token is chosen by its age: 0 is the newest. */
const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ token: fc.nat(2) }) },
    { weight: 2, arbitrary: fc.record({ waitMs: fc.constantFrom(10_000, 40_000) }) },
  ),
  { minLength: 6, maxLength: 12 },
);

test("consumeRefreshToken accepts unused tokens, and used ones for 30 s, until a late reuse ends the session", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async taken => {
      const session = await aSession();
      const model = new Model();
      for (const step of taken) {
        if ("waitMs" in step) {
          await session.wait(step.waitMs);
          model.wait(step.waitMs);
          continue;
        }
        const i = Math.max(0, session.tokens.length - 1 - step.token);
        expect(await session.present(session.tokens[i] ?? "")).toBe(model.present(i));
      }
    }),
    { numRuns: 100 },
  );
});

test("concurrent refreshes of sibling tokens all succeed, and the next refresh leaves one unused token", async () => {
  const session = await aSession();
  const first = session.tokens[0] ?? "";

  const once = await Promise.all([first, first, first].map(session.present));
  const siblings = session.tokens.slice(1);
  const twice = await Promise.all(siblings.map(session.present));
  await session.present(session.tokens.at(-1) ?? "");

  expect([...once, ...twice]).toEqual(Array(6).fill(true));
  expect(await session.countUnused()).toBe(1);
});
