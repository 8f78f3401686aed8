import { formatNumber, plural } from "../../messages/format.ts";

export const messages = {
  about: "Paste a long address. Each click is answered at once and counted exactly once.",
  another: "Shorten another",
  claimed: (n: number) =>
    plural(n, {
      one: "The link that you shortened here before is in your account now.",
      other: `The ${formatNumber(n)} links that you shortened here before are in your account now.`,
    }),
  copy: "Copy",
  createAccount: "Create account",
  destination: "Long address",
  downloadQr: "Download QR code",
  example: "https://example.com/a/long/address",
  keep: "Sign in or create an account within 7 days, and this link with its clicks is yours.",
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
