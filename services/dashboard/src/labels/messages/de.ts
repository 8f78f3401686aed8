import { formatNumber, plural } from "../../messages/format.ts";
import type { Messages } from "./en.ts";

const links = (n: number) => plural(n, { one: "1 Link", other: `${formatNumber(n)} Links` });
const stay = (n: number) => plural(n, { one: "1 Link bleibt", other: `${formatNumber(n)} Links bleiben` });

export const messages: Messages = {
  actionsFor: name => `Aktionen für ${name}`,
  clicks: "Klicks",
  color: "Farbe",
  colorOf: (name, color) => `Farbe von ${name}: ${color}`,
  colors: {
    none: "Keine Farbe",
    gray: "Grau",
    red: "Rot",
    orange: "Orange",
    yellow: "Gelb",
    green: "Grün",
    teal: "Petrol",
    blue: "Blau",
    purple: "Violett",
    pink: "Rosa",
  },
  delete: "Löschen",
  deleteTitle: name => `${name} löschen?`,
  links: "Links",
  merge: "Zusammenführen …",
  mergeNow: "Zusammenführen",
  name: "Name",
  nothingMatches: "Nichts beginnt damit",
  nothingMatchesAbout: "Versuchen Sie es mit weniger Buchstaben, oder leeren Sie die Suche.",
  rename: "Umbenennen",
  save: "Speichern",
  showMore: "Mehr anzeigen",
  showLinks: name => `Links von ${name} anzeigen`,
  tags: {
    title: "Schlagwörter",
    about: "Schlagwörter kennzeichnen Links nach Kampagne, Kanal oder was Sie wollen. Ein Link kann mehrere haben.",
    create: "Neues Schlagwort",
    search: "Schlagwörter suchen",
    empty: "Noch keine Schlagwörter",
    emptyAbout:
      "Schlagwörter fassen Links für Filter und Auswertung zusammen. Legen Sie hier eines an, oder tippen Sie eines beim Bearbeiten eines Links.",
    created: name => `Das Schlagwort ${name} ist angelegt`,
    deleteAbout: n => (n === 0 ? "Kein Link hat dieses Schlagwort." : `${stay(n)}, ohne dieses Schlagwort.`),
    deleted: name => `Das Schlagwort ${name} ist gelöscht`,
    mergeTitle: name => `${name} mit einem anderen Schlagwort zusammenführen`,
    mergeInto: "Schlagwort, das bleibt",
    mergeAbout: (name, n) =>
      `${links(n)} mit dem Schlagwort ${name}: Sie bekommen das andere, das Namen und Farbe behält. Dann wird ${name} gelöscht. Das lässt sich nicht rückgängig machen.`,
    merged: (name, into) => `${name} ist in ${into} aufgegangen`,
    mergeInstead: name => `Stattdessen mit ${name} zusammenführen`,
  },
  folders: {
    title: "Ordner",
    about: "Ordner halten Links in Ordnung. Ein Link liegt in höchstens einem Ordner.",
    create: "Neuer Ordner",
    search: "Ordner suchen",
    empty: "Noch keine Ordner",
    emptyAbout:
      "Ordner halten Links in Ordnung. Legen Sie hier einen an, oder tippen Sie einen beim Bearbeiten eines Links.",
    created: name => `Der Ordner ${name} ist angelegt`,
    deleteAbout: n => (n === 0 ? "In diesem Ordner liegt kein Link." : `${stay(n)}, ohne Ordner.`),
    deleted: name => `Der Ordner ${name} ist gelöscht`,
    mergeTitle: name => `${name} mit einem anderen Ordner zusammenführen`,
    mergeInto: "Ordner, der bleibt",
    mergeAbout: (name, n) =>
      `${links(n)} aus ${name}: Sie kommen in den anderen Ordner, der Namen und Farbe behält. Dann wird ${name} gelöscht. Das lässt sich nicht rückgängig machen.`,
    merged: (name, into) => `${name} ist in ${into} aufgegangen`,
    mergeInstead: name => `Stattdessen mit ${name} zusammenführen`,
  },
};
