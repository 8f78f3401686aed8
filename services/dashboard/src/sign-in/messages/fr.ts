import type { Messages } from "./en.ts";

export const messages: Messages = {
  checkMail: "Consultez vos e-mails",
  code: "Code",
  codeHint: "Six chiffres de votre application d’authentification, ou un code de récupération.",
  confirmFirst: email =>
    `Nous avons envoyé un lien à ${email}. Ouvrez-le pour confirmer l’adresse, puis connectez-vous.`,
  email: "Adresse e-mail",
  forgot: "Mot de passe oublié ?",
  forgotAbout: "Nous vous envoyons un lien pour en choisir un nouveau.",
  forgotTitle: "Choisir un nouveau mot de passe",
  fullName: "Nom (facultatif)",
  haveAccount: "Vous avez déjà un compte ?",
  newHere: "Pas encore de compte ?",
  newPassword: "Mot de passe",
  newPasswordHint: "Au moins 8 caractères. Quelques mots sans rapport sont faciles à retenir et difficiles à deviner.",
  password: "Mot de passe",
  register: "Créer un compte",
  registerTitle: "Créer votre compte",
  remember: "Rester connecté",
  sendLink: "Envoyer le lien",
  sentLink: email => `Si ${email} a un compte, un lien est en route. Il est valable une heure.`,
  signIn: "Se connecter",
  signInTitle: "Se connecter",
  askAdministrator: "Demandez un compte à l’administrateur de cette installation.",
  registrationClosed: "Les inscriptions sont fermées",
};
