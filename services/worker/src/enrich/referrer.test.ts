import { expect, test } from "vitest";
import { toReferrerHost } from "./referrer.ts";

test.each([
  ["https://facebook.com/", "facebook.com"],
  ["https://www.facebook.com/", "facebook.com"],
  ["https://m.facebook.com/", "facebook.com"],
  ["https://l.facebook.com/l.php?u=x", "facebook.com"],
  ["https://lm.facebook.com/l.php?u=x", "facebook.com"],
  ["http://M.Facebook.com./", "facebook.com"],
  ["android-app://com.facebook.katana/", "facebook.com"],
  ["https://l.instagram.com/?u=x", "instagram.com"],
  ["https://t.co/abc", "x.com"],
  ["https://mobile.twitter.com/a", "x.com"],
  ["android-app://com.twitter.android", "x.com"],
  ["https://out.reddit.com/t3_x", "reddit.com"],
  ["https://old.reddit.com/r/a", "reddit.com"],
  ["https://away.vk.com/away.php", "vk.com"],
  ["https://lnkd.in/x", "linkedin.com"],
  ["https://m.youtube.com/watch", "youtube.com"],
  ["android-app://com.google.android.gm/", "mail.google.com"],
  ["https://www.News.example:8443/story?id=1", "news.example"],
  ["https://m.news.example/", "news.example"],
  ["https://www.m.news.example/", "news.example"],
  ["https://news.google.com/", "news.google.com"],
  ["https://m.com/", "m.com"],
  ["https://notfacebook.com/", "notfacebook.com"],
  ["https://l.facebook.com.evil.example/", "facebook.com.evil.example"],
  ["android-app://Com.Example.App", "com.example.app"],
  ["rubbish", null],
  ["about:blank", null],
  ["", null],
])("a visitor from %j comes from %j", (referrer, expected) => {
  expect(toReferrerHost(referrer)).toBe(expected);
});
