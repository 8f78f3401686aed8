import type { Messages } from "./en.ts";

export const messages: Messages = {
  clickDetails: "Se déplacer dans une liste",
  createLink: "Créer un lien",
  editLink: "Modifier le lien de la ligne",
  goTo: page => `Aller à : ${page}`,
  help: "Afficher ces raccourcis",
  keys: "Raccourcis",
  links: "Liens",
  nothing: "Aucun résultat",
  openPalette: "Trouver des pages et des liens",
  pages: "Pages",
  placeholder: "Trouver des pages et des liens…",
  save: "Enregistrer",
  search: "Rechercher dans la liste",
  selectLink: "Sélectionner le lien de la ligne",
  title: "Trouver",
};
