import { randomUUID } from "node:crypto";
import type { WebhookEvent } from "@shunt/contracts/webhooks";
import { type Db, insertWebhookEvents } from "@shunt/db";
import { createWebhookSecretBox } from "@shunt/runtime";
import { v7 as uuidv7 } from "uuid";

export const testSecrets = createWebhookSecretBox(["5e".repeat(32)]);

export interface TestWebhook {
  id: string;
  workspaceId: string;
  secret: string;
  email: string;
}

/** Inserts a webhook, by default in a new workspace. */
export async function insertTestWebhook(
  db: Db,
  given: { url?: string; events?: string[]; workspaceId?: string } = {},
): Promise<TestWebhook> {
  const [id, userId] = [uuidv7(), uuidv7()];
  const email = `${userId}@example.com`;
  const secret = `whsec_${Buffer.from(randomUUID()).toString("base64")}`;
  await db.insertInto("users").values({ id: userId, email, full_name: null, password_hash: "" }).execute();
  const workspaceId = given.workspaceId ?? userId;
  if (given.workspaceId === undefined)
    await db.insertInto("workspaces").values({ id: userId, name: "", personal_user_id: userId }).execute();
  await db
    .insertInto("webhooks")
    .values({
      id,
      workspace_id: workspaceId,
      url: given.url ?? "http://hooks.example/",
      description: null,
      events: given.events ?? ["link.created"],
      secret_sealed: testSecrets.seal(secret),
      created_by: userId,
    })
    .execute();
  return { id, workspaceId, secret, email };
}

/** Returns a `link.created` event whose `data` holds only what the test needs. */
export function aLinkCreated(workspaceId: string, data: object = {}, onceKey?: string): WebhookEvent {
  const type = "link.created";
  return { workspaceId, type, payload: { type, data } as WebhookEvent<typeof type>["payload"], onceKey };
}

/** Emits `link.created` several times. Returns the ids of the stored events, oldest first. */
export async function emitTestEvents(db: Db, workspaceId: string, times = 1, data: object = {}): Promise<string[]> {
  const before = uuidv7();
  await insertWebhookEvents(
    db,
    Array.from({ length: times }, () => aLinkCreated(workspaceId, data)),
  );
  const rows = await db.selectFrom("webhook_events").select("id").where("id", ">", before).orderBy("id").execute();
  return rows.map(({ id }) => id);
}
