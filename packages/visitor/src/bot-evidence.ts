import { createIsbotFromList, isbotMatches, isbotPatterns, list } from "isbot";
import { findBotName } from "./bot-names.ts";
import { withoutModel } from "./without-model.ts";

/** Patterns of isbot that we leave out: browsers, apps and devices match them as well. `words` has what is left of them. */
export const tooBroad: readonly string[] = [
  // Shapes: small browsers and apps present themselves with a bare name and a version.
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
  // Browsers and apps.
  ...["^amaya", "^client/", "^ddg[_-]android", "^downcast/", "^duckduckgo", "^navermailapp", "^netsurf", "^snapchat"],
  ...["^yandex", "^zdm/\\d", "^read", "^reed", "^custom", "^active", "^email", "^track", "^rank", "^rest", "^offline"],
  ...["browsex", "chromeframe", "firephp", "ibisbrowser", "offbyone", "supercleaner", "torrent"],
  // Words.
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

/** Where the name of a browser, its version or the whole agent should have been filled in. */
const unfilled = [
  /your[ _-]?(?:version|user|agent|app|browser)/i,
  /(?:chrome|firefox|gecko|safari|version|edge?|opr)\/(?:[a-z]*version|[<[{$%]|w\.x\.|null|undefined)/i,
  /\{\{|\$\{|\{[a-z_.-]*(?:version|agent|browser|platform|os)\}/i,
  /user-?agent(?!\/)|user agent|nameofagent/i,
  /rv:[a-z]/i,
];

/** The address at which somebody is to complain: of apps it may as well be where one gets them. */
const addresses = /https?:\/\/(?!bsalsa\.com)|\bwww\.|(?<!bsalsa|\bcom)\.com\b(?!\.\w)/i;

const isByPattern = createIsbotFromList(list.filter(pattern => !tooBroad.includes(pattern)));
const phones = /android|\bios\b|iphone|ipad|macos|watchos|mobile app/i;
const wholeBrowser = /^mozilla\/\d/i;

/** What in an agent belongs to a bot, or undefined. */
export function findBotEvidence(userAgent: string): string | undefined {
  const text = withoutModel(userAgent);
  const found = findMatch(text, words) ?? findMatch(text, unfilled) ?? (isByPattern(text) ? findPart(text) : undefined);
  if (found !== undefined) return found;
  const isApp = !wholeBrowser.test(text) && phones.test(text);
  return (isApp ? undefined : addresses.exec(text)?.[0]) ?? findBotName(text);
}

/** The first part of the text that one of isbot's patterns matches. */
function findPart(text: string): string {
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
