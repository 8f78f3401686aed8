import { clickColumns, noPurpose, parsePurpose } from "@shunt/contracts/clicks";
import { findSlowText } from "@shunt/testing";
import { expect, test } from "vitest";
import { createClassifier } from "./classify.ts";
import { toLanguage } from "./language.ts";
import { toReferrerHost } from "./referrer.ts";
import { createAgentReader } from "./user-agent.ts";

const classify = createClassifier();
const readAgent = createAgentReader();
const { userAgent, purpose, referrer, language } = clickColumns;

/** Parsers of visitors' headers, up to their recorded length, with words that they search for. */
test.each<[string, (text: string) => unknown, string[]]>([
  [
    "classify, an agent",
    text => classify(text.slice(0, userAgent.maxLength), noPurpose),
    ["Mozilla/5.0 ", "bot", "http://", ".com", "version/"],
  ],
  ["parsePurpose", text => parsePurpose(text.slice(0, purpose.maxLength)), ["prefetch", "; "]],
  [
    "readAgent",
    text => readAgent(text.slice(0, userAgent.maxLength)),
    ["Mozilla/5.0 (", "Android 9; ", "Build/", "Chrome/", "tv "],
  ],
  ["toReferrerHost", text => toReferrerHost(text.slice(0, referrer.maxLength)), ["https://", "www.", "l."]],
  ["toLanguage", text => toLanguage(text.slice(0, language.maxLength)), ["en-", ";q=", "0."]],
])("%s takes bounded time on hostile text", (_what, run, words) => {
  expect(findSlowText(run, { words, beginnings: words })).toBeUndefined();
});
