import type { Messages } from "./en.ts";

export const messages: Messages = {
  about:
    "Bewahren Sie Kampagnenparameter auf, die Sie immer wieder brauchen. Beim Bearbeiten eines Links füllt eine Auswahl sie aus.",
  actionsFor: name => `Aktionen für ${name}`,
  changed: time => `Geändert ${time}`,
  create: "Neue Vorlage",
  created: name => `Die Vorlage ${name} ist angelegt`,
  delete: "Löschen",
  deleteTitle: name => `${name} löschen?`,
  deleteAbout:
    "Links, die mit der Vorlage ausgefüllt wurden, behalten ihre Kampagnenparameter. Das lässt sich nicht rückgängig machen.",
  deleted: name => `Die Vorlage ${name} ist gelöscht`,
  edit: "Bearbeiten",
  editTitle: name => `${name} bearbeiten`,
  editAbout: "Links, die mit der Vorlage schon ausgefüllt wurden, ändern sich nicht.",
  empty: "Noch keine Vorlagen",
  emptyAbout:
    "Eine Vorlage enthält Quelle, Medium und Kampagne Ihrer Links. So schreiben alle sie gleich, und die Auswertung bleibt aufgeräumt.",
  name: "Name",
  nameExample: "Newsletter",
  preview: "Ein Ziel endet dann auf",
  save: "Speichern",
  title: "UTM-Vorlagen",
};
