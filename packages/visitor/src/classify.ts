import { clickColumns, type Purpose } from "@shunt/contracts/clicks";
import { toStorable } from "@shunt/contracts/values";
import { findBotEvidence } from "./bot-evidence.ts";
import { clientNameOf } from "./client-name.ts";
import { memoize } from "./memoize.ts";

export type ClickClass = "human" | "bot" | "preview" | "prefetch" | "suspect";

export interface Classification {
  class: ClickClass;
  /** What gave it away; null for an ordinary person. */
  reason: string | null;
}

/**
 * Services that fetch a link to show what is behind it, where a message or a post has it. Those of Snapchat and Viber are
 * named in full: the bare word also stands in the agent of people who follow a link within the app.
 */
const previewAgents =
  /facebookexternalhit|facebot|slackbot|slack-imgproxy|twitterbot|^whatsapp|telegrambot|discordbot|linkedinbot|skypeuripreview|mastodon|pleroma|iframely|embedly|snap url preview|redditbot|pinterestbot|vkshare|^viber|bluesky cardyb|microsoftpreview|google-inspectiontool|linkexpanding/i;

/**
 * Office programs ask for a link in a document themselves, to learn whether it leads to a document as well, before they
 * leave it to the browser.
 */
const officeAgents =
  /\bms-office\b|^microsoft(?: |%20)(?:office|outlook|excel|word|powerpoint|onenote|access|data access)\b|(?:existence|protocol) discovery|microsoft-webdav|^(?:outlook|excel|word|powerpoint)\/|^libreoffice/i;

const person: Classification = { class: "human", reason: null };
const maxMemoized = 2_000;

/** Tells people from machines, by what a click says of itself. Everything is stored with its class; the numbers show people only. */
export type Classify = (userAgent: string, purpose: Pick<Purpose, "isAborted" | "ahead">) => Classification;

export function createClassifier(): Classify {
  const classifyAgent = memoize(toClassification, maxMemoized);
  return (userAgent, { isAborted, ahead }) => {
    if (isAborted) return { class: "suspect", reason: "hung up" };
    if (ahead !== undefined) return { class: "prefetch", reason: ahead };
    return classifyAgent(userAgent.slice(0, clickColumns.userAgent.maxLength));
  };
}

function toClassification(userAgent: string): Classification {
  const preview = previewAgents.exec(userAgent)?.[0];
  if (preview) return { class: "preview", reason: preview.toLowerCase() };
  if (officeAgents.test(userAgent)) return { class: "prefetch", reason: "ms-office" };
  // Nobody crawls with these: a person has pointed them at this very link.
  if (userAgent === "" || clientNameOf(userAgent)) return { class: "human", reason: "client" };
  const bot = findBotEvidence(userAgent);
  return bot === undefined ? person : { class: "bot", reason: toProduct(userAgent, bot) };
}

/** The product that a part of the agent belongs to: `googlebot` rather than `bot`. */
function toProduct(userAgent: string, part: string): string {
  const wanted = part.toLowerCase();
  const words = userAgent.toLowerCase().split(/[^\w.-]+/);
  return toStorable(words.find(word => word.includes(wanted)) ?? wanted, 50);
}
