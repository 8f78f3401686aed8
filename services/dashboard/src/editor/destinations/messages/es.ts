import type { Messages } from "./en.ts";

export const messages: Messages = {
  checked: "Comprobado",
  fields: {
    original_url: "Destino",
    fallback_url: "Después del fin",
    ios_url: "iPhone y iPad",
    ios_fallback_url: "iPhone y iPad sin la aplicación",
    android_url: "Android",
    android_fallback_url: "Android sin la aplicación",
  },
  none: "Sin comprobar",
  redirectsTo: url => `Redirige a ${url}`,
  rule: number => `Regla ${number}`,
  states: { ok: "Funciona", broken: "Roto", unknown: "Dudoso" },
  title: "Comprobación de los destinos",
  variant: number => `Variante ${number}`,
};
