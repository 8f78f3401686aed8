import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { failOldDeliveries } from "./delivery-store.ts";

const ownedBy = (userId: string) =>
  sql`workspace_id = (select id from workspaces where personal_user_id = ${userId}::uuid)`;

/** Switches all webhooks of an account off, for the owner to switch on again. @param reason that the owner is shown */
export async function switchOffWebhooks(tx: Db, userId: string, reason: string): Promise<void> {
  await sql`
    update webhooks set is_active = false, is_suspended = false, disabled_reason = ${reason}, updated_at = now()
    where ${ownedBy(userId)} and (is_active or is_suspended)`.execute(tx);
}

/** Switches off what is on, until `resumeWebhooks`. No events are collected meanwhile. */
export async function suspendWebhooks(tx: Db, userId: string): Promise<void> {
  await sql`
    update webhooks set is_active = false, is_suspended = true, disabled_reason = 'The account is disabled', updated_at = now()
    where ${ownedBy(userId)} and is_active`.execute(tx);
}

/** Switches on what `suspendWebhooks` has switched off. */
export async function resumeWebhooks(tx: Db, userId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update webhooks set is_active = true, is_suspended = false, disabled_reason = null, failing_since = null,
      listening_since = now(), updated_at = now()
    where ${ownedBy(userId)} and is_suspended
    returning id`.execute(tx);
  await failOldDeliveries(
    tx,
    rows.map(({ id }) => id),
  );
}

/** Switches off webhooks of any account whose receiver is on a host, or below it. @param pattern of their URLs, as Postgres has them */
export async function switchOffWebhooksTo(tx: Db, pattern: string, reason: string): Promise<void> {
  await sql`
    update webhooks set is_active = false, is_suspended = false, disabled_reason = ${reason}, updated_at = now()
    where url ~ ${pattern} and (is_active or is_suspended)`.execute(tx);
}
