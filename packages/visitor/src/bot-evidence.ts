import { createIsbotFromList, isbotMatches, isbotPatterns, list } from "isbot";
import { findBotName } from "./bot-names.ts";
import { withoutModel } from "./without-model.ts";

/** isbot patterns that also match browsers, apps and devices. `words` holds narrower replacements. */
export const tooBroad: readonly string[] = [
  // Small browsers and apps also send a bare name and version.
  "\\b\\w+/1\\.0;",
  ";\\s\\w+;$",
  "\\(\\)",
  "\\|",
  "^[<\\(;]",
  "^[\\w \\.\\-\\(?:\\):%]+(?:/v?\\d+(?:\\.\\d+)?(?:\\.\\d{1,10})*?)?(?:,|$)",
  "^[\\w\\-]+/[\\w]+$",
  "^[^ ]{50,}$",
  "^\\d+\\b",
  "^\\w+/[\\w\\(\\)]*$",
  "^\\w+/\\d\\.\\d\\s\\([\\w@]+\\)$",
  ...["^amaya", "^client/", "^ddg[_-]android", "^downcast/", "^duckduckgo", "^navermailapp", "^netsurf", "^snapchat"],
  ...["^yandex", "^zdm/\\d", "^read", "^reed", "^custom", "^active", "^email", "^track", "^rank", "^rest", "^offline"],
  ...["browsex", "chromeframe", "firephp", "ibisbrowser", "offbyone", "supercleaner", "torrent"],
  ...["(?:^|[^g])news(?!sapphire)", "(?<! channel/|google/)google(?!(?:wv|app|/google| pixel))", "(?<!lib)http"],
  ...["\\.com\\b", "24x7", "catch", "download", "java(?!;)", "proxy", "radar", "server", "sogou", "tools", "url"],
];

const words = [
  /google(?:other|bot|-\w|prober|association|sites|agent|adsense|image| (?:favicon|search con|web))|google_partner/i,
  /-google\b|^google$|\bnews(?:paper|blur|now|ai)|site24x7|catchpoint|(?<!wap )proxy(?!less|;)/i,
  /(?<!hot)java(?!;|platform|\/jbed|script|_)|(?<!; )radar|(?<!alpha)server(?!-bag)|(?<!\/)tools/i,
  /(?<!c)url|adbeat|meta-external|meta-web|indexer|fetch|favicon|resolver|uptime|lookup|finder\b/i,
  /extractor|scorer|verif|\bvia [a-z]|subscribers|\[at\]|\(at\)|webhook|\bdcv\b|recon\b|fingerprint/i,
  /matcher|research|puppeteer|webdriver|jsdom|slurp|screaming frog|sitebulb/i,
  /search(?:express|er|engine|dev)|jndi:|check_http|http[-_](?:loadtime|collector|get|client)/i,
];

/** Templates whose browser name, version or whole agent was never filled in. */
const unfilledTemplates = [
  /your[ _-]?(?:version|user|agent|app|browser)/i,
  /(?:chrome|firefox|gecko|safari|version|edge?|opr)\/(?:[a-z]*version|[<[{$%]|w\.x\.|null|undefined)/i,
  /\{\{|\$\{|\{[a-z_.-]*(?:version|agent|browser|platform|os)\}/i,
  /user-?agent(?!\/)|user agent|nameofagent/i,
  /rv:[a-z]/i,
];

/** Contact address of a bot. In the agent of an app it may be a download page. */
const contactAddress = /https?:\/\/(?!bsalsa\.com)|\bwww\.|(?<!bsalsa|\bcom)\.com\b(?!\.\w)/i;

const matchesIsbot = createIsbotFromList(list.filter(pattern => !tooBroad.includes(pattern)));
const phoneApp = /android|\bios\b|iphone|ipad|macos|watchos|mobile app/i;
const wholeBrowser = /^mozilla\/\d/i;

/** The part of a user agent that identifies a bot, or undefined. */
export function findBotEvidence(userAgent: string): string | undefined {
  const text = withoutModel(userAgent);
  const found =
    findMatch(text, words) ??
    findMatch(text, unfilledTemplates) ??
    (matchesIsbot(text) ? findIsbotMatch(text) : undefined);
  if (found !== undefined) return found;
  const isApp = !wholeBrowser.test(text) && phoneApp.test(text);
  return (isApp ? undefined : contactAddress.exec(text)?.[0]) ?? findBotName(text);
}

function findIsbotMatch(text: string): string {
  const matches = isbotMatches(text);
  const parts = isbotPatterns(text).flatMap((pattern, i) => (tooBroad.includes(pattern) ? [] : (matches[i] ?? [])));
  return parts.toSorted((a, b) => text.indexOf(a) - text.indexOf(b))[0] ?? "";
}

function findMatch(text: string, patterns: readonly RegExp[]): string | undefined {
  for (const pattern of patterns) {
    const part = pattern.exec(text)?.[0];
    if (part !== undefined) return part;
  }
  return undefined;
}
