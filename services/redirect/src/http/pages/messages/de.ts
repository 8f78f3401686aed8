import type { Messages } from "./en.ts";

/** The messages of all pages in German. */
export const de: Messages = {
  problems: {
    "malformed-request": {
      title: "Die Anfrage ist fehlerhaft",
      text: "Prüfen Sie die Adresse auf Tippfehler, oder bitten Sie die Person, von der Sie sie haben, um den ganzen Link.",
    },
    "link-not-found": {
      title: "Link nicht gefunden",
      text: "Prüfen Sie die Adresse auf Tippfehler, oder bitten Sie die Person, von der Sie sie haben, um den richtigen Link.",
    },
    "link-expired": {
      title: "Dieser Link ist abgelaufen",
      text: "Sein Eigentümer hat begrenzt, wie lange oder wie oft er sich öffnen lässt. Bitten Sie die Person, von der Sie ihn haben, um einen neuen Link.",
    },
    "link-blocked": {
      title: "Dieser Link ist gesperrt",
      text: "Der Betreiber dieses Dienstes hat ihn gesperrt, weil er schädlich sein kann.",
    },
    "link-gone": {
      title: "Diesen Link gibt es nicht mehr",
      text: "Sein Eigentümer hat ihn beendet. Bitten Sie die Person, von der Sie ihn haben, um einen neuen Link.",
    },
    "link-restricted": {
      title: "Dieser Link ist für Sie nicht verfügbar",
      text: "Sein Eigentümer bietet ihn Ihnen aus rechtlichen Gründen nicht an.",
    },
    "rate-limited": {
      title: "Zu viele Anfragen",
      text: "Ihr Netz hat zu viele Kurzlinks geöffnet, die es nicht gibt. Bitte versuchen Sie es in einer Minute noch einmal.",
    },
    "method-not-allowed": {
      title: "Diese Methode ist hier nicht erlaubt",
      text: "Kurzlinks nehmen nur GET und HEAD an. Öffnen Sie den Link in einem Browser.",
    },
    internal: {
      title: "Etwas ist schiefgegangen",
      text: "Es liegt nicht an Ihnen. Bitte versuchen Sie es gleich noch einmal.",
    },
    unavailable: {
      title: "Der Dienst ist vorübergehend nicht verfügbar",
      text: "Der Dienst kann Links gerade nicht nachschlagen. Bitte versuchen Sie es in ein paar Sekunden noch einmal.",
    },
  },
  preview: {
    title: "Vorschau eines Kurzlinks",
    text: "Diese Seite zeigt, wohin der Link führt. Sie haben ihn noch nicht geöffnet.",
    shortUrl: "Kurzer Link",
    destination: "Führt zu",
    varies: "Hängt vom Besucher ab",
    name: "Titel",
    created: "Besteht seit",
    changed: "Ziel geändert am",
    submit: "Weiter zur Seite",
  },
  card: {
    title: "Kurzlink",
  },
  locked: {
    title: "Dieser Link ist geschützt",
    text: "Geben Sie das Passwort ein, das Sie von der Person haben, die Ihnen den Link geschickt hat.",
    label: "Passwort",
    submit: "Link öffnen",
    wrong: "Dieses Passwort ist falsch. Bitte versuchen Sie es noch einmal.",
    expired: "Das hat zu lange gedauert. Bitte geben Sie das Passwort noch einmal ein.",
  },
  continue: {
    title: "Diesen Link öffnen?",
    text: "Er lässt sich nur begrenzt oft öffnen. Gezählt wird, sobald Sie fortfahren.",
    submit: "Fortfahren",
  },
  unsafe: {
    title: "Dieser Link kann schädlich sein",
    text: "Die Seite dahinter wurde als gefährlich gemeldet. Sie kann versuchen, Passwörter zu stehlen oder Programme zu installieren.",
    destination: "Er führt zu",
    advice: "Wir empfehlen, diese Seite zu schließen.",
    submit: "Trotzdem öffnen",
    report: "Diesen Link melden",
  },
};
