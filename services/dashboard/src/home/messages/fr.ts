import type { Messages } from "./en.ts";

export const messages: Messages = {
  about: "Collez une adresse longue. Chaque clic reçoit une réponse immédiate et est compté exactement une fois.",
  another: "En raccourcir une autre",
  copy: "Copier",
  createAccount: "Créer un compte",
  destination: "Adresse longue",
  downloadQr: "Télécharger le code QR",
  example: "https://example.com/une/adresse/longue",
  keep: "Avec un compte, vous pouvez modifier les liens et voir leurs clics.",
  leadsTo: url => `mène à ${url}`,
  noRegistration: "Ici, c’est l’administrateur qui crée les comptes.",
  numbers: "Voir ses chiffres",
  qrOf: url => `Code QR de ${url}`,
  shorten: "Raccourcir",
  signIn: "Se connecter",
  signInNeeded: "Ici, il faut un compte pour raccourcir des liens.",
  title: "Des liens courts aux chiffres fiables",
};
