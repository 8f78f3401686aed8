import type { Messages } from "./en.ts";

export const messages: Messages = {
  checked: "Geprüft",
  fields: {
    original_url: "Ziel",
    fallback_url: "Nach dem Ende",
    ios_url: "iPhone und iPad",
    ios_fallback_url: "iPhone und iPad ohne die App",
    android_url: "Android",
    android_fallback_url: "Android ohne die App",
  },
  none: "Nicht geprüft",
  redirectsTo: url => `Leitet weiter zu ${url}`,
  rule: number => `Regel ${number}`,
  states: { ok: "Erreichbar", broken: "Defekt", unknown: "Unklar" },
  title: "Prüfung der Ziele",
  variant: number => `Variante ${number}`,
};
