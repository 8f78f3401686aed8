import type { Messages } from "./en.ts";

export const messages: Messages = {
  add: value => `Ajouter « ${value} »`,
  cancel: "Annuler",
  close: "Fermer",
  copied: "Copié",
  copy: "Copier",
  hidePassword: "Masquer le mot de passe",
  loading: "Chargement",
  notifications: "Messages",
  pickDate: "Choisir une date",
  pickOption: "Choisir…",
  problemId: id => `Requête ${id}`,
  showPassword: "Afficher le mot de passe",
  somethingFailed: "Cela n’a pas fonctionné",
  tryAgain: "Réessayer",
  undo: "Annuler l’action",
  unreachable: "Le serveur est injoignable. Vérifiez votre connexion, puis réessayez.",
};
