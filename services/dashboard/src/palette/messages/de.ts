import type { Messages } from "./en.ts";

export const messages: Messages = {
  clickDetails: "In einer Liste bewegen",
  createLink: "Link anlegen",
  editLink: "Link der Zeile bearbeiten",
  goTo: page => `Zu ${page}`,
  help: "Diese Tasten zeigen",
  keys: "Tasten",
  links: "Links",
  nothing: "Nichts gefunden",
  openPalette: "Seiten und Links finden",
  pages: "Seiten",
  placeholder: "Seiten und Links finden …",
  save: "Speichern",
  search: "Liste durchsuchen",
  selectLink: "Link der Zeile auswählen",
  title: "Finden",
};
