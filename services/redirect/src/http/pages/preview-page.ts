import { type Look, type Page, renderPage } from "@shunt/pages";
import { html } from "@shunt/runtime";
import type { LinkFacts } from "../../links/link-facts.ts";

export interface PreviewPage {
  shortUrl: string;
  /** Null if it depends on the visitor. */
  destination: string | null;
  facts: Pick<LinkFacts, "title" | "createdAt" | "destinationChangedAt">;
  /** Time of the visit in milliseconds since the epoch. */
  at: number;
  /** Page with the form for reports. */
  reportUrl: string;
}

/** Time for which a change of the destination is marked as recent (ms). */
const recentMs = 30 * 24 * 60 * 60_000;

/** Control and format characters, but not the joiner inside emoji. */
const unseen = /[^\P{C}\u200d]/u;

/** Shows where a link leads. */
export function renderPreviewPage(look: Look, { shortUrl, destination, facts, at, reportUrl }: PreviewPage): Page {
  const { preview } = look.messages;
  const dateOf = (date: Date) =>
    html`<time datetime="${date.toISOString()}">${date.toLocaleDateString(look.language, { dateStyle: "long", timeZone: "UTC" })}</time>`;
  const title = facts.title === null ? html`` : html`<dt>${preview.name}</dt><dd><bdi>${facts.title}</bdi></dd>\n`;
  const target = destination === null ? html`${preview.varies}` : html`<bdi class="url">${destination}</bdi>`;
  const changed =
    facts.destinationChangedAt === null
      ? html``
      : html`<dt>${preview.changed}</dt><dd${isRecent(facts.destinationChangedAt, at) ? html` class="alert"` : html``}>${dateOf(facts.destinationChangedAt)}</dd>\n`;
  const content = html`<h1>${preview.title}</h1>
<p>${preview.text}</p>
<dl>
<dt>${preview.shortUrl}</dt><dd><bdi>${toReadable(shortUrl)}</bdi></dd>
<dt>${preview.destination}</dt><dd>${target}</dd>
${title}<dt>${preview.created}</dt><dd>${dateOf(facts.createdAt)}</dd>
${changed}</dl>
<a class="button" href="${destination ?? shortUrl}" rel="noreferrer">${preview.submit}</a>
<p class="aside"><a href="${reportUrl}" rel="noreferrer">${look.messages.report.link}</a></p>`;
  return renderPage(look, { title: preview.title, content });
}

/** As people see and type it, such as with an emoji. Characters that cannot be seen stay encoded. */
function toReadable(url: string): string {
  try {
    const readable = decodeURI(url);
    return unseen.test(readable) ? url : readable;
  } catch {
    return url;
  }
}

function isRecent(changedAt: Date, at: number): boolean {
  return at - changedAt.getTime() < recentMs;
}
