import type { Messages } from "./en.ts";

export const messages: Messages = {
  checkMail: "Sehen Sie in Ihre Mails",
  code: "Code",
  codeHint: "Sechs Ziffern aus Ihrer Authenticator-App oder ein Wiederherstellungscode.",
  confirmFirst: email =>
    `Wir haben einen Link an ${email} geschickt. Öffnen Sie ihn, um die Adresse zu bestätigen, und melden Sie sich dann an.`,
  email: "E-Mail-Adresse",
  forgot: "Passwort vergessen?",
  forgotAbout: "Wir schicken Ihnen einen Link, mit dem Sie ein neues wählen.",
  forgotTitle: "Neues Passwort wählen",
  fullName: "Name (freiwillig)",
  haveAccount: "Sie haben schon ein Konto?",
  newHere: "Neu hier?",
  newPassword: "Passwort",
  newPasswordHint:
    "Mindestens 8 Zeichen. Ein paar Wörter ohne Zusammenhang sind leicht zu merken und schwer zu erraten.",
  password: "Passwort",
  register: "Konto anlegen",
  registerTitle: "Konto anlegen",
  remember: "Angemeldet bleiben",
  sendLink: "Link senden",
  sentLink: email => `Wenn es zu ${email} ein Konto gibt, ist ein Link dorthin unterwegs. Er gilt eine Stunde.`,
  signIn: "Anmelden",
  signInTitle: "Anmelden",
  askAdministrator: "Bitten Sie den Administrator dieser Installation um ein Konto.",
  registrationClosed: "Die Registrierung ist geschlossen",
};
