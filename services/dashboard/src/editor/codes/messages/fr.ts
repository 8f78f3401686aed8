import type { Messages } from "./en.ts";

export const messages: Messages = {
  about: "D’autres codes pour le même lien. Les clics sur tous comptent ensemble.",
  actionsFor: code => `Actions pour ${code}`,
  add: "Ajouter un code",
  addNow: "Ajouter",
  added: url => `${url} mène aussi à ce lien`,
  code: "Code",
  codeHint: "Laissez vide pour un code aléatoire.",
  domain: "Domaine",
  isPrimary: "Principal",
  makePrimary: "En faire le code principal",
  madePrimary: url => `${url} est maintenant le code principal`,
  makePrimaryHint: "Les listes et les codes QR l’affichent désormais. Le code actuel continue de fonctionner.",
  remove: "Supprimer",
  removed: url => `${url} supprimé`,
  removeTitle: url => `Supprimer ${url} ?`,
  removeAbout:
    "Il cesse de fonctionner aussitôt, même là où il est imprimé, et d’autres pourront l’utiliser plus tard.",
  title: "Codes",
};
