import { noticeRecipients } from "@shunt/db";
import { type ReleaseCause, toMailTexts } from "@shunt/pages/mails";
import { sql } from "kysely";
import type { DomainsDeps } from "../deps.ts";
import type { ReleasedDomain } from "./release-domain.ts";

/** Mails the owners of the workspace that lost a domain, in the background. */
export function notifyOfRelease(
  { db, mailer, background, config: { appUrl } }: DomainsDeps,
  { workspaceId, host, links }: ReleasedDomain,
  cause: ReleaseCause,
): void {
  background.run("released domain mail", async () => {
    const recipients = noticeRecipients({
      kind: "domain",
      verb: "edit",
      workspaceId: sql`${workspaceId}::uuid`,
      creatorId: sql`null::uuid`,
    });
    const { rows } = await sql<{ email: string; language: string | null }>`
      select email, language from ${recipients}`.execute(db);
    for (const { email, language } of rows)
      await mailer.send({ to: email, ...toMailTexts(language).domainReleased({ appUrl, host, links, cause }) });
  });
}
