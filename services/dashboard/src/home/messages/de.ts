import { formatNumber, plural } from "../../messages/format.ts";
import type { Messages } from "./en.ts";

export const messages: Messages = {
  about: "Fügen Sie eine lange Adresse ein. Jeder Klick wird sofort beantwortet und genau einmal gezählt.",
  another: "Noch einen kürzen",
  claimed: n =>
    plural(n, {
      one: "Der Link, den Sie hier vorher gekürzt haben, gehört jetzt zu Ihrem Konto.",
      other: `Die ${formatNumber(n)} Links, die Sie hier vorher gekürzt haben, gehören jetzt zu Ihrem Konto.`,
    }),
  copy: "Kopieren",
  createAccount: "Konto anlegen",
  destination: "Lange Adresse",
  downloadQr: "QR-Code herunterladen",
  example: "https://example.com/eine/lange/adresse",
  keep: "Melden Sie sich innerhalb von 7 Tagen an oder legen Sie ein Konto an: Dann gehört Ihnen dieser Link mit seinen Klicks.",
  leadsTo: url => `führt zu ${url}`,
  noRegistration: "Konten legt hier der Administrator an.",
  numbers: "Zahlen ansehen",
  qrOf: url => `QR-Code von ${url}`,
  shorten: "Kürzen",
  signIn: "Anmelden",
  signInNeeded: "Hier können nur Menschen mit einem Konto Links kürzen.",
  title: "Kurzlinks mit Zahlen, die stimmen",
};
