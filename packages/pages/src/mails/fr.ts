import type { WorkspaceRole } from "@shunt/contracts/roles";
import type { MailTexts, ReleaseCause, RestrictedLink, SignInChange } from "./en.ts";

const signInChanges: Record<SignInChange, string> = {
  "password-changed": "Votre mot de passe a été modifié. Toutes les autres sessions sont terminées.",
  "password-reset":
    "Votre mot de passe a été réinitialisé avec un lien envoyé à cette adresse. Toutes les sessions et tous les rapports partagés ont pris " +
    "fin, toutes les clés d’API sont supprimées et tous les webhooks désactivés. Réactivez ceux qui sont à vous.",
  "totp-enabled": "L’authentification à deux facteurs a été activée.",
  "totp-disabled": "L’authentification à deux facteurs a été désactivée.",
  "recovery-code-used": "Un code de récupération a servi à une connexion. Il ne peut plus être utilisé.",
  "recovery-codes-replaced": "De nouveaux codes de récupération ont été créés. Les anciens ne sont plus valables.",
};

const roles: Record<WorkspaceRole, string> = {
  owner: "propriétaire",
  admin: "administrateur",
  editor: "éditeur",
  viewer: "lecteur",
};

const releaseCauses: Record<ReleaseCause, string> = {
  "verified elsewhere": "un autre espace de travail a prouvé par DNS que le domaine est le sien",
  "removed by an administrator": "un administrateur l’a retiré",
};

const restrictions: Record<RestrictedLink["kind"], { done: string; effect: string }> = {
  blocked: { done: "bloqué", effect: "bloqué : les visiteurs voient une page d’erreur au lieu de la destination" },
  unsafe: {
    done: "marqué comme dangereux",
    effect: "marqué comme dangereux : les visiteurs voient un avertissement avant la destination",
  },
};

