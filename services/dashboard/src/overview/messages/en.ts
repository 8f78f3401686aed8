export const messages = {
  title: "Overview",
  toLinks: "Go to your links",
  welcome: (name: string) => `Welcome, ${name}`,
};
export type Messages = typeof messages;
