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
      text: "Der Betreiber dieses Dienstes hat ihn gesperrt, weil er schädlich sein kann. Wenn Sie das für einen Irrtum halten, wenden Sie sich an ihn.",
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
  refusals: {
    "foreign-request": {
      title: "Diese Anfrage kam von einer anderen Seite",
      text: "Öffnen Sie diese Seite in Ihrem Browser, und senden Sie das Formular von dort.",
    },
    "mail-token-invalid": {
      title: "Dieser Link ist ungültig oder abgelaufen",
      text: "Jeder Link gilt einmal und für begrenzte Zeit, und nur der neueste gilt. Fordern Sie einen neuen Link an.",
    },
    "method-not-allowed": {
      title: "Diese Methode ist hier nicht erlaubt",
      text: "Öffnen Sie diese Seite in Ihrem Browser.",
    },
    "rate-limited": {
      title: "Zu viele Anfragen",
      text: "Warten Sie ein paar Minuten, und versuchen Sie es noch einmal.",
    },
    internal: {
      title: "Etwas ist schiefgegangen",
      text: "Es liegt nicht an Ihnen. Bitte versuchen Sie es gleich noch einmal.",
    },
    unavailable: {
      title: "Der Dienst ist vorübergehend nicht verfügbar",
      text: "Der Dienst ist gerade ausgelastet. Bitte gehen Sie zurück, und versuchen Sie es in ein paar Sekunden noch einmal.",
    },
    other: { title: "Die Anfrage wurde abgelehnt", text: "Gehen Sie zurück, und prüfen Sie Ihre Eingaben." },
  },
  contact: "Betreiber kontaktieren",
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
  app: {
    title: "Diesen Link in der App öffnen?",
    text: "Wenn Sie die App haben, öffnet sie sich an der richtigen Stelle.",
    submit: "App öffnen",
    decline: "Ohne die App fortfahren",
  },
  unsafe: {
    title: "Dieser Link kann schädlich sein",
    text: "Die Seite dahinter wurde als gefährlich gemeldet. Sie kann versuchen, Passwörter zu stehlen oder Programme zu installieren.",
    destination: "Er führt zu",
    advice: "Wir empfehlen, diese Seite zu schließen.",
    submit: "Trotzdem öffnen",
  },
  report: {
    link: "Diesen Link melden",
    title: "Einen Kurzlink melden",
    text: "Die Administratoren dieses Dienstes prüfen Meldungen über schädliche Kurzlinks.",
    url: "Kurzlink",
    category: "Was ist damit nicht in Ordnung?",
    categories: {
      phishing: "Er will an Passwörter oder Geld kommen",
      malware: "Er installiert schädliche Programme",
      spam: "Er ist Spam",
      illegal: "Sein Inhalt ist verboten",
      other: "Etwas anderes",
    },
    seen: "Was haben Sie gesehen? (freiwillig)",
    email: "Ihre E-Mail-Adresse (freiwillig)",
    submit: "Meldung senden",
    refused: {
      unknown: "Diesen Kurzlink gibt es hier nicht.",
      url: "Geben Sie den Kurzlink ein, den Sie geöffnet haben, zum Beispiel https://go.example.com/abc.",
      category: "Wählen Sie aus, was mit dem Link nicht in Ordnung ist.",
      text: "Der Text darf höchstens 1.000 Zeichen haben.",
      email: "Geben Sie eine E-Mail-Adresse wie anna@example.com ein, oder lassen Sie das Feld leer.",
    },
    "rate-limited": "Aus Ihrem Netz kamen zu viele Meldungen. Bitte versuchen Sie es später noch einmal.",
    thanks: "Danke für Ihre Meldung",
    next: "Ein Administrator sieht sich den Link an.",
  },
  unlock: {
    again: "Öffnen Sie den Kurzlink noch einmal, und geben Sie das Passwort dort ein.",
    "rate-limited":
      "Für diesen Link oder aus Ihrem Netz kamen zu viele falsche Passwörter. Warten Sie ein paar Minuten, und versuchen Sie es noch einmal.",
  },
  mail: {
    again: "Öffnen Sie den Link in der E-Mail, die wir Ihnen geschickt haben.",
    confirm: {
      title: "E-Mail-Adresse bestätigen",
      text: "Bestätigen Sie, dass die E-Mail-Adresse, an die dieser Link ging, Ihnen gehört.",
      submit: "Adresse bestätigen",
      done: "Ihre Adresse ist bestätigt",
      next: "Sie können diese Seite schließen.",
    },
    password: {
      title: "Neues Passwort wählen",
      text: "Nehmen Sie mindestens 8 beliebige Zeichen. Ein neues Passwort meldet Sie überall ab, beendet Ihre geteilten Berichte, löscht Ihre API-Schlüssel und schaltet Ihre Webhooks aus.",
      label: "Neues Passwort",
      submit: "Passwort setzen",
      length: "Dieses Passwort muss 8 bis 128 Zeichen haben.",
      common: "Dieses Passwort ist zu verbreitet; wählen Sie ein anderes.",
      done: "Ihr Passwort ist geändert",
      next: "Alle Ihre Sitzungen sind beendet. Melden Sie sich mit dem neuen Passwort an.",
    },
  },
};
