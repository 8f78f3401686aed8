import { toShortUrl } from "@shunt/contracts/links";
import { toMailTexts } from "@shunt/pages/mails";
import type { Mail } from "@shunt/runtime/outbound";
import type { ClaimedNotice } from "./notice-store.ts";

const maxNamed = 50;

/** @param notices of one owner, at least one */
export function toNoticeMail(notices: readonly ClaimedNotice[], baseUrl: string, appUrl: string): Mail {
  const [{ email, isVerified, language, mailId }] = notices as [ClaimedNotice];
  const named = notices.slice(0, maxNamed).map(({ kind, code, host, targetUrl, reason }) => ({
    kind,
    shortUrl: toShortUrl(code, host, baseUrl),
    targetUrl,
    reason,
  }));
  const texts = toMailTexts(language);
  return {
    to: email,
    ...(isVerified
      ? texts.linksRestricted({ appUrl, count: notices.length, named })
      : texts.unnamedLinksRestricted({ appUrl })),
    messageId: `<${mailId}@${new URL(appUrl).hostname}>`,
  };
}
