export const messages = {
  about: "Keep the campaign tags that you use again and again. The editor of a link fills them in with one choice.",
  actionsFor: (name: string) => `Actions for ${name}`,
  changed: (time: string) => `Changed ${time}`,
  create: "New template",
  created: (name: string) => `The template ${name} is ready`,
  delete: "Delete",
  deleteTitle: (name: string) => `Delete ${name}?`,
  deleteAbout: "Links that the template filled keep their campaign tags. This cannot be undone.",
  deleted: (name: string) => `The template ${name} is deleted`,
  edit: "Edit",
  editTitle: (name: string) => `Edit ${name}`,
  editAbout: "Links that the template has filled already do not change.",
  empty: "No templates yet",
  emptyAbout:
    "A template holds the source, medium and campaign of your links, so that everyone writes them the same way and statistics stay tidy.",
  name: "Name",
  nameExample: "Newsletter",
  preview: "A destination then ends with",
  save: "Save",
  title: "UTM templates",
};
export type Messages = typeof messages;
