import type { Messages } from "./en.ts";

export const messages: Messages = {
  clickDetails: "In einer Liste bewegen",
  createLink: "Link anlegen",
  editLink: "Link der Zeile bearbeiten",
  goTo: page => `Zur Seite „${page}“`,
  help: "Diese Tastenkürzel anzeigen",
  keys: "Tastenkürzel",
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
