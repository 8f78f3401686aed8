import { expect, test } from "vitest";
import { classify } from "./classify.ts";

const chrome =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36";

test.each([
  ["a browser", chrome, "", "human", null],
  ["a prefetch", chrome, "prefetch;prerender", "prefetch", "prefetch"],
  ["an old prefetch", chrome, "preview", "prefetch", "preview"],
  ["a crawler", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "", "bot", "googlebot"],
  ["a monitor", "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)", "", "bot", "uptimerobot"],
  ["a preview in Slack", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "", "preview", "slackbot"],
  ["a preview in WhatsApp", "WhatsApp/2.23.20.0", "", "preview", "whatsapp"],
  ["a preview in Facebook", "facebookexternalhit/1.1", "", "preview", "facebookexternalhit"],
  ["curl", "curl/8.5.0", "", "human", "client"],
  ["a script", "python-requests/2.31.0", "", "human", "client"],
  ["Node", "node", "", "human", "client"],
  ["no agent", "", "", "human", "client"],
])("%s", (_name, userAgent, purpose, expected, reason) => {
  const classification = classify(userAgent, purpose);

  expect(classification.class).toBe(expected);
  if (reason === null) expect(classification.reason).toBeNull();
  else expect(classification.reason).toContain(reason);
});
