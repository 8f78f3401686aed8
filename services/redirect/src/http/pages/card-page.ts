import type { LinkCard } from "@shunt/contracts/links";
import { type Look, type Page, renderPage } from "@shunt/pages";
import { type Html, html } from "@shunt/runtime";

export interface CardPage {
  shortUrl: string;
  /** Null for a link without a card of its own, whose destination is not shown. */
  card: LinkCard | null;
}

/**
 * The card of a link for crawlers that preview it (https://ogp.me). Its URL is the short one: crawlers would read the
 * destination's card if it were another.
 */
export function renderCardPage(look: Look, { shortUrl, card }: CardPage): Page {
  const title = card?.title ?? look.messages.card.title;
  const meta = [
    property("og:title", title),
    ...optional("og:description", card?.description),
    property("og:url", shortUrl),
    property("og:type", "website"),
    ...optional("og:image", card?.image_url),
    ...optional("og:image:width", card?.image_url && card.image_width),
    ...optional("og:image:height", card?.image_url && card.image_height),
    named("twitter:card", card?.image_url ? "summary_large_image" : "summary"),
    named("twitter:title", title),
    ...(card?.description ? [named("twitter:description", card.description)] : []),
    ...(card?.image_url ? [named("twitter:image", card.image_url)] : []),
    ...(card?.description ? [named("description", card.description)] : []),
  ];
  const text = card?.description ? html`<p>${card.description}</p>\n` : html``;
  const content = html`<h1>${title}</h1>
${text}<p><a href="${shortUrl}">${shortUrl}</a></p>`;
  return renderPage(look, { title, content, meta: html`${meta}` });
}

function optional(name: string, content: string | number | null | undefined): Html[] {
  return content ? [property(name, String(content))] : [];
}

function property(name: string, content: string): Html {
  return html`<meta property="${name}" content="${content}">\n`;
}

function named(name: string, content: string): Html {
  return html`<meta name="${name}" content="${content}">\n`;
}
