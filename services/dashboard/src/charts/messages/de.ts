import type { Messages } from "./en.ts";

export const messages: Messages = {
  asChart: "Als Diagramm zeigen",
  asTable: "Als Tabelle zeigen",
  readPoints: "Mit den Pfeiltasten lesen Sie die einzelnen Punkte.",
  time: "Zeit",
  more: "Mehr",
};
