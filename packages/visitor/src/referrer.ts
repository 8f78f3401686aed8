import { toStorable } from "@shunt/contracts/values";

/** Hosts of one network, and the hosts that it sends its visitors through. */
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

/** Doors of one site: for phones, for old phones, and those that count who leaves (`l.facebook.com`, `out.reddit.com`). */
const doors = /^(?:www\d?|m|mobile|touch|mbasic|l|lm|out|amp)\.(?=[^.]+\.)/;
/** Under which countries register names, such as `co.uk`: no site is one, so what looks like a door before it is the site's name. */
const registry = /^(?:co|com|org|net|ac|gov|edu)\.[a-z]{2}$/;

/** The host that a visitor came from, the same for all hosts of a network; null where there is none. */
export function toReferrerHost(referrer: string): string | null {
  if (referrer === "") return null;
  // Only web addresses come out of the parser in lower case: `android-app://` does not.
  const host = URL.parse(referrer)?.hostname.toLowerCase().replace(/\.$/, "");
  if (!host) return null;
  const site = withoutDoor(withoutDoor(host));
  return toStorable(networkOf.get(host) ?? networkOf.get(site) ?? site, 253);
}

function withoutDoor(host: string): string {
  const site = host.replace(doors, "");
  return registry.test(site) ? host : site;
}