export const fr: MailTexts = {
  verifyEmail: ({ appUrl, page, hours }) => ({
    subject: "Confirmez votre adresse e-mail",
    text: `Un compte a été créé sur ${appUrl} avec cette adresse e-mail.

Si c’est le vôtre, confirmez l’adresse sur cette page :

${page}

Le lien fonctionne une fois et expire dans ${hours} heures.

Si vous ne vous êtes pas inscrit, ignorez ce message.
`,
  }),
  knownAddress: ({ appUrl }) => ({
    subject: "Vous avez déjà un compte",
    text: `Cette adresse e-mail a été saisie sur ${appUrl}, pour s’inscrire ou comme nouvelle adresse d’un compte. Elle appartient déjà à \
votre compte, et rien n’a changé.

Si c’était vous, connectez-vous comme d’habitude, ou réinitialisez votre mot de passe si vous l’avez oublié. Sinon, il n’y a rien à \
faire.
`,
  }),
  resetPassword: ({ appUrl, page }) => ({
    subject: "Réinitialisez votre mot de passe",
    text: `Un nouveau mot de passe a été demandé pour votre compte sur ${appUrl}.

Choisissez-le sur cette page :

${page}

Le lien fonctionne une fois et expire dans une heure. Un nouveau mot de passe vous déconnecte partout, met fin à vos rapports partagés, \
supprime vos clés d’API et désactive vos webhooks.

Si vous ne l’avez pas demandé, ignorez ce message : votre mot de passe reste le même.
`,
  }),
  confirmNewEmail: ({ appUrl, page }) => ({
    subject: "Confirmez votre nouvelle adresse e-mail",
    text: `Un compte sur ${appUrl} doit recevoir cette adresse e-mail.

Confirmez l’adresse sur cette page :

${page}

Le lien fonctionne une fois et expire dans 24 heures, ou plus tôt si vous fermez la session qui a demandé le changement.

Si vous ne l’avez pas demandé, ignorez ce message : rien ne changera.
`,
  }),
  emailChanges: ({ appUrl }) => ({
    subject: "Votre adresse e-mail va changer",
    text: `Une nouvelle adresse e-mail a été demandée pour votre compte sur ${appUrl}, depuis une session ouverte et avec votre mot de passe. \
L’adresse change dès que la nouvelle est confirmée.

Si c’était vous, il n’y a rien à faire. Sinon, réinitialisez tout de suite votre mot de passe : cela annule aussi le changement.
`,
  }),
  emailChanged: ({ appUrl }) => ({
    subject: "Votre adresse e-mail a été modifiée",
    text: `L’adresse e-mail de votre compte sur ${appUrl} a été modifiée. Cette adresse n’appartient plus au compte.

Si ce n’était pas vous, contactez tout de suite un administrateur de ce service : cette adresse ne permet plus de réinitialiser le mot \
de passe.
`,
  }),
  signInChanged: ({ appUrl, email, change }) => ({
    subject: "Avis de sécurité pour votre compte",
    text: `${signInChanges[change]}

Il s’agit du compte ${email} sur ${appUrl}.

Si c’était vous, il n’y a rien à faire. Sinon, réinitialisez tout de suite votre mot de passe et contactez un administrateur de ce \
service.
`,
  }),
  invitation: ({ appUrl, page, invitedBy, workspace, role }) => ({
    subject: `${invitedBy} vous invite : ${workspace}`,
    text: `${invitedBy} vous invite dans l’espace de travail « ${workspace} » sur ${appUrl}, avec le rôle ${roles[role]}.

Pour le rejoindre, ouvrez cette page, puis connectez-vous ou créez un compte avec cette adresse e-mail :

${page}

Le lien fonctionne une fois et expire dans sept jours.

Si vous ne savez pas qui c’est, ignorez ce message.
`,
  }),
  domainReleased: ({ appUrl, host, links, cause }) => ({
    subject: `Votre espace de travail n’a plus le domaine ${host}`,
    text: `Votre espace de travail sur ${appUrl} n’a plus le domaine ${host} : ${releaseCauses[cause]}.

${links === 0 ? "Il n’avait aucun lien." : `Nombre de liens sur ce domaine : ${links}. Ils restent dans votre espace de travail avec leurs statistiques, mais les visiteurs ne peuvent plus les ouvrir.`}

Si le domaine est à vous, ajoutez-le de nouveau et créez son enregistrement DNS.${links === 0 ? "" : " Vos liens fonctionnent alors de nouveau."}
`,
  }),
  webhookDisabled: ({ page, url, reason }) => ({
    subject: `Votre webhook vers ${new URL(url).host} a été désactivé`,
    text: `Votre webhook ${url} a été désactivé.

Raison : ${reason}. Les nouveaux événements ne lui sont plus envoyés.

Quand son destinataire fonctionne de nouveau, réactivez le webhook ici :

${page}

Les envois en attente partent alors, s’ils ont moins de trois jours. Vous pouvez y renvoyer aussi ceux qui ont échoué.
`,
  }),
  unnamedLinksRestricted: ({ appUrl }) => ({
    subject: "Des liens ont été bloqués ou marqués comme dangereux",
    text: `Un administrateur ou une liste de pages dangereuses a restreint des liens d’un compte sur ${appUrl} qui a été créé avec cette adresse \
e-mail.

Si c’est votre compte, connectez-vous : la liste des liens montre lesquels. Rien n’a été supprimé. Si vous pensez que c’est une erreur, \
contactez un administrateur de ce service.

Si vous ne vous êtes pas inscrit, ignorez ce message.
`,
  }),
  linksRestricted: ({ appUrl, count, named }) => {
    const [first] = named as [RestrictedLink];
    const entries = named.map(
      ({ kind, shortUrl, targetUrl, reason }) => `${shortUrl}
  mène à ${targetUrl}
  ${restrictions[kind].effect}
  Raison : ${reason ?? "non indiquée"}
`,
    );
    const more = count - named.length;
    return {
      subject:
        count === 1
          ? `Votre lien ${first.shortUrl} a été ${restrictions[first.kind].done}`
          : `${count} de vos liens ont été bloqués ou marqués comme dangereux`,
      text: `Un administrateur ou une liste de pages dangereuses a restreint des liens de votre compte sur ${appUrl}.

${entries.join("\n")}${more > 0 ? `\n… et ${more} de plus. La liste des liens les montre tous.\n` : ""}
Rien n’a été supprimé. Si vous pensez que c’est une erreur, contactez un administrateur de ce service.
`,
    };
  },
};
