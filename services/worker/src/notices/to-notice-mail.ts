import { toShortUrl } from "@shunt/contracts/links";
import { toMailTexts } from "@shunt/pages/mails";
import type { Mail } from "@shunt/runtime/outbound";
import type { ClaimedNotice } from "./notice-store.ts";

const maxNamed = 50;

/** @param notices of one owner, at least one */
export function toNoticeMail(notices: readonly ClaimedNotice[], baseUrl: string, appUrl: string): Mail {
  const [{ email, language, mailId }] = notices as [ClaimedNotice];
  const named = notices.slice(0, maxNamed).map(({ kind, code, host, targetUrl, reason }) => ({
    kind,
    shortUrl: toShortUrl(code, host, baseUrl),
    targetUrl,
    reason,
  }));
  return {
    to: email,
    ...toMailTexts(language).linksRestricted({ appUrl, count: notices.length, named }),
    messageId: `<${mailId}@${new URL(appUrl).hostname}>`,
  };
}
