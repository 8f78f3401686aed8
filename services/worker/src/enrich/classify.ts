import { abortedPurpose } from "@shunt/contracts";
import { findBotMatch } from "isbot";
import { clientNameOf } from "./client-name.ts";
import { storable } from "./storable.ts";

export type ClickClass = "human" | "bot" | "preview" | "prefetch" | "suspect";

export interface Classification {
  class: ClickClass;
  /** What gave it away; null for an ordinary person. */
  reason: string | null;
}

/**
 * Services that fetch a link to show what is behind it, where somebody has written it. Snapchat's is named in full: the
 * bare word also stands in the agent of people who follow a link within the app.
 */
const previewAgents =
  /facebookexternalhit|facebot|slackbot|slack-imgproxy|twitterbot|whatsapp|telegrambot|discordbot|linkedinbot|skypeuripreview|mastodon|pleroma|iframely|embedly|snap url preview|redditbot|pinterestbot|vkshare|viber|bluesky cardyb|microsoftpreview|google-inspectiontool|linkexpanding/i;

/**
 * Tells people from machines. Everything is stored with its class; the numbers show people only.
 *
 * @param purpose what the browser says the request is for (`Sec-Purpose` and its forerunners).
 */
export function classify(userAgent: string, purpose: string): Classification {
  if (purpose === abortedPurpose) return { class: "suspect", reason: "hung up" };
  const prefetch = /prefetch|prerender|preview/i.exec(purpose)?.[0];
  if (prefetch) return { class: "prefetch", reason: prefetch.toLowerCase() };
  const preview = previewAgents.exec(userAgent)?.[0];
  if (preview) return { class: "preview", reason: preview.toLowerCase() };
  // Nobody crawls with these: somebody has pointed them at this very link.
  if (userAgent === "" || clientNameOf(userAgent)) return { class: "human", reason: "client" };
  const bot = findBotMatch(userAgent);
  return bot === null ? { class: "human", reason: null } : { class: "bot", reason: toProduct(userAgent, bot) };
}

/** The product that a part of the agent belongs to: `googlebot` rather than `bot`. */
function toProduct(userAgent: string, part: string): string {
  const wanted = part.toLowerCase();
  const words = userAgent.toLowerCase().split(/[^\w.-]+/);
  return storable(words.find(word => word.includes(wanted)) ?? wanted, 50);
}
