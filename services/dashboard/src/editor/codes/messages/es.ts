import type { Messages } from "./en.ts";

export const messages: Messages = {
  about: "Más códigos para el mismo enlace. Los clics de todos cuentan juntos.",
  actionsFor: code => `Acciones de ${code}`,
  add: "Añadir un código",
  addNow: "Añadir",
  added: url => `${url} también lleva a este enlace`,
  code: "Código",
  codeHint: "Déjalo vacío para uno aleatorio.",
  domain: "Dominio",
  isPrimary: "Principal",
  makePrimary: "Hacerlo el código principal",
  madePrimary: url => `${url} es ahora el código principal`,
  makePrimaryHint: "Las listas y los códigos QR lo muestran desde ahora. El actual sigue funcionando.",
  remove: "Quitar",
  removed: url => `${url} quitado`,
  removeTitle: url => `¿Quitar ${url}?`,
  removeAbout: "Deja de funcionar al momento, también donde está impreso, y más adelante otros podrán usarlo.",
  title: "Códigos",
};
