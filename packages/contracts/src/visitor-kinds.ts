/** Classes of clicks. Analytics count humans. */
export const clickClasses = ["human", "bot", "preview", "prefetch", "suspect", "pixel"] as const;
export type ClickClass = (typeof clickClasses)[number];

export const deviceKinds = ["desktop", "mobile", "tablet", "tv", "console", "wearable", "embedded", "other"] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** How the short URL was opened: as a link, as a QR code, or as a tracking pixel. */
export const clickSources = ["link", "qr", "pixel"] as const;
export type ClickSource = (typeof clickSources)[number];
