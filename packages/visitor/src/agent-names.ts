/** Canonical browser names; the parser returns the spelling of the user agent. */
const browserNames = `
  115Browser|Chrome Headless|Coc Coc|Facebook|Firefox Focus|Firefox Reality|GSA|Huawei Browser|MIUI Browser|Oculus Browser|Opera Coast|Opera GX
  Opera Touch|Quark|Samsung Internet|Smart Lenovo Browser|Sogou Explorer|Sogou Mobile|TikTok|UCBrowser|Yandex|AVG Secure Browser
  2345|360|Alipay|Amaya|Android Browser|Arora|Avant|Basilisk|Blazer|Bolt|Bowser|Brave|Camino|Chimera|Chrome|Chrome WebView|Chromium|Cobalt
  Conkeror|Daum|Dillo|Dolphin|Doris|Dragon|DuckDuckGo|Edge|Electron|Epiphany|Facebook|Falkon|Fennec|Firebird|Firefox|Flock|Flow|Helio
  HeyTap|HuaweiBrowser=Huawei Browser|iCab|IceApe|IceCat|IceDragon|Iceweasel|IE|IEMobile|Instagram|Iridium|Iron|Jasmine
  K-Meleon|KakaoStory|KakaoTalk|KHTML|Kindle|Klar|Klarna|Konqueror|Ladybird|LBBROWSER|LibreWolf|Line|Links|LinkedIn|Lunascape|Lynx|Maemo Browser
  Maxthon|Midori|Minimo|MobileSafari=Mobile Safari|Mobile Safari|Mosaic|Mozilla|Naver|NetFront|Netscape|NetSurf|NokiaBrowser=Nokia Browser
  Obigo|OmniWeb|Opera|Opera Mini|Opera Mobi|Opera Tablet|Ovi|OviBrowser|PaleMoon|PhantomJS|Phoenix|Pico Browser|PicoBrowser=Pico Browser|Polaris
  Puffin|QQBrowser|QQBrowserLite|QupZilla|Rekonq|RockMelt|Safari|SailfishBrowser=Sailfish Browser|SeaMonkey|Silk|Skyfire|Sleipnir|SlimBoat|SlimBrowser
  SlimJet|Snapchat|Swiftfox|Tesla|Tizen Browser|TizenBrowser=Tizen Browser|Twitter|UP.Browser|Viber|Vivaldi|Vivo Browser|VivoBrowser=Vivo Browser
  w3m|Waterfox|WebKit|WeChat|Weibo|Whale|Wolvic`;

/** Canonical system names. Desktop distributions count as Linux. */
const systemNames = `
  AIX|AmigaOS|Android|Android-x86=Android|Bada|BeOS|BlackBerry|Chromecast|Chromium OS|DragonFly|Firefox OS|FreeBSD|Fuchsia|Haiku|HarmonyOS|HP-UX
  iOS|iPadOS|KaiOS|Linux|Mac OS|Maemo|MeeGo|MorphOS|NetBSD|NetRange|NetTV|Nintendo|OpenBSD|OpenHarmony|OpenSolaris=Solaris|OpenVMS|OS/2|Palm|PlayStation|QNX
  RIM Tablet OS|RISC OS|Sailfish|SerenityOS|Series40|Solaris|Symbian|Tizen|Ubuntu Touch|Unix|Viera|watchOS|webOS|Windows|Windows IoT|Windows Mobile
  Windows Phone|Windows Phone OS=Windows Phone|Xbox
  Arch=Linux|CentOS=Linux|Debian=Linux|Deepin=Linux|elementary os=Linux|Fedora=Linux|Gentoo=Linux|GNU=Linux|Joli=Linux|Kubuntu=Linux|Linpus=Linux
  Linspire=Linux|Lubuntu=Linux|Mageia=Linux|Mandriva=Linux|Manjaro=Linux|Mint=Linux|openSUSE=Linux|PCLinuxOS=Linux|Raspbian=Linux|Red Hat=Linux
  RedHat=Linux|Sabayon=Linux|Slackware=Linux|SUSE=Linux|Ubuntu=Linux|VectorLinux=Linux|Xubuntu=Linux|Zenwalk=Linux`;

const browsers = toTable(browserNames);
const systems = toTable(systemNames);
const wordVersions = new Set(
  "XP|Vista|ME|NT|CE|RT|Switch|3DS|DS|Wii|WiiU|Vita|Portable|One|One X|One S|Series X|Series S".split("|"),
);

export function toBrowserName(name: string): string {
  return browsers.get(name.toLowerCase()) ?? capitalise(name);
}

export function toSystemName(name: string): string {
  return systems.get(name.toLowerCase()) ?? capitalise(name);
}

/** Major and minor only: finer versions could identify a visitor. Null for text that is no version ("i686", "."). */
export function toVersion(version: string | undefined): string | null {
  if (version === undefined) return null;
  const [number] = /^\d{1,5}(?:\.\d{1,5})?(?![\w])/.exec(version) ?? [];
  return number ?? (wordVersions.has(version) ? version : null);
}

/** Parses `A|B=C`: A is a canonical name, B an alias of C. */
function toTable(text: string): ReadonlyMap<string, string> {
  return new Map(
    text
      .trim()
      .split(/[|\n]\s*/)
      .map(entry => {
        const [alias = "", name = alias] = entry.split("=");
        return [alias.toLowerCase(), name];
      }),
  );
}

/** One spelling for names that the parser knows and the tables do not. */
function capitalise(name: string): string {
  return name.toLowerCase().replace(/(?<![a-z])[a-z]/g, letter => letter.toUpperCase());
}
