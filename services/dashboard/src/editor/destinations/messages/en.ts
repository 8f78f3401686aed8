export const messages = {
  checked: "Checked",
  fields: {
    original_url: "Destination",
    fallback_url: "After the end",
    ios_url: "iPhone and iPad",
    ios_fallback_url: "iPhone and iPad without the app",
    android_url: "Android",
    android_fallback_url: "Android without the app",
  },
  none: "Not checked",
  redirectsTo: (url: string) => `Redirects to ${url}`,
  rule: (number: number) => `Rule ${number}`,
  states: { ok: "Works", broken: "Broken", unknown: "Not clear" },
  title: "Checks of the destinations",
  variant: (number: number) => `Variant ${number}`,
};
export type Messages = typeof messages;
