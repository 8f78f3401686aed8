import type { Db } from "@shunt/db";
import { createLockBox } from "./seal-lock.ts";

const pageSize = 1_000;

/** Reseals with the first secret, so that the others can be removed. Safe to run in several processes at once. */
export async function resealLockKeys(db: Db, secrets: readonly string[]): Promise<void> {
  const [current, any] = [createLockBox(secrets.slice(0, 1)), createLockBox(secrets)];
  for await (const { linkId, sealedKey } of readKeys(db)) {
    const key = current.open(sealedKey) === undefined ? any.open(sealedKey) : undefined;
    if (key === undefined) continue;
    await db
      .updateTable("link_locks")
      .set({ sealed_key: current.seal(key) })
      .where("link_id", "=", linkId)
      // Skip it if the password has changed meanwhile.
      .where("sealed_key", "=", sealedKey)
      .execute();
  }
}

/** Counts the keys of locks, and those that no value of `SECRET_KEY` opens. */
export async function countLockKeys(
  db: Db,
  secrets: readonly string[],
): Promise<{ sealed: number; unreadable: number }> {
  const box = createLockBox(secrets);
  const count = { sealed: 0, unreadable: 0 };
  for await (const { sealedKey } of readKeys(db)) {
    count.sealed += 1;
    if (box.open(sealedKey) === undefined) count.unreadable += 1;
  }
  return count;
}

async function* readKeys(db: Db) {
  let query = db.selectFrom("link_locks").select(["link_id as linkId", "sealed_key as sealedKey"]);
  const firstPage = query.orderBy("link_id").limit(pageSize);
  for (let page = await firstPage.execute(); page.length > 0; page = await query.execute()) {
    yield* page;
    query = firstPage.where("link_id", ">", page.at(-1)?.linkId ?? "");
  }
}
