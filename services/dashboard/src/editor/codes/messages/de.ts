import type { Messages } from "./en.ts";

export const messages: Messages = {
  about: "Weitere Codes für denselben Link. Klicks auf alle zählen zusammen.",
  actionsFor: code => `Aktionen für ${code}`,
  add: "Code hinzufügen",
  addNow: "Hinzufügen",
  added: url => `${url} führt jetzt auch zu diesem Link`,
  code: "Code",
  codeHint: "Leer lassen für einen zufälligen.",
  domain: "Domain",
  isPrimary: "Hauptcode",
  makePrimary: "Zum Hauptcode machen",
  madePrimary: url => `${url} ist jetzt der Hauptcode`,
  makePrimaryHint: "Listen und QR-Codes zeigen ab jetzt diesen. Der bisherige funktioniert weiter.",
  remove: "Entfernen",
  removed: url => `${url} entfernt`,
  removeTitle: url => `${url} entfernen?`,
  removeAbout:
    "Er funktioniert dann sofort nicht mehr, auch nicht dort, wo er gedruckt ist, und andere können ihn später bekommen.",
  title: "Codes",
};
