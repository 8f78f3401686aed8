export const messages = {
  asChart: "Show as chart",
  asTable: "Show as table",
  more: "More",
  readPoints: "Use the arrow keys to read the points.",
  time: "Time",
};
export type Messages = typeof messages;
