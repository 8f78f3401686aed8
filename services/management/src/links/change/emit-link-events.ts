import { type LinkEventType, webhookEvent } from "@shunt/contracts/webhooks";
import { type Db, insertWebhookEvents } from "@shunt/db";
import type { LinksDeps } from "../deps.ts";
import type { LinkRecord } from "../link-record.ts";
import { toLinkBody } from "../to-link-body.ts";

export async function emitLinkEvents(
  tx: Db,
  { config }: Pick<LinksDeps, "config">,
  type: LinkEventType,
  links: readonly LinkRecord[],
): Promise<void> {
  const at = new Date();
  await insertWebhookEvents(
    tx,
    links.map(link => webhookEvent(type, link.workspaceId, toLinkBody(link, config.baseUrl), { at })),
  );
}
