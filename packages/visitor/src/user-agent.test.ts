import { expect, test } from "vitest";
import { createAgentReader } from "./user-agent.ts";

const read = createAgentReader();
const chromeOn = (system: string, rest = "Safari/537.36") =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 ${rest}`;

test.each([
  ["Chrome", chromeOn("Windows NT 10.0; Win64; x64")],
  ["Chrome", chromeOn("windows nt 10.0; win64; x64").toLowerCase()],
  ["Chrome", chromeOn("windows nt 10.0; win64; x64").toUpperCase()],
  ["Brave", chromeOn("X11; Linux x86_64", "Safari/537.36 brave/1.2")],
  ["Edge", chromeOn("Windows NT 10.0", "Safari/537.36 Edg/124.0.0.0")],
  ["Opera", "opera/9.80 (Windows NT 6.1; U; en) Presto/2.10 Version/12.00"],
  ["Samsung Internet", chromeOn("Linux; Android 13; SM-S908B", "SamsungBrowser/23.0 Mobile Safari/537.36")],
  ["UCBrowser", "UCWEB/2.0 (MIDP-2.0; U; Adr 9; ru; Redmi) U2/1.0.0 UCBrowser/11.1.2.1113 U2/1.0.0 Mobile"],
  ["UP.Browser", "SAGEM-myC5-2v/1.0 up.browser/6.2.3.3.g.2.106 (GUI) MMP/2.0"],
  [
    "Chrome WebView",
    chromeOn("Linux; Android 7.0; RG702 Build/KOT49H", "Mobile Safari/537.36").replace("Chrome", "Version/4.0 Chrome"),
  ],
  ["Android Browser", "Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/UD1A)"],
  [
    "Mobile Safari",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
  ],
  ["Snapchat", "Snapchat/12.81.0.44 (iPhone15,2; iOS 17.4.1; gzip)"],
  ["snapchat in capitals", "SNAPCHAT/12.81.0.44 (iPhone15,2; iOS 17.4.1; gzip)"],
])("createAgentReader reads the browser %s: %s", (expected, userAgent) => {
  expect(read(userAgent).browser?.toLowerCase()).toBe(expected.replace(/ in capitals$/, "").toLowerCase());
  expect(read(userAgent).browser).toBe(read(userAgent.replaceAll("SNAPCHAT", "Snapchat")).browser);
});

test.each([
  ["Linux", chromeOn("X11; Linux x86_64")],
  ["Linux", chromeOn("X11; linux x86_64")],
  ["Linux", "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0"],
  [
    "Linux",
    "Mozilla/5.0 (X11; U; Linux i686; en-US; rv:1.9.2.13) Gecko/20101209 CentOS/3.6-2.el5.centos Firefox/3.6.13",
  ],
  ["Linux", "Mozilla/5.0 (X11; U; Linux i686; en-US; rv:1.9) Gecko/2008 Fedora/3.0 Firefox/3.0"],
  [
    "webOS",
    "Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/538.2 (KHTML, like Gecko) Large Screen Safari/538.2 LG Browser/7.00.00(LGE; WEBOS1; 00.00.00; 1); webOS.TV-2014",
  ],
  ["webOS", "Mozilla/5.0 (webOS/2.1; U; en-US) AppleWebKit/532.2 (KHTML, like Gecko) Version/1.0 Safari/532.2"],
  ["KaiOS", "Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5"],
  [
    "Windows Phone",
    "Mozilla/5.0 (compatible; MSIE 9.0; Windows Phone OS 7.5; Trident/5.0; IEMobile/9.0; NOKIA; Lumia 800)",
  ],
  [
    "Android",
    "Mozilla/5.0 (Linux; Andr0id 11.0; TPM191E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/49.0.2623.112 Safari/537.36",
  ],
  ["Android", chromeOn("linux; android 13; K").toLowerCase()],
  ["Mac OS", "Safari/9537.73.11 CFNetwork/673.0.3 Darwin/13.0.0 (x86_64) (MacBookPro8%2C2)"],
  ["iOS", "MyShop/1 CFNetwork/1404.0.5 Darwin/22.3.0"],
])("createAgentReader reads the system %s: %s", (expected, userAgent) => {
  expect(read(userAgent).os).toBe(expected);
});

test.each([
  ["10", chromeOn("Windows NT 10.0; Win64; x64")],
  ["XP", chromeOn("Windows NT 5.1")],
  ["10.15", chromeOn("Macintosh; Intel Mac OS X 10_15_7")],
  ["13", chromeOn("Linux; Android 13; K")],
  [null, "Mozilla/5.0 (X11; U; Linux i686; en-US; rv:1.9) Gecko/2008 Firefox/3.0"],
  [null, "Mozilla/5.0 (X11; Linux aarch64; rv:120.0) Gecko/20100101 Firefox/120.0"],
  [null, chromeOn("Linux; Android .; K")],
  [null, "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0"],
])("createAgentReader reads the system version %s: %s", (expected, userAgent) => {
  expect(read(userAgent).osVersion).toBe(expected);
});

test.each<[string, string]>([
  ["desktop", chromeOn("Windows NT 10.0; Win64; x64")],
  ["desktop", chromeOn("X11; CrOS x86_64 14541.0.0")],
  ["desktop", chromeOn("X11; Linux x86_64")],
  ["mobile", chromeOn("Linux; Android 10; K", "Mobile Safari/537.36")],
  ["tablet", chromeOn("Linux; Android 10; K")],
  ["mobile", chromeOn("Linux; Android 4.0.3; GT-N7000 Build/IML74K", "Mobile Safari/537.36")],
  ["tablet", chromeOn("Linux; Android 13; SM-X710")],
  ["mobile", "Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/UD1A)"],
  [
    "tablet",
    "Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Mobile/15E148 Safari/604.1",
  ],
  ["mobile", "Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5"],
  ["mobile", "Nokia6120c/3.83; Profile/MIDP-2.0 Configuration/CLDC-1.1"],
  ["tv", chromeOn("Linux; Android 11; 32LES906T2SM Build/RP1A; wv", "(lite) TV Safari/537.36")],
  ["tv", chromeOn("SMART-TV; LINUX; Tizen 6.0")],
  ["tv", chromeOn("Web0S; Linux/SmartTV")],
  ["tv", chromeOn("Linux; Andr0id 10; BRAVIA 4K VH2", "Safari/537.36 HbbTV/1.5.1 ( DRM; Sony; BRAVIA_VH2)")],
  ["tv", chromeOn("Linux; Android 9; AFTMM Build/PS7633", "Mobile Safari/537.36")],
  ["tv", "Roku4640X/DVP-7.70 (297.70E04154A)"],
  ["console", "Mozilla/5.0 (PlayStation 5/SmartTV) AppleWebKit/605.1.15 (KHTML, like Gecko)"],
  ["wearable", chromeOn("Linux; Android 10; Quest 2", "OculusBrowser/20.0 VR Safari/537.36")],
  ...["HTC One M8s", "KII-L21", "Letv X501", "DT1901A", "Intex Aqua 5.5 VR"].map(
    model =>
      ["mobile", chromeOn(`Linux; Android 6.0; ${model} Build/MRA58K`, "Mobile Safari/537.36")] as [string, string],
  ),
  ...["M8S", "KII Pro", "Letv X3-55", "MIBOX", "TV BOX"].map(
    model => ["tv", chromeOn(`Linux; Android 6.0; ${model} Build/MRA58K`)] as [string, string],
  ),
  ["tv", chromeOn("Linux; Android 9; MiTV-AYFR0 Build/PI", "Mobile Safari/537.36")],
  [
    "mobile",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Dropbox",
  ],
  [
    "tablet",
    "Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Dropbox",
  ],
  ["desktop", "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0; SLCC2; Tablet PC 2.0)"],
  ["desktop", "Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0; Touch; TabletPC 2.0)"],
  ["tablet", "Mozilla/5.0 (Android 13; Tablet; rv:120.0) Gecko/120.0 Firefox/120.0"],
  ["other", "curl/8.5.0"],
  ["other", ""],
])("createAgentReader reads the device kind %s: %s", (expected, userAgent) => {
  expect(read(userAgent).device).toBe(expected);
});
