/** Classes of the visits that a link's rules decide about. */
export const visitClasses = ["human", "bot", "preview", "prefetch", "suspect"] as const;
export type VisitClass = (typeof visitClasses)[number];

/** Classes of clicks: rules never see a tracking pixel. Analytics count humans. */
export const clickClasses = [...visitClasses, "pixel"] as const;
export type ClickClass = (typeof clickClasses)[number];

export const deviceKinds = ["desktop", "mobile", "tablet", "tv", "console", "wearable", "embedded", "other"] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** How a visitor opened the short URL: as a link or as a QR code. */
export const visitSources = ["link", "qr"] as const;
export type VisitSource = (typeof visitSources)[number];

/** How a click came about: by a visit or by a tracking pixel. */
export const clickSources = [...visitSources, "pixel"] as const;
export type ClickSource = (typeof clickSources)[number];
