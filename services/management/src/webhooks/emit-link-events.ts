import { type LinkEventType, webhookEvent } from "@shunt/contracts";
import { type Db, insertWebhookEvents } from "@shunt/db";
import type { Context } from "../context.ts";
import type { LinkRecord } from "../links/link-record.ts";
import { toLinkBody } from "../links/to-link-body.ts";

/** Emits an event for each link, in the transaction that creates, changes or deletes them. */
export async function emitLinkEvents(
  tx: Db,
  { config }: Pick<Context, "config">,
  type: LinkEventType,
  links: readonly LinkRecord[],
): Promise<void> {
  const at = new Date();
  await insertWebhookEvents(
    tx,
    links.map(link => webhookEvent(type, link.workspaceId, toLinkBody(link, config.baseUrl), { at })),
  );
}
