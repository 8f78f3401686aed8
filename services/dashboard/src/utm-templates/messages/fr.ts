import type { Messages } from "./en.ts";

export const messages: Messages = {
  about:
    "Gardez les paramètres de campagne que vous réutilisez souvent. L’éditeur de liens les remplit en un seul choix.",
  actionsFor: name => `Actions pour ${name}`,
  changed: time => `Modifié ${time}`,
  create: "Nouveau modèle",
  created: name => `Le modèle ${name} est créé`,
  delete: "Supprimer",
  deleteTitle: name => `Supprimer ${name} ?`,
  deleteAbout: "Les liens remplis par ce modèle gardent leurs paramètres de campagne. Cette action est irréversible.",
  deleted: name => `Le modèle ${name} est supprimé`,
  edit: "Modifier",
  editTitle: name => `Modifier ${name}`,
  editAbout: "Les liens déjà remplis par ce modèle ne changent pas.",
  empty: "Aucun modèle pour l’instant",
  emptyAbout:
    "Un modèle contient la source, le support et la campagne de vos liens : tout le monde les écrit de la même façon, et les statistiques restent claires.",
  name: "Nom",
  nameExample: "Newsletter",
  preview: "Une destination se termine alors par",
  save: "Enregistrer",
  title: "Modèles UTM",
};
