import type { Messages } from "./en.ts";

export const messages: Messages = {
  add: value => `Ajouter « ${value} »`,
  cancel: "Annuler",
  close: "Fermer",
  copied: "Copié",
  copy: "Copier",
  done: "Terminé",
  hidePassword: "Masquer le mot de passe",
  loading: "Chargement",
  notifications: "Messages",
  pageFailed: "Cela n’a pas fonctionné, à cause d’un défaut de la page elle-même. Rechargez la page, puis réessayez.",
  partMissing: "Une partie de cette page n’a pas pu être chargée. Vérifiez votre connexion, puis rechargez la page.",
  pickDate: "Choisir une date",
  pickOption: "Choisir…",
  problemId: id => `Requête ${id}`,
  reload: "Recharger la page",
  showPassword: "Afficher le mot de passe",
  somethingFailed: "Cela n’a pas fonctionné",
  tryAgain: "Réessayer",
  undo: "Annuler l’action",
  unreachable: "Le serveur est injoignable. Vérifiez votre connexion, puis réessayez.",
};
