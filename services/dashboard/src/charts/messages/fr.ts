import type { Messages } from "./en.ts";

export const messages: Messages = {
  asChart: "Afficher en graphique",
  asTable: "Afficher en tableau",
  readPoints: "Parcourez les points avec les touches fléchées.",
  time: "Heure",
  more: "Plus",
};
