import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { workspacesOfAccount } from "../access/index.ts";
import { failOldDeliveries } from "./delivery-store.ts";

const ownedBy = (userId: string) => sql`workspace_id in ${workspacesOfAccount(userId)}`;

/** Also those that the account added elsewhere, until a member enables them again. @param reason shown to the owner */
export async function disableWebhooks(tx: Db, userId: string, reason: string): Promise<void> {
  await sql`
    update webhooks set is_active = false, is_suspended = false, disabled_reason = ${reason}, updated_at = now()
    where (${ownedBy(userId)} or created_by = ${userId}::uuid) and (is_active or is_suspended)`.execute(tx);
}

/** Until `resumeWebhooks`, after which events of the meantime are not delivered. */
export async function suspendWebhooks(tx: Db, userId: string): Promise<void> {
  await sql`
    update webhooks set is_active = false, is_suspended = true, disabled_reason = 'The account is disabled', updated_at = now()
    where ${ownedBy(userId)} and is_active`.execute(tx);
}

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

/** For all accounts. @param pattern a Postgres regular expression for the URLs */
export async function disableWebhooksTo(tx: Db, pattern: string, reason: string): Promise<void> {
  await sql`
    update webhooks set is_active = false, is_suspended = false, disabled_reason = ${reason}, updated_at = now()
    where url ~ ${pattern} and (is_active or is_suspended)`.execute(tx);
}
