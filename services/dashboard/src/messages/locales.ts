/** The languages of the dashboard. */
export const locales = ["en", "de", "fr", "es"] as const;
export type Locale = (typeof locales)[number];
