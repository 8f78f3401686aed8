import { formatNumber, plural } from "../../messages/format.ts";
import type { Messages } from "./en.ts";

export const messages: Messages = {
  about: "Collez une adresse longue. Chaque clic reçoit une réponse immédiate et est compté exactement une fois.",
  another: "En raccourcir une autre",
  claimed: n =>
    plural(n, {
      one: "Le lien que vous avez raccourci ici est maintenant dans votre compte.",
      other: `Les ${formatNumber(n)} liens que vous avez raccourcis ici sont maintenant dans votre compte.`,
    }),
  copy: "Copier",
  createAccount: "Créer un compte",
  destination: "Adresse longue",
  downloadQr: "Télécharger le code QR",
  example: "https://example.com/une/adresse/longue",
  keep: "Connectez-vous ou créez un compte dans les 7 jours : ce lien et ses clics seront à vous.",
  leadsTo: url => `mène à ${url}`,
  noRegistration: "Ici, c’est l’administrateur qui crée les comptes.",
  numbers: "Voir ses chiffres",
  qrOf: url => `Code QR de ${url}`,
  shorten: "Raccourcir",
  signIn: "Se connecter",
  signInNeeded: "Ici, il faut un compte pour raccourcir des liens.",
  title: "Des liens courts aux chiffres fiables",
};
