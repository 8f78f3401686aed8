import { toEventBody, type WebhookEventType } from "@shunt/contracts";
import { type Db, insertWebhookEvents } from "@shunt/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { Context } from "../context.ts";
import type { LinkRecord } from "../links/link-record.ts";
import { toLinkBody } from "../links/to-link-body.ts";

type LinkEventType = Extract<WebhookEventType, "link.created" | "link.updated" | "link.deleted">;

/** Whether webhooks of each of the users hear of links that are made. */
export async function hearOfNewLinks(db: Db, userIds: readonly string[]): Promise<boolean[]> {
  const { rows } = await sql<{ userId: string }>`
    /* prepared hear-of-new-links */
    select distinct personal_user_id as "userId" from webhooks
    join workspaces on workspaces.id = workspace_id
    where personal_user_id = any(${userIds}::uuid[]) and is_active and 'link.created' = any(events)`.execute(db);
  const listening = new Set(rows.map(({ userId }) => userId));
  return userIds.map(userId => listening.has(userId));
}

/**
 * Notes for the webhooks what is being done to links, within the transaction that does it; to delete them, before they are gone.
 */
export async function tellOfLinks(
  tx: Db,
  { config }: Pick<Context, "config">,
  type: LinkEventType,
  links: readonly LinkRecord[],
): Promise<void> {
  const listening = await findListening(tx, type, [...new Set(links.map(({ workspaceId }) => workspaceId))]);
  const now = new Date();
  await insertWebhookEvents(
    tx,
    links
      .filter(({ workspaceId }) => listening.has(workspaceId))
      .map(link => ({
        id: uuidv7(),
        workspaceId: link.workspaceId,
        type,
        payload: toEventBody(type, now, toLinkBody(link, config.baseUrl)),
      })),
  );
}

/** Those of the workspaces in which somebody listens. */
async function findListening(
  tx: Db,
  type: LinkEventType,
  workspaceIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    /* prepared find-listening */
    select workspace_id as id from webhooks
    where workspace_id = any(${workspaceIds}::uuid[]) and is_active and ${type}::text = any(events)`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}
