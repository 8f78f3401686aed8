import type { Messages } from "./en.ts";

export const messages: Messages = {
  asRole: { owner: "als Inhaber", admin: "als Verwalter", editor: "als Bearbeiter", viewer: "als Leser" },
  cancel: "Abbrechen",
  copyAddress: "Adresse kopieren",
  email: "E-Mail-Adresse",
  ended: "Diese Einladung gilt nicht mehr",
  endedAbout:
    "Die Adresse ist unvollständig, oder die Einladung wurde angenommen, zurückgezogen oder ersetzt, oder eine Woche ist um. Bitten Sie den Inhaber des Arbeitsbereichs um eine neue.",
  ends: when => `endet ${when}`,
  handOver: email =>
    `Diese Installation verschickt keine Mails. Kopieren Sie diese Adresse und schicken Sie sie selbst an ${email}. Sie wird nur dieses eine Mal gezeigt.`,
  invite: "Einladen",
  inviteAbout: "Die Person tritt mit einem Konto dieser E-Mail-Adresse bei. Die Einladung endet nach einer Woche.",
  invited: email => `${email} ist eingeladen`,
  invitedBy: name => `eingeladen von ${name}`,
  invites: (by, workspace, asRole) => `${by} lädt Sie ${asRole} in ${workspace} ein`,
  inviteTitle: workspace => `Einladen in ${workspace}`,
  isFor: (email, until) => `Die Einladung gilt für ${email} und endet am ${until}.`,
  join: "Beitreten",
  joined: workspace => `Sie sind jetzt Mitglied von ${workspace}`,
  mailed: email =>
    `Wir schicken diese Adresse an ${email}. Sie können sie auch kopieren und selbst schicken. Sie wird nur dieses eine Mal gezeigt.`,
  needsAccount: "Melden Sie sich zum Beitreten mit dieser Adresse an, oder legen Sie ein Konto mit ihr an.",
  needsOther: email =>
    `Sie sind als ${email} angemeldet. Melden Sie sich ab und machen Sie mit der eingeladenen Adresse weiter.`,
  open: "Offene Einladungen",
  openOf: workspace => `Offene Einladungen in ${workspace}`,
  register: "Konto anlegen",
  role: "Rolle",
  roleAbout: {
    owner: "Inhaber können alles, auch Mitglieder verwalten.",
    admin: "Verwalter können Links, Domains und Webhooks verwalten.",
    editor: "Bearbeiter können Links lesen, anlegen, ändern und löschen.",
    viewer: "Leser können Links und ihre Zahlen lesen.",
  },
  signIn: "Anmelden",
  signOut: "Abmelden",
  title: "Einladung",
  toStart: "Zur Startseite",
  withdraw: "Zurückziehen",
  withdrawn: email => `Die Einladung von ${email} ist zurückgezogen`,
  withdrawOf: email => `Einladung von ${email} zurückziehen`,
};
