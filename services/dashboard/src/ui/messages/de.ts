import type { Messages } from "./en.ts";

export const messages: Messages = {
  add: value => `„${value}“ hinzufügen`,
  cancel: "Abbrechen",
  close: "Schließen",
  copied: "Kopiert",
  copy: "Kopieren",
  hidePassword: "Passwort verbergen",
  loading: "Wird geladen",
  notifications: "Meldungen",
  pickDate: "Datum wählen",
  pickOption: "Auswählen …",
  problemId: id => `Anfrage ${id}`,
  showPassword: "Passwort anzeigen",
  somethingFailed: "Das hat nicht geklappt",
  tryAgain: "Noch einmal versuchen",
  undo: "Rückgängig",
  unreachable: "Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
};
