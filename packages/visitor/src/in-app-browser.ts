/** Apps that show pages in a browser of their own, and Android's mark of such browsers. */
const apps =
  /\bfb(?:an|av|_iab)\b|\bfb4a\b|instagram|barcelona|musical_ly|bytedance|tiktok|\btrill\/|\bline\/|linkedinapp|snapchat|twitter for|pinterest|micromessenger|kakaotalk|naver\(inapp|\bgsa\/|whatsapp|telegram|weibo|\bqq\/|alipay|\bviber|discord|slack|; wv\)/i;

/** On iPhones and iPads, only browsers name Safari. */
const appleDevice = /\b(?:iphone|ipad|ipod)\b/i;
const safari = /\bsafari\/[\d.]+/i;

/** Whether a user agent is the browser inside of an app that serves another purpose, such as a messenger. */
export function isInAppBrowser(userAgent: string): boolean {
  return apps.test(userAgent) || (appleDevice.test(userAgent) && !safari.test(userAgent));
}
