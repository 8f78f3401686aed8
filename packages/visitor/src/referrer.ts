import { toStorable } from "@shunt/contracts/values";

/** Other hosts, link shorteners and app ids of each network. */
const networks: Readonly<Record<string, readonly string[]>> = {
  "facebook.com": ["fb.com", "fb.me", "com.facebook.katana", "com.facebook.lite"],
  "instagram.com": ["com.instagram.android"],
  "messenger.com": ["m.me", "com.facebook.orca"],
  "threads.com": ["threads.net", "com.instagram.barcelona"],
  "whatsapp.com": ["wa.me", "web.whatsapp.com", "l.wl.co", "com.whatsapp"],
  "x.com": ["t.co", "twitter.com", "com.twitter.android"],
  "linkedin.com": ["lnkd.in", "com.linkedin.android"],
  "reddit.com": ["redd.it", "old.reddit.com", "new.reddit.com", "np.reddit.com", "com.reddit.frontpage"],
  "youtube.com": ["youtu.be", "com.google.android.youtube"],
  "pinterest.com": ["pin.it", "com.pinterest"],
  "tiktok.com": ["vm.tiktok.com", "com.zhiliaoapp.musically", "com.ss.android.ugc.trill"],
  "vk.com": ["vk.ru", "away.vk.com", "com.vkontakte.android"],
  "telegram.org": ["t.me", "web.telegram.org", "org.telegram.messenger", "org.telegram.messenger.web"],
  "google.com": ["com.google.android.googlequicksearchbox"],
  "mail.google.com": ["com.google.android.gm"],
  "slack.com": ["slack-redir.net", "app.slack.com", "com.slack"],
  "discord.com": ["discordapp.com", "com.discord"],
  "snapchat.com": ["com.snapchat.android"],
  "tumblr.com": ["t.umblr.com", "com.tumblr"],
};

const networkOf = new Map(
  Object.entries(networks).flatMap(([network, hosts]) => hosts.map(host => [host, network] as const)),
);

/** Subdomains that belong to the same site: mobile versions and exit counters (`l.facebook.com`, `out.reddit.com`). */
const siteSubdomain = /^(?:www\d?|m|mobile|touch|mbasic|l|lm|out|amp)\.(?=[^.]+\.)/;
/** Suffixes such as `co.uk`, under which names are registered. In `m.co.uk`, `m` is the site and no subdomain. */
const publicSuffix = /^(?:co|com|org|net|ac|gov|edu)\.[a-z]{2}$/;

/** The site that a visitor came from, one name for all hosts of a network; null without a readable referrer. */
export function toReferrerHost(referrer: string): string | null {
  if (referrer === "") return null;
  // The parser lower-cases the host of web URLs only, not of `android-app://`.
  const host = URL.parse(referrer)?.hostname.toLowerCase().replace(/\.$/, "");
  if (!host) return null;
  const site = withoutSubdomain(withoutSubdomain(host));
  return toStorable(networkOf.get(host) ?? networkOf.get(site) ?? site, 253);
}

function withoutSubdomain(host: string): string {
  const site = host.replace(siteSubdomain, "");
  return publicSuffix.test(site) ? host : site;
}
