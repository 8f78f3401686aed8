import type { Messages } from "./en.ts";

export const messages: Messages = {
  delete: name => `Supprimer ${name}`,
  deleted: name => `${name} supprimée`,
  manage: "Renommer ou supprimer…",
  manageTitle: "Vues enregistrées",
  name: "Nom",
  noViews: "Aucune vue enregistrée pour l’instant",
  rename: name => `Nom de ${name}`,
  replace: name => `Enregistrer les filtres actuels sous ${name}`,
  replaced: name => `${name} a maintenant les filtres actuels`,
  save: "Enregistrer cette vue…",
  saveAction: "Enregistrer",
  saved: name => `Enregistrée sous ${name}`,
  saveHint: "La vue garde les filtres, l’ordre et la période. Vous seul la voyez.",
  saveTitle: "Enregistrer cette vue",
  views: "Vues enregistrées",
};
