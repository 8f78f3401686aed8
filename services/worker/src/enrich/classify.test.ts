import { expect, test } from "vitest";
import { createClassifier } from "./classify.ts";

const classify = createClassifier();
const chrome =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36";
const snapchat =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 15_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6 Mobile/15E148 Safari/604.1 Snapchat/12.1 (like Safari/8612.1, panda)";

test.each([
  ["a browser", chrome, "", "human", null],
  ["a prefetch", chrome, "prefetch;prerender", "prefetch", "prefetch"],
  ["an old prefetch", chrome, "preview", "prefetch", "preview"],
  ["a visitor who hung up", chrome, "aborted", "suspect", "hung up"],
  ["a crawler", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "", "bot", "googlebot"],
  ["a monitor", "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)", "", "bot", "uptimerobot"],
  ["a preview in Slack", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "", "preview", "slackbot"],
  ["a preview in WhatsApp", "WhatsApp/2.23.20.0", "", "preview", "whatsapp"],
  ["a preview in Facebook", "facebookexternalhit/1.1", "", "preview", "facebookexternalhit"],
  ["a preview in Snapchat", "Snap URL Preview Service; bot; snapchat", "", "preview", "snap url preview"],
  ["a person within Snapchat", snapchat, "", "human", null],
  ["curl", "curl/8.5.0", "", "human", "client"],
  ["aiohttp, which names Python first", "Python/3.11 aiohttp/3.9.1", "", "human", "client"],
  ["k6, which names Grafana first", "Grafana k6/1.2.0", "", "human", "client"],
  ["Java's own client", "Java-http-client/17.0.1", "", "human", "client"],
  ["Guzzle", "GuzzleHttp/7", "", "human", "client"],
  ["a crawler that begins like a library", "python-requests-crawler/1.0", "", "bot", "crawler"],
  ["a script", "python-requests/2.31.0", "", "human", "client"],
  ["Node", "node", "", "human", "client"],
  ["no agent", "", "", "human", "client"],
])("%s", (_name, userAgent, purpose, expected, reason) => {
  const classification = classify(userAgent, purpose);

  expect(classification.class).toBe(expected);
  if (reason === null) expect(classification.reason).toBeNull();
  else expect(classification.reason).toContain(reason);
});
