import type { choices as english } from "./en-choices.ts";

/** The choices of the editor. `none` is the choice of nothing. */
export const choices: typeof english = {
  appUrls: { ios: "Auf iPhones und iPads", android: "Auf Android" },
  cacheTimes: {
    none: "Wie beim Status üblich",
    "0": "Gar nicht",
    "60": "1 Minute",
    "300": "5 Minuten",
    "3600": "1 Stunde",
    "86400": "1 Tag",
  },
  codeStyles: {
    usual: "Wie hier üblich",
    random: "Zufällig, wie h7Kq2Xw",
    readable: "Lesbar, wie brave-otter-42",
  },
  forwardPaths: {
    none: { label: "Wie in der Domain", about: "Üblicherweise gibt es solche Adressen nicht." },
    not_found: { label: "Gibt es nicht", about: "Nur der Code selbst ist eine Adresse." },
    ignore: { label: "Nicht beachten", about: "Die Weiterleitung ist mit einem Pfad hinter dem Code dieselbe." },
    append: { label: "Ans Ziel anhängen", about: "/code/a/b führt zu /a/b unterhalb des Ziels." },
  },
  forwardQueries: {
    none: { label: "Wie in der Domain", about: "Üblicherweise werden sie weggelassen." },
    off: { label: "Weglassen", about: "Das Ziel bleibt, wie Sie es geschrieben haben." },
    visitor_wins: {
      label: "Weitergeben, der Besucher gewinnt",
      about: "Parameter der Kurz-URL kommen dazu. Sie ersetzen gleichnamige im Ziel.",
    },
    link_wins: {
      label: "Weitergeben, der Link gewinnt",
      about: "Parameter der Kurz-URL kommen dazu, außer das Ziel hat schon einen dieses Namens.",
    },
  },
  placeholderMeanings: {
    country: "Zwei Buchstaben wie AT, oder unknown",
    device: "Zum Beispiel mobile oder desktop",
    os: "Zum Beispiel iOS",
    language: "Die bevorzugte, zum Beispiel de-at",
    click_id: "Eine neue ID je Besuch",
    short_code: "Der Code des Links",
    "query:name": "Der Parameter dieses Namens vom Besucher",
  },
  referrerPolicies: {
    none: { label: "Wie im Browser üblich", about: "Meist die Website, ohne die Seite." },
    "no-referrer": { label: "Nichts", about: "Das Ziel erfährt nicht, woher Besucher kommen." },
    "no-referrer-when-downgrade": {
      label: "Die Seite, außer an unsichere Websites",
      about: "Die ganze Adresse der Seite, nur über HTTPS.",
    },
    origin: { label: "Die Website", about: "Ihr Name, ohne die Seite." },
    "origin-when-cross-origin": {
      label: "Die Website, innerhalb derselben die Seite",
      about: "Andere Websites erfahren nur den Namen der Website.",
    },
    "same-origin": { label: "Die Seite, nur innerhalb der Website", about: "Andere Websites erfahren nichts." },
    "strict-origin": { label: "Die Website, außer an unsichere", about: "Ihr Name, nur über HTTPS." },
    "strict-origin-when-cross-origin": {
      label: "Die Website, innerhalb derselben die Seite, außer an unsichere",
      about: "Die Vorgabe der meisten Browser.",
    },
    "unsafe-url": { label: "Die Seite", about: "Ihre ganze Adresse, auch über unsichere Verbindungen." },
  },
  spans: { inADay: "In einem Tag", inAWeek: "In einer Woche", inAMonth: "In 30 Tagen" },
  statuses: {
    none: { label: "Wie in der Domain", about: "Üblicherweise 302, eine vorübergehende Weiterleitung." },
    "302": { label: "302 Vorübergehend", about: "Jeder Klick wird gezählt, und Änderungen wirken sofort." },
    "301": {
      label: "301 Dauerhaft",
      about: "Browser merken sie sich: Wiederholte Klicks werden nicht gezählt, und Änderungen kommen spät an.",
    },
    "307": {
      label: "307 Vorübergehend, gleiche Methode",
      about: "Wie 302, auch für Formulare und Uploads, die Daten senden.",
    },
    "308": {
      label: "308 Dauerhaft, gleiche Methode",
      about: "Wie 301, auch für Formulare und Uploads, die Daten senden.",
    },
  },
  utmFields: {
    utm_source: { label: "Quelle", hint: "Woher Besucher kommen, zum Beispiel newsletter" },
    utm_medium: { label: "Medium", hint: "Die Art des Kanals, zum Beispiel email" },
    utm_campaign: { label: "Kampagne", hint: "Zum Beispiel herbst-aktion" },
    utm_term: { label: "Begriff", hint: "Das Stichwort einer Anzeige" },
    utm_content: { label: "Inhalt", hint: "Die Stelle des Links, zum Beispiel kopf" },
  },
};
