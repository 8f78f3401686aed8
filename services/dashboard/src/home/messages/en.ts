export const messages = {
  about: "Paste a long address. Each click is answered at once and counted exactly once.",
  another: "Shorten another",
  destination: "Long address",
  example: "https://example.com/a/long/address",
  keep: "Create an account to keep this link, change it, and see its clicks.",
  leadsTo: (url: string) => `leads to ${url}`,
  shorten: "Shorten",
  signInNeeded: "Here, only people with an account can shorten links.",
  title: "Short links with numbers you can believe",
};
export type Messages = typeof messages;
