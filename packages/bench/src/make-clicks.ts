import { type Click, emptyClick } from "@shunt/contracts/clicks";
import { drawZipf } from "./zipf.ts";

const agents = Array.from({ length: 200 }, (_, i) => {
  const [system, version] = [
    ["Windows NT 10.0; Win64; x64", "X11; Linux x86_64", "Macintosh; Intel Mac OS X 10_15_7"][i % 3],
    100 + i,
  ];
  return `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`;
});
const referrers = ["", "", "", "https://news.example/story", "https://search.example/", "https://t.example/post/1"];
const languages = ["en-GB,en;q=0.9", "de-DE,de;q=0.8", "fr", "pt-BR,pt;q=0.9"];

/**
 * Returns `count` human clicks on these links, distributed by Zipf's law, from 5,000 addresses and 200 user agents, in
 * the order of their times, all of today. Deterministic.
 */
export function makeClicks(links: readonly { id: string; url: string }[], count: number, now: number): Click[] {
  return drawZipf(links, count).map((link, i) => ({
    ...emptyClick,
    linkId: link.id,
    at: now - (count - i),
    ip: `203.0.${(i * 31) % 20}.${(i * 17) % 250}`,
    userAgent: agents[(i * 13) % agents.length] as string,
    referrer: referrers[i % referrers.length] as string,
    language: languages[i % languages.length] as string,
    destination: link.url,
  }));
}
