import type { Messages } from "./en.ts";

export const messages: Messages = {
  delete: name => `${name} löschen`,
  deleted: name => `${name} gelöscht`,
  manage: "Umbenennen oder löschen …",
  manageTitle: "Gespeicherte Ansichten",
  name: "Name",
  noViews: "Noch keine gespeicherten Ansichten",
  rename: name => `Name von ${name}`,
  replace: name => `Die aktuellen Filter als ${name} speichern`,
  replaced: name => `${name} hat jetzt die aktuellen Filter`,
  save: "Diese Ansicht speichern …",
  saveAction: "Speichern",
  saved: name => `Gespeichert als ${name}`,
  saveHint: "Die Ansicht behält Filter, Reihenfolge und Zeitraum. Nur Sie sehen sie.",
  saveTitle: "Diese Ansicht speichern",
  views: "Gespeicherte Ansichten",
};
