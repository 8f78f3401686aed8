export const messages = {
  delete: (name: string) => `Delete ${name}`,
  deleted: (name: string) => `${name} deleted`,
  manage: "Rename or delete…",
  manageTitle: "Saved views",
  name: "Name",
  noViews: "No saved views yet",
  rename: (name: string) => `Name of ${name}`,
  replace: (name: string) => `Save the current filters as ${name}`,
  replaced: (name: string) => `${name} has the current filters now`,
  save: "Save this view…",
  saveAction: "Save",
  saved: (name: string) => `Saved as ${name}`,
  saveHint: "The view keeps filters, order and period. Only you see it.",
  saveTitle: "Save this view",
  views: "Saved views",
};
export type Messages = typeof messages;
