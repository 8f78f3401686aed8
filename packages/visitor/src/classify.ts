import { type ClickClass, clickColumns, type Purpose } from "@shunt/contracts/clicks";
import { toStorable } from "@shunt/contracts/values";
import { findBotEvidence } from "./bot-evidence.ts";
import { clientNameOf } from "./client-name.ts";
import { memoize } from "./memoize.ts";

export interface Classification {
  class: ClickClass;
  /** Why the click is in this class; null for ordinary visitors. */
  reason: string | null;
}

/**
 * Services that fetch a link to preview it in a message or post. The patterns of Snapchat and Viber are narrow, because
 * their in-app browsers send the bare name. Search engines are not among them: a card instead of the redirect would mislead
 * their users.
 */
const previewAgents =
  /facebookexternalhit|facebot|slackbot|slack-imgproxy|twitterbot|^whatsapp|telegrambot|discordbot|linkedinbot|skypeuripreview|mastodon|pleroma|iframely|embedly|snap url preview|redditbot|pinterestbot|vkshare|^viber|bluesky cardyb|microsoftpreview|linkexpanding|kakaotalk-scrap|rocket\.chat|misskey|akkoma|gotosocial|\blemmy\/|mattermost-bot|quora link preview|xing-contenttabreceiver/i;

/** Office programs request a link in a document to check whether it is a document too, then open the browser. */
const officeAgents =
  /\bms-office\b|^microsoft(?: |%20)(?:office|outlook|excel|word|powerpoint|onenote|access|data access)\b|(?:existence|protocol) discovery|microsoft-webdav|^(?:outlook|excel|word|powerpoint)\/|^libreoffice/i;

const ordinaryVisitor: Classification = { class: "human", reason: null };
const maxMemoized = 2_000;

/** Classifies a click by its headers. Clicks of every class are stored; analytics count humans only. */
export type Classify = (userAgent: string, purpose: Pick<Purpose, "isAborted" | "isPixel" | "ahead">) => Classification;

export function createClassifier(): Classify {
  const classifyAgent = memoize(toClassification, maxMemoized);
  return (userAgent, { isAborted, isPixel, ahead }) => {
    if (isPixel) return { class: "pixel", reason: null };
    if (isAborted) return { class: "suspect", reason: "hung up" };
    if (ahead !== undefined) return { class: "prefetch", reason: ahead };
    return classifyAgent(userAgent.slice(0, clickColumns.userAgent.maxLength));
  };
}

function toClassification(userAgent: string): Classification {
  const preview = previewAgents.exec(userAgent)?.[0];
  if (preview) return { class: "preview", reason: preview.toLowerCase() };
  if (officeAgents.test(userAgent)) return { class: "prefetch", reason: "ms-office" };
  // Crawlers do not send these agents: a person requested this link from a tool.
  if (userAgent === "" || clientNameOf(userAgent)) return { class: "human", reason: "client" };
  const bot = findBotEvidence(userAgent);
  return bot === undefined ? ordinaryVisitor : { class: "bot", reason: toProduct(userAgent, bot) };
}

/** The whole product token that contains a matched part: `googlebot` for `bot`. */
function toProduct(userAgent: string, part: string): string {
  const wanted = part.toLowerCase();
  const words = userAgent.toLowerCase().split(/[^\w.-]+/);
  return toStorable(words.find(word => word.includes(wanted)) ?? wanted, 50);
}
