import type { Messages } from "./en.ts";

export const messages: Messages = {
  asChart: "Ver como gráfico",
  asTable: "Ver como tabla",
  readPoints: "Recorre los puntos con las teclas de flecha.",
  time: "Hora",
  more: "Más",
};
