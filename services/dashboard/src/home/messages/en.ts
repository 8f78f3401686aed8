export const messages = {
  about: "Paste a long address. Each click is answered at once and counted exactly once.",
  another: "Shorten another",
  copy: "Copy",
  createAccount: "Create account",
  destination: "Long address",
  downloadQr: "Download QR code",
  example: "https://example.com/a/long/address",
  keep: "With an account, you can change links and see their clicks.",
  leadsTo: (url: string) => `leads to ${url}`,
  noRegistration: "Accounts are created by the administrator here.",
  numbers: "See its numbers",
  qrOf: (url: string) => `QR code of ${url}`,
  shorten: "Shorten",
  signIn: "Sign in",
  signInNeeded: "Here, only people with an account can shorten links.",
  title: "Short links with numbers you can believe",
};
export type Messages = typeof messages;
