import { toShortUrl } from "@shunt/contracts/links";
import type { Mail } from "@shunt/runtime/outbound";
import type { ClaimedNotice } from "./notice-store.ts";

const maxListed = 50;

const effects = {
  blocked: "blocked: visitors get an error page instead of the destination",
  unsafe: "marked as unsafe: visitors get a warning before the destination",
};

/** @param notices of one owner, at least one */
export function toNoticeMail(notices: readonly ClaimedNotice[], baseUrl: string, appUrl: string): Mail {
  const [first] = notices as [ClaimedNotice];
  const one = `Your link ${toUrl(first, baseUrl)} was ${first.kind === "blocked" ? "blocked" : "marked as unsafe"}`;
  const listed = notices.slice(0, maxListed).map(notice => toEntry(notice, baseUrl));
  const more = notices.length - listed.length;
  return {
    to: first.email,
    subject: notices.length === 1 ? one : `${notices.length} of your links were blocked or marked as unsafe`,
    text: `An administrator or a list of harmful pages has restricted links of your account at ${appUrl}.

${listed.join("\n")}${more > 0 ? `\n… and ${more} more. The API shows all: \`is_blocked\`, \`is_unsafe\` and the reasons.\n` : ""}
Nothing was deleted. If you think that this is a mistake, contact an administrator of this service.
`,
    messageId: `<${first.mailId}@${new URL(appUrl).hostname}>`,
  };
}

function toEntry(notice: ClaimedNotice, baseUrl: string): string {
  return `${toUrl(notice, baseUrl)}
  leads to ${notice.targetUrl}
  ${effects[notice.kind]}
  Reason: ${notice.reason ?? "not given"}
`;
}

function toUrl({ code, host }: ClaimedNotice, baseUrl: string): string {
  return toShortUrl(code, host, baseUrl);
}
