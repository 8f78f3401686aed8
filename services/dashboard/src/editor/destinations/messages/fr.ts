import type { Messages } from "./en.ts";

export const messages: Messages = {
  checked: "Vérifiée",
  fields: {
    original_url: "Destination",
    fallback_url: "Après la fin",
    ios_url: "iPhone et iPad",
    ios_fallback_url: "iPhone et iPad sans l’application",
    android_url: "Android",
    android_fallback_url: "Android sans l’application",
  },
  none: "Non vérifiée",
  redirectsTo: url => `Redirige vers ${url}`,
  rule: number => `Règle ${number}`,
  states: { ok: "Fonctionne", broken: "En panne", unknown: "Incertaine" },
  title: "Vérification des destinations",
  variant: number => `Variante ${number}`,
};
