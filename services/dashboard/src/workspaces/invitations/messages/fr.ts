import type { Messages } from "./en.ts";

export const messages: Messages = {
  asRole: {
    owner: "en tant que propriétaire",
    admin: "en tant qu’administrateur",
    editor: "en tant qu’éditeur",
    viewer: "en tant que lecteur",
  },
  cancel: "Annuler",
  copyAddress: "Copier l’adresse",
  email: "Adresse e-mail",
  ended: "Cette invitation n’est plus valable",
  endedAbout:
    "Son adresse est incomplète, ou l’invitation a été acceptée, retirée ou remplacée, ou une semaine s’est écoulée. Demandez-en une nouvelle au propriétaire de l’espace de travail.",
  ends: when => `se termine ${when}`,
  handOver: email =>
    `Cette installation n’envoie pas d’e-mails. Copiez cette adresse et envoyez-la vous-même à ${email}. Elle n’est affichée que cette fois.`,
  invite: "Inviter",
  inviteAbout:
    "La personne rejoint l’espace avec un compte de cette adresse e-mail. L’invitation se termine après une semaine.",
  invited: email => `${email} a une invitation`,
  invitedBy: name => `invitation de ${name}`,
  invites: (by, workspace, asRole) => `${by} vous invite dans ${workspace} ${asRole}`,
  inviteTitle: workspace => `Inviter dans ${workspace}`,
  isFor: (email, until) => `L’invitation est pour ${email} et se termine le ${until}.`,
  join: "Rejoindre",
  joined: workspace => `Vous êtes maintenant membre de ${workspace}`,
  mailed: email =>
    `Nous envoyons cette adresse à ${email}. Vous pouvez aussi la copier et l’envoyer vous-même. Elle n’est affichée que cette fois.`,
  needsAccount: "Pour rejoindre l’espace, connectez-vous avec cette adresse, ou créez un compte avec elle.",
  needsOther: email =>
    `Vous êtes connecté en tant que ${email}. Déconnectez-vous, puis continuez avec l’adresse invitée.`,
  open: "Invitations en cours",
  openOf: workspace => `Invitations en cours dans ${workspace}`,
  register: "Créer un compte",
  role: "Rôle",
  roleAbout: {
    owner: "Les propriétaires peuvent tout faire, y compris gérer les membres.",
    admin: "Les administrateurs peuvent gérer les liens, les domaines et les webhooks.",
    editor: "Les éditeurs peuvent lire, créer, modifier et supprimer les liens.",
    viewer: "Les lecteurs peuvent lire les liens et leurs chiffres.",
  },
  signIn: "Se connecter",
  signOut: "Se déconnecter",
  title: "Invitation",
  toStart: "Aller à la page d’accueil",
  withdraw: "Retirer",
  withdrawn: email => `L’invitation de ${email} est retirée`,
  withdrawOf: email => `Retirer l’invitation de ${email}`,
};
