import type { DeviceKind } from "@shunt/contracts/clicks";

const televisions = [
  /(?:\b|_)tv(?:\b|[_\d])|smart-?tv|smarthub|[a-ce-z](?<!\ble)tv(?:\b|_)|\btv[abos]|hbbtv|ce-html|nettv|netrange|netcast/i,
  /web0s|viera\b|bravia|roku|crkey|chromecast|vidaa|whaleos|large screen|\bstb|_stb|set-?top|brightsign|espial|maple20/i,
  /\bomi\/|\btivo|vizio|mb9\d\/|\(astro;|sagemcom_|\baft[a-z]{1,4}\b|\bfire ?tv|\bbox\b|stick\b|\bshell\b|_4k|4k_| 4k\b|\duhd/i,
];
/**
 * TV models, many named after their screen size. Phones share some names: not applied to Android agents with `Mobile`.
 */
const televisionModels = [
  /\bletv\b|(?<!drop|in|mail)box\b/i,
  /(?<![-\w])(?:x8[89]|x9[268]|h96|hk1|t9[56]|tx[369]|m8s|mxq|a95x|gtking|kii|mk80\d|xds\d|vmp-?\d|neo-[xu]\d|evpad|nexon)/i,
  /selenga|polar_|polarline|zidoo|ugoos|vontar|beelink|mecool|tanix|vorke|iconbit|pendoo|yundoo|invin|formuler|mygica|yndx-000/i,
  /\b[a-z]{0,5}[-_ ]?(?:19|22|24|28|32|39|4[0-358-9]|5[058]|6[05]|7[057]|8[56]|98)[a-z]{1,6}\d\d|\b(?:19|22|24|28|32|39|4[0-358-9]|5[058]|6[05]|7[057]|8[56]|98)[a-z]{2,6}[-_/]?\d|led-?(?:19|22|24|28|32|39|4[0-358-9]|5[058]|6[05]|7[057]|8[56]|98)|(?:19|22|24|28|32|39|4[0-358-9]|5[058]|6[05]|7[057]|8[56]|98)led|\b[dt]td?v?(?:19|22|24|28|32|39|4[0-358-9]|5[058]|6[05]|7[057]|8[56]|98)/i,
];
const tablets = [
  /\btab(?:[\W_\d]|$)|tablet(?! ?pc\b)|(?:[a-z](?<!cool|tech|kli))pad(?:[\W_\d]|$)|\bpad[ _\d]|\/apad\b|\bsm-[tpx]\d|\bgt-p\d|\btb-?[\dx]/i,
  /\bkf[a-z]{2,4}\b|nexus (?:7|9|10)\b|xoom|lenovo yt|-w\d\d\b|\bpmt\d|\bmid\d|\btpc[-_\d]|pocketbook/i,
];
const consoles = [
  /\bxbox|playstation|\bps[2-5]\b|nintendo|segasaturn|\bswitch(?: oled| lite)?\)|gamepad|retroid|jxd_|\brg\d{3}/i,
];
const wearables = [
  /\bwatch(?:os)?\b|ticwatch|\bvr safari|oculus|standalone hmd|zenwatch|pico neo|\bsm-[rv]\d|picobrowser/i,
];
/** Also part of phone names. */
const wearableModels = [/\bvr\b/i];
const phones = [
  /iphone|ipod|\(iph\d|midp|up\.(?:browser|link)|\bwap|maui|obigo|netfront|brew|symbian|series ?[46]0|nokia|lumia|blackberry/i,
  /\bmre\b|docomo|kaios|windows (?:phone|ce)|iemobile|wpdesktop|[wz]p7|ucweb|\badr \d|\bmobile\b|webos\/[12]|\bpalm/i,
];
const desktops = [
  /windows|macintosh|power ?mac|\bi?mac(?:book|pro|mini|_|\d)|x11|cros\b|linux|[a-z]bsd\b|sunos|amiga|\bbeos|haiku|os\/2/i,
  /\bwin\d|openvms|risc os|cygwin/i,
];

/**
 * Device class by the words of the user agent, else by the type that the parser derives from the model.
 *
 * @param type device type of `ua-parser-js`
 */
export function toDeviceKind(userAgent: string, type: string | undefined): DeviceKind {
  const kind = toAppleKind(userAgent) ?? toRareKind(userAgent, type);
  if (kind) return kind;
  if (/andr[o0]id/i.test(userAgent)) return toAndroidKind(userAgent, type);
  if (type === "tablet" || isAny(tablets, userAgent)) return "tablet";
  if (type === "mobile" || isAny(phones, userAgent)) return "mobile";
  if (isAny(desktops, userAgent)) return "desktop";
  return type === "wearable" || type === "embedded" ? type : "other";
}

/** Checked first: apps on iPhones and iPads add names that resemble other devices. */
function toAppleKind(userAgent: string): DeviceKind | undefined {
  if (/\biphone|\bipod/i.test(userAgent)) return "mobile";
  return /\bipad/i.test(userAgent) ? "tablet" : undefined;
}

function toRareKind(userAgent: string, type: string | undefined): DeviceKind | undefined {
  if (type === "console" || isAny(consoles, userAgent)) return "console";
  const mayBeModel = !(/andr[o0]id/i.test(userAgent) && /\bmobile\b/i.test(userAgent));
  if (type === "smarttv" || isAny(televisions, userAgent) || (mayBeModel && isAny(televisionModels, userAgent)))
    return isAny(tablets, userAgent) ? "tablet" : "tv";
  if (isAny(wearables, userAgent) || (mayBeModel && isAny(wearableModels, userAgent))) return "wearable";
  return undefined;
}

/**
 * Android phones send `Mobile` and tablets do not:
 * https://developer.chrome.com/docs/privacy-security/user-agent-client-hints
 */
function toAndroidKind(userAgent: string, type: string | undefined): DeviceKind {
  if (isAny(tablets, userAgent)) return "tablet";
  if (/mobile/i.test(userAgent)) return "mobile";
  if (/chromebook|pixelbook|travelmate|\baspire|\bthinkpad|\blatitude|\binspiron|elitebook/i.test(userAgent))
    return "desktop";
  // Apps that are not browsers send neither `Mobile` nor `Safari`.
  if (!/safari/i.test(userAgent)) return type === "tablet" ? "tablet" : "mobile";
  return type === "wearable" ? "wearable" : "tablet";
}

function isAny(patterns: readonly RegExp[], userAgent: string): boolean {
  return patterns.some(pattern => pattern.test(userAgent));
}
