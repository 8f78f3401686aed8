import { defaultHost, Problem } from "@shunt/contracts";
import { writeAudit } from "../audit/write-audit.ts";
import type { Caller } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { announceChanges, insertOutboxRows } from "../links/cache-outbox.ts";
import { unblockAddress as unblock } from "./blocked-address-store.ts";

/** Lets links have a short URL again that was blocked with a link that is gone. @throws Problem "address-not-blocked" */
export async function unblockAddress(
  context: Context,
  actor: Caller,
  { code, host = defaultHost }: { code: string; host: string | undefined },
): Promise<void> {
  const { announcements, outbox } = await context.db.transaction().execute(async tx => {
    const changes = await unblock(tx, host, code);
    if (!changes) throw new Problem("address-not-blocked");
    await writeAudit(tx, { actor, action: "address.unblocked", details: { code, host } });
    const told = changes.map(change => ({ change, link: undefined }));
    return { announcements: told, outbox: await insertOutboxRows(tx, told) };
  });
  await announceChanges(context, outbox, announcements);
}
