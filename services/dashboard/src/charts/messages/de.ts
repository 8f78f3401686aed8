import type { Messages } from "./en.ts";

export const messages: Messages = {
  asChart: "Als Diagramm anzeigen",
  asTable: "Als Tabelle anzeigen",
  readPoints: "Mit den Pfeiltasten lesen Sie die einzelnen Punkte.",
  time: "Zeit",
  more: "Mehr",
};
