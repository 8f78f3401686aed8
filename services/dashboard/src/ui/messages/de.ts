import type { Messages } from "./en.ts";

export const messages: Messages = {
  add: value => `„${value}“ hinzufügen`,
  cancel: "Abbrechen",
  close: "Schließen",
  copied: "Kopiert",
  copy: "Kopieren",
  done: "Fertig",
  hidePassword: "Passwort verbergen",
  loading: "Wird geladen",
  notifications: "Statusmeldungen",
  pageFailed:
    "Das hat nicht geklappt, weil die Seite selbst einen Fehler hat. Laden Sie die Seite neu und versuchen Sie es noch einmal.",
  partMissing: "Ein Teil dieser Seite ließ sich nicht laden. Prüfen Sie Ihre Verbindung und laden Sie die Seite neu.",
  pickDate: "Datum wählen",
  pickOption: "Auswählen …",
  problemId: id => `Anfrage ${id}`,
  reload: "Seite neu laden",
  showPassword: "Passwort anzeigen",
  somethingFailed: "Das hat nicht geklappt",
  tryAgain: "Noch einmal versuchen",
  undo: "Rückgängig",
  unreachable: "Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
};
