import type { Db } from "@shunt/db";
import type { Logger } from "@shunt/runtime";
import type { Mailer } from "@shunt/runtime/outbound";
import { claimNotices, postponeNotices, settleNotices } from "./notice-store.ts";
import { toNoticeMail } from "./to-notice-mail.ts";

const minuteMs = 60_000;
const maxPauseMs = 6 * 60 * minuteMs;
/** About four days. */
const maxAttempts = 24;

export interface NoticeDeps {
  db: Db;
  mailer: Mailer;
  baseUrl: string;
  appUrl: string;
  log: Logger;
}

/**
 * Sends due mails to owners of restricted links; any number of workers may. A mail that fails is sent again later, with the same
 * `Message-ID`.
 *
 * @param stopping ends it after the current mail
 */
export async function mailNotices(deps: NoticeDeps, stopping?: AbortSignal): Promise<void> {
  while (!stopping?.aborted && (await mailOne(deps)));
}

/** Returns whether there was one. */
async function mailOne({ db, mailer, baseUrl, appUrl, log }: NoticeDeps): Promise<boolean> {
  const notices = await claimNotices(db);
  const [first] = notices;
  if (!first) return false;
  const ids = notices.map(({ id }) => id);
  try {
    await mailer.send(toNoticeMail(notices, baseUrl, appUrl));
  } catch (err) {
    const isLast = first.attempts >= maxAttempts;
    log.error({ err, mail: first.mailId, isLast }, "owner of links not mailed");
    if (!isLast) {
      await postponeNotices(db, ids, Math.min(minuteMs * 2 ** first.attempts, maxPauseMs));
      return true;
    }
  }
  await settleNotices(db, ids);
  return true;
}
