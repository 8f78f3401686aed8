export const messages = {
  clickDetails: "Move in a list",
  createLink: "Create a link",
  editLink: "Edit the link of the row",
  goTo: (page: string) => `Go to ${page}`,
  help: "Show these keys",
  keys: "Keys",
  links: "Links",
  nothing: "Nothing found",
  openPalette: "Find pages and links",
  pages: "Pages",
  placeholder: "Find pages and links…",
  save: "Save",
  search: "Search the list",
  selectLink: "Select the link of the row",
  title: "Find",
};
export type Messages = typeof messages;
