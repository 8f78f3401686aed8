import { expect, test } from "vitest";
import { isInAppBrowser } from "./in-app-browser.ts";

const iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const android = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)";

test.each([
  `${iphone} Version/18.1 Mobile/15E148 Safari/604.1`,
  `${iphone} CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1`,
  `${iphone} FxiOS/132.0 Mobile/15E148 Safari/605.1.15`,
  `${android} Chrome/131.0.0.0 Mobile Safari/537.36`,
  `${android} SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36`,
  "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0",
  "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  "",
])("isInAppBrowser is false for the browser %s", userAgent => {
  expect(isInAppBrowser(userAgent)).toBe(false);
});

test.each([
  `${iphone} Mobile/15E148 [FBAN/FBIOS;FBAV/488.0.0.70.105;FBDV/iPhone15,2]`,
  `${iphone} Mobile/15E148 Instagram 356.0.0.29.101 (iPhone15,2; iOS 18_1)`,
  `${iphone} Mobile/15E148 Twitter for iPhone/10.66`,
  `${iphone} Version/18.1 Mobile/15E148 Safari/604.1 [LinkedInApp]/9.30`,
  `${iphone} GSA/341.0.690519286 Mobile/15E148 Safari/604.1`,
  `${iphone} Mobile/15E148`,
  `${iphone} Mobile/15E148 Safari Line/14.18.0`,
  `${android} Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/488.0.0.70.105;]`,
  `${android.replace("Pixel 8", "Pixel 8; wv")} Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36`,
  `${android} Chrome/131.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.50`,
  `${android} Chrome/131.0.0.0 Mobile Safari/537.36 musical_ly_2023 BytedanceWebview/d8a21c6`,
])("isInAppBrowser is true for %s", userAgent => {
  expect(isInAppBrowser(userAgent)).toBe(true);
});
