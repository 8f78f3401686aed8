import { noPurpose, parsePurpose } from "@shunt/contracts/clicks";
import { list } from "isbot";
import { expect, test } from "vitest";
import { tooBroad } from "./bot-evidence.ts";
import { createClassifier } from "./classify.ts";

const classify = createClassifier();
const chrome =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36";
const snapchat =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 15_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6 Mobile/15E148 Safari/604.1 Snapchat/12.1 (like Safari/8612.1, panda)";

const android = (model: string) =>
  `Mozilla/5.0 (Linux; Android 13; ${model}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36`;
const webView = (window: string) =>
  `Mozilla/5.0 (Linux; Android 12; M2007J3SG Build/SKQ1; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/107.0.5304.141 Mobile Safari/537.36 ${window}`;
const iphone = (window: string) =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 ${window}`;

test.each([
  ["a browser", chrome, "", "human", null],
  ["a prefetch", chrome, "prefetch;prerender", "prefetch", "prefetch"],
  ["an old prefetch", chrome, "preview", "prefetch", "preview"],
  ["a prefetch in capitals", chrome, "Prefetch; Anonymous-Client-IP", "prefetch", "prefetch"],
  ["a prefetch without a profile", chrome, "opt-out prerender", "prefetch", "prerender"],
  ["a pixel", chrome, "prefetch-pixel", "pixel", null],
  ["an aborted prefetch", chrome, "aborted prefetch", "suspect", "hung up"],
  ["an aborted request", chrome, "aborted", "suspect", "hung up"],
  ["a crawler", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "", "bot", "googlebot"],
  ["a monitor", "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)", "", "bot", "uptimerobot"],
  [
    "a search engine's test tool",
    "Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)",
    "",
    "bot",
    "google-inspectiontool",
  ],
  [
    "a preview in KakaoTalk",
    "facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/",
    "",
    "preview",
    "facebook",
  ],
  ["a preview in Lemmy", "Lemmy/0.19.5; +https://lemmy.example", "", "preview", "lemmy"],
  ["a preview in Misskey", "Misskey/2024.5.0 (https://misskey.example)", "", "preview", "misskey"],
  ["a preview in Slack", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "", "preview", "slackbot"],
  ["a preview in WhatsApp", "WhatsApp/2.23.20.0", "", "preview", "whatsapp"],
  ["a preview in Facebook", "facebookexternalhit/1.1", "", "preview", "facebookexternalhit"],
  ["a preview in Snapchat", "Snap URL Preview Service; bot; snapchat", "", "preview", "snap url preview"],
  ["a preview in Viber", "Viber", "", "preview", "viber"],
  ["curl", "curl/8.5.0", "", "human", "client"],
  ["aiohttp, which names Python first", "Python/3.11 aiohttp/3.9.1", "", "human", "client"],
  ["k6, which names Grafana first", "Grafana k6/1.2.0", "", "human", "client"],
  ["Java's own client", "Java-http-client/17.0.1", "", "human", "client"],
  ["Guzzle", "GuzzleHttp/7", "", "human", "client"],
  ["a crawler that begins like a library", "python-requests-crawler/1.0", "", "bot", "crawler"],
  ["a bot that names itself after its library", "python-requests/2.31.0 AcmeBot/1.0", "", "bot", "python-requests"],
  ["a script", "python-requests/2.31.0", "", "human", "client"],
  ["Node", "node", "", "human", "client"],
  ["no agent", "", "", "human", "client"],
])("classify recognises %s", (_name, userAgent, purpose, expected, reason) => {
  const classification = classify(userAgent, parsePurpose(purpose));

  expect(classification.class).toBe(expected);
  if (reason === null) expect(classification.reason).toBeNull();
  else expect(classification.reason).toContain(reason);
});

test.each([
  "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/7.0; ms-office)",
  "Mozilla/4.0 (compatible; ms-office; MSOffice rmj)",
  "Microsoft Office Excel 2014 (16.0.10730) Windows NT 10.0",
  "Microsoft Office Word 2014",
  "Microsoft Office PowerPoint 2014",
  "Microsoft Office Existence Discovery",
  "Microsoft Office Protocol Discovery",
  "Microsoft Outlook 16.0.13127",
  "Microsoft-WebDAV-MiniRedir/10.0.19045",
])("classify treats the request of an Office program as a prefetch: %s", userAgent => {
  expect(classify(userAgent, noPurpose)).toEqual({ class: "prefetch", reason: "ms-office" });
});

test.each([
  // Bot words in model names.
  android("Nova Discovery"),
  android("Spider 9"),
  android("M bot 61 Build/O11019"),
  android("XBot_Senior Build/O11019"),
  android("Nomi C070014L Corsa4 (Crawler)"),
  android("CUBOT KINGKONG Build/TP1A"),
  "Mozilla/5.0 (compatible; MSIE 9.0; Windows Phone OS 7.5; Trident/5.0; IEMobile/9.0; HTC; Radar 4G)",
  // In-app browsers.
  webView("Viber/21.5.0.3"),
  webView("MicroMessenger/8.0.21.2120(0x2800153B) Process/toolsmp WeChat/arm64 Weixin NetType/WIFI Language/zh_CN"),
  webView("AliApp(AP/10.5.26) AlipayClient/10.5.26 Language/en"),
  webView("Instagram 94.0.0.22.116 Android (22/5.1; 320dpi; 720x1280; CUBOT; S550 Pro; hct6735; en_US)"),
  webView("GSA/14.5.11.28.arm64"),
  webView("[FB_IAB/FB4A;FBAV/450.0.0.39.109;]"),
  iphone("[FBAN/FBIOS;FBAV/450.0]"),
  iphone("Instagram 312.0.0.20.111 (iPhone14,5; iOS 17_4; en_US; en; scale=3.00; 1170x2532; 1234)"),
  snapchat,
  "Snapchat/12.81.0.44 (iPhone15,2; iOS 17.4.1; gzip)",
  "UCWEB/2.0 (MIDP-2.0; U; Adr 9; ru; Redmi_Note_8) U2/1.0.0 UCBrowser/11.1.2.1113 U2/1.0.0 Mobile",
  "dv(iPh14,4);pr(UCBrowser/11.3.5.1203);ov(17_3_1);ss(375x812);bt(GJ);pm(0);bv(0);nm(0);im(0);nt(2);",
  // Television sets.
  "Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.79 Safari/537.36 WebAppManager",
  "Mozilla/5.0 (Linux armv7l) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/84.0.4147.140 Safari/537.36 OPR/46.0.2207.0 OMI/4.21.4.112.Catcher4.69 Model/Hisense-MT9602 VIDAA/5.0(Hisense;SmartTV)",
  "HbbTV/1.1.1 (;;;;) Mozilla/5.0 (compatible; ANTGalio/3.0.2.1.22.43.08; Linux2.6.18-7.1/7405d0-smp)",
  // Small browsers and apps with a short agent.
  "nook browser/1.0",
  "Dillo/3.0.5",
  "w3m/0.5.3+git20230121",
  "Lynx/2.9.0dev.12 libwww-FM/2.14 SSL-MM/1.4.1 GNUTLS/3.7.8",
  "Links (2.29; Linux 6.1.0 x86_64; GNU C 12.2; text)",
  "NetSurf/3.11 (Linux)",
  "ELinks/0.16.1.1 (textmode; Linux 6.1.0; 80x24-2)",
  "MyShop/3.2.1",
  "Client/29283 CFNetwork/1404.0.5 Darwin/22.3.0",
  "Downcast/2.9.11 (iPhone; iOS 9.2; Scale/2.00)",
  "DuckDuckGo/7 CFNetwork/1410.0.3 Darwin/22.6.0",
  "SAMSUNG-S8000/S8000XXIF3 SHP/VPP/R5 Jasmine/1.0 Nextreaming SMM-MMS/1.2.0 profile/MIDP-2.1 configuration/CLDC-1.1",
  "Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Pro Build/UD1A.230803.041)",
  iphone("").trim(),
  `${android("SM-G960F")} upday/4.1`,
])("classify recognises a human: %s", userAgent => {
  expect(classify(userAgent, noPurpose)).toEqual({ class: "human", reason: null });
});

test.each([
  // A browser's agent that names a tool.
  `${chrome} Chrome-Lighthouse`,
  chrome.replace("Chrome/", "HeadlessChrome/"),
  `${chrome} PageSpeed Insights`,
  `${chrome} GTmetrix`,
  `${chrome} Assetnote/1.0.0`,
  `${chrome} (compatible; AcmeResolver/2.0)`,
  `${chrome} +http://acme.example/about`,
  `${chrome}; Devin/1.0; +devin.ai`,
  "Mozilla/5.0 (compatible; Screaming Frog SEO Spider/19.0)",
  android("Nexus 5X Build/MMB29P").concat(" (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
  android("Pixel 2 Build/OPD3.170816.012; Storebot-Google/1.0"),
  // An unfilled template.
  chrome.replace("149.0.0.0", "yourversion"),
  chrome.replace("149.0.0.0", "{version}"),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: clients sent this text
  chrome.replace("149.0.0.0", "${CHROME_VERSION}"),
  chrome.replace("149.0.0.0", "W.X.Y.Z"),
  "Mozilla/5.0 (platform; rv:geckoversion) Gecko/geckotrail Firefox/firefoxversion",
  "{{.custom_user_agent}}",
  "YourUserAgentHere",
  // A bot name after that of an HTTP client.
  "curl/7.68.0 AcmeCrawler/1.0",
  "Go-http-client/2.0 (AcmeBot; +https://acme.example)",
  "Wget/1.21.2 SiteScanner",
  // Only a name.
  "Mozilla/5.0 (compatible; Acme/1.0)",
  "ApacheBench/2.3",
  "Zabbix",
  "meta-externalagent/1.1",
])("classify recognises a bot: %s", userAgent => {
  expect(classify(userAgent, noPurpose).class).toBe("bot");
});

test("tooBroad lists only patterns that isbot has", () => {
  expect(tooBroad.filter(pattern => !list.includes(pattern))).toEqual([]);
});

test("classify ignores text beyond the recorded length of a user agent", () => {
  expect(classify(`${chrome}${" ".repeat(600)}Googlebot`, noPurpose)).toEqual({ class: "human", reason: null });
});
