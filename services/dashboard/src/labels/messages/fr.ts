import { formatNumber, plural } from "../../messages/format.ts";
import type { Messages } from "./en.ts";

const links = (n: number) => plural(n, { one: `${formatNumber(n)} lien`, other: `${formatNumber(n)} liens` });
const stay = (n: number) => plural(n, { one: `${links(n)} reste`, other: `${links(n)} restent` });

export const messages: Messages = {
  actionsFor: name => `Actions pour ${name}`,
  clicks: "Clics",
  color: "Couleur",
  colorOf: (name, color) => `Couleur de ${name} : ${color}`,
  colors: {
    none: "Sans couleur",
    gray: "Gris",
    red: "Rouge",
    orange: "Orange",
    yellow: "Jaune",
    green: "Vert",
    teal: "Bleu canard",
    blue: "Bleu",
    purple: "Violet",
    pink: "Rose",
  },
  delete: "Supprimer",
  deleteTitle: name => `Supprimer ${name} ?`,
  links: "Liens",
  merge: "Fusionner…",
  mergeNow: "Fusionner",
  name: "Nom",
  nothingMatches: "Rien ne commence ainsi",
  nothingMatchesAbout: "Essayez avec moins de lettres, ou effacez la recherche.",
  rename: "Renommer",
  save: "Enregistrer",
  showMore: "Afficher plus",
  showLinks: name => `Afficher les liens de ${name}`,
  tags: {
    title: "Étiquettes",
    about:
      "Les étiquettes marquent les liens par campagne, canal ou ce que vous voulez. Un lien peut en avoir plusieurs.",
    create: "Nouvelle étiquette",
    search: "Rechercher des étiquettes",
    empty: "Aucune étiquette pour l’instant",
    emptyAbout:
      "Les étiquettes regroupent les liens pour les filtres et les statistiques. Créez-en une ici, ou tapez-en une en modifiant un lien.",
    created: name => `L’étiquette ${name} est créée`,
    deleteAbout: n => (n === 0 ? "Aucun lien n’a cette étiquette." : `${stay(n)}, sans cette étiquette.`),
    deleted: name => `L’étiquette ${name} est supprimée`,
    mergeTitle: name => `Fusionner ${name} avec une autre étiquette`,
    mergeInto: "Étiquette qui reste",
    mergeAbout: (name, n) =>
      `${links(n)} avec l’étiquette ${name} : l’autre étiquette la remplace et garde son nom et sa couleur. Ensuite, ${name} est supprimée. Cette action est irréversible.`,
    merged: (name, into) => `${name} est fusionnée avec ${into}`,
    mergeInstead: name => `Fusionner plutôt avec ${name}`,
  },
  folders: {
    title: "Dossiers",
    about: "Les dossiers gardent les liens en ordre. Un lien est dans un dossier au plus.",
    create: "Nouveau dossier",
    search: "Rechercher des dossiers",
    empty: "Aucun dossier pour l’instant",
    emptyAbout: "Les dossiers gardent les liens en ordre. Créez-en un ici, ou tapez-en un en modifiant un lien.",
    created: name => `Le dossier ${name} est créé`,
    deleteAbout: n => (n === 0 ? "Aucun lien n’est dans ce dossier." : `${stay(n)}, sans dossier.`),
    deleted: name => `Le dossier ${name} est supprimé`,
    mergeTitle: name => `Fusionner ${name} avec un autre dossier`,
    mergeInto: "Dossier qui reste",
    mergeAbout: (name, n) =>
      `${links(n)} de ${name} : l’autre dossier les reçoit et garde son nom et sa couleur. Ensuite, ${name} est supprimé. Cette action est irréversible.`,
    merged: (name, into) => `${name} est fusionné avec ${into}`,
    mergeInstead: name => `Fusionner plutôt avec ${name}`,
  },
};
