import { formatNumber } from "../../messages/format.ts";
import type { Messages } from "./en.ts";

export const messages: Messages = {
  about:
    "Liens, domaines, webhooks, étiquettes et dossiers appartiennent à un espace de travail. Ses membres les partagent.",
  alone: "Vous en êtes le seul membre.",
  cancel: "Annuler",
  joined: when => `membre depuis : ${when}`,
  leave: "Quitter",
  leaveAbout: "Vous perdez aussitôt l’accès à ses liens et à ses chiffres. Ce que vous y avez créé reste.",
  leaveTitle: name => `Quitter « ${name} » ?`,
  left: name => `Vous avez quitté ${name}`,
  memberCount: n => `${formatNumber(n)} membres`,
  membersOf: name => `Membres de ${name}`,
  name: "Nom",
  personal: "Le vôtre",
  personalAbout: "Il reçoit ce que vous créez.",
  remove: "Retirer",
  removeAbout: "Le membre perd aussitôt l’accès. Les liens qu’il a créés restent.",
  removed: name => `${name} n’est plus membre`,
  removeOf: name => `Retirer ${name}`,
  removeTitle: name => `Retirer ${name} ?`,
  rename: "Renommer",
  renamed: name => `Renommé en ${name}`,
  renameOf: name => `Renommer ${name}`,
  renameTitle: "Renommer l’espace de travail",
  roleChanged: (name, role) => `Nouveau rôle de ${name} : ${role}`,
  roleOf: name => `Rôle de ${name}`,
  roles: { owner: "Propriétaire", admin: "Administrateur", editor: "Éditeur", viewer: "Lecteur" },
  save: "Enregistrer",
  title: "Espaces de travail",
  you: "Vous",
};
