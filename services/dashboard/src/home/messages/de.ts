import type { Messages } from "./en.ts";

export const messages: Messages = {
  about: "Fügen Sie eine lange Adresse ein. Jeder Klick wird sofort beantwortet und genau einmal gezählt.",
  another: "Noch einen kürzen",
  copy: "Kopieren",
  createAccount: "Konto anlegen",
  destination: "Lange Adresse",
  downloadQr: "QR-Code herunterladen",
  example: "https://example.com/eine/lange/adresse",
  keep: "Mit einem Konto können Sie Links ändern und ihre Klicks sehen.",
  leadsTo: url => `führt zu ${url}`,
  noRegistration: "Konten legt hier der Administrator an.",
  numbers: "Zahlen ansehen",
  qrOf: url => `QR-Code von ${url}`,
  shorten: "Kürzen",
  signIn: "Anmelden",
  signInNeeded: "Hier können nur Menschen mit einem Konto Links kürzen.",
  title: "Kurzlinks mit Zahlen, die stimmen",
};
