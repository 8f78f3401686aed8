/** The marks for campaigns, by the names of their parameters. */
export const utmFields = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"] as const;
export type UtmField = (typeof utmFields)[number];
