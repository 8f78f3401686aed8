import { clickFieldLimits } from "@shunt/contracts";
import { findSlowText } from "@shunt/testing";
import { expect, test } from "vitest";
import { createClassifier } from "./classify.ts";
import { toLanguage } from "./language.ts";
import { toReferrerHost } from "./referrer.ts";
import { createAgentReader } from "./user-agent.ts";

const classify = createClassifier();
const readAgent = createAgentReader();
const { userAgent, purpose, referrer, language } = clickFieldLimits;

/** What reads the headers of visitors, as long as the edge lets them be, with words that it looks for. */
test.each<[string, (text: string) => unknown, string[]]>([
  [
    "classify, an agent",
    text => classify(text.slice(0, userAgent), ""),
    ["Mozilla/5.0 ", "bot", "http://", ".com", "version/"],
  ],
  ["classify, a purpose", text => classify("Mozilla/5.0", text.slice(0, purpose)), ["prefetch", "; "]],
  [
    "readAgent",
    text => readAgent(text.slice(0, userAgent)),
    ["Mozilla/5.0 (", "Android 9; ", "Build/", "Chrome/", "tv "],
  ],
  ["toReferrerHost", text => toReferrerHost(text.slice(0, referrer)), ["https://", "www.", "l."]],
  ["toLanguage", text => toLanguage(text.slice(0, language)), ["en-", ";q=", "0."]],
])("%s takes bounded time on hostile text", (_what, run, words) => {
  expect(findSlowText(run, { words, beginnings: words })).toBeUndefined();
});
