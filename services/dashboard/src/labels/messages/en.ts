import { formatNumber, plural } from "../../messages/format.ts";

export const messages = {
  actionsFor: (name: string) => `Actions for ${name}`,
  clicks: "Clicks",
  color: "Colour",
  colorOf: (name: string, color: string) => `Colour of ${name}: ${color}`,
  colors: {
    none: "No colour",
    gray: "Grey",
    red: "Red",
    orange: "Orange",
    yellow: "Yellow",
    green: "Green",
    teal: "Teal",
    blue: "Blue",
    purple: "Purple",
    pink: "Pink",
  },
  delete: "Delete",
  deleteTitle: (name: string) => `Delete ${name}?`,
  links: "Links",
  merge: "Merge…",
  mergeNow: "Merge",
  name: "Name",
  nothingMatches: "Nothing begins with this",
  nothingMatchesAbout: "Try fewer letters, or clear the search.",
  rename: "Rename",
  save: "Save",
  showMore: "Show more",
  showLinks: (name: string) => `Show the links of ${name}`,
  tags: {
    title: "Tags",
    about: "Tags mark links by campaign, channel or anything else. A link can have several.",
    create: "New tag",
    search: "Search tags",
    empty: "No tags yet",
    emptyAbout: "Tags group links for filters and statistics. Make one here, or type one while you edit a link.",
    created: (name: string) => `The tag ${name} is ready`,
    deleteAbout: (n: number) =>
      n === 0
        ? "No link has this tag."
        : `${plural(n, { one: "1 link stays", other: `${formatNumber(n)} links stay` })}, without this tag.`,
    deleted: (name: string) => `The tag ${name} is deleted`,
    mergeTitle: (name: string) => `Merge ${name} into another tag`,
    mergeInto: "Tag that stays",
    mergeAbout: (name: string, n: number) =>
      `${plural(n, { one: `1 link with the tag ${name} gets`, other: `${formatNumber(n)} links with the tag ${name} get` })} the other tag, which keeps its name and colour. Then ${name} is deleted. This cannot be undone.`,
    merged: (name: string, into: string) => `${name} is merged into ${into}`,
    mergeInstead: (name: string) => `Merge into ${name} instead`,
  },
  folders: {
    title: "Folders",
    about: "Folders keep links in order. A link is in one folder at most.",
    create: "New folder",
    search: "Search folders",
    empty: "No folders yet",
    emptyAbout: "Folders keep links in order. Make one here, or type one while you edit a link.",
    created: (name: string) => `The folder ${name} is ready`,
    deleteAbout: (n: number) =>
      n === 0
        ? "No link is in this folder."
        : `${plural(n, { one: "1 link stays", other: `${formatNumber(n)} links stay` })}, without a folder.`,
    deleted: (name: string) => `The folder ${name} is deleted`,
    mergeTitle: (name: string) => `Merge ${name} into another folder`,
    mergeInto: "Folder that stays",
    mergeAbout: (name: string, n: number) =>
      `${plural(n, { one: "1 link moves", other: `${formatNumber(n)} links move` })} from ${name} into the other folder, which keeps its name and colour. Then ${name} is deleted. This cannot be undone.`,
    merged: (name: string, into: string) => `${name} is merged into ${into}`,
    mergeInstead: (name: string) => `Merge into ${name} instead`,
  },
};
export type Messages = typeof messages;
