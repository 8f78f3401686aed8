import type { Messages } from "./en.ts";

/** The messages of all pages in French. */
export const fr: Messages = {
  problems: {
    "malformed-request": {
      title: "La requête est incorrecte",
      text: "Vérifiez l’adresse, ou demandez le lien complet à la personne qui vous l’a envoyé.",
    },
    "link-not-found": {
      title: "Lien introuvable",
      text: "Vérifiez l’adresse, ou demandez le bon lien à la personne qui vous l’a envoyé.",
    },
    "link-expired": {
      title: "Ce lien a expiré",
      text: "Son propriétaire a limité sa durée ou le nombre d’ouvertures. Demandez un nouveau lien à la personne qui vous l’a envoyé.",
    },
    "link-blocked": {
      title: "Ce lien est bloqué",
      text: "L’exploitant de ce service l’a bloqué, car il peut être dangereux. Si vous pensez que c’est une erreur, adressez-vous à lui.",
    },
    "link-gone": {
      title: "Ce lien n’existe plus",
      text: "Son propriétaire l’a arrêté. Demandez un nouveau lien à la personne qui vous l’a envoyé.",
    },
    "link-restricted": {
      title: "Ce lien ne vous est pas proposé",
      text: "Son propriétaire ne vous le propose pas pour des raisons juridiques.",
    },
    "rate-limited": {
      title: "Trop de requêtes",
      text: "Votre réseau a ouvert trop de liens courts qui n’existent pas. Veuillez réessayer dans une minute.",
    },
    "method-not-allowed": {
      title: "Cette méthode n’est pas autorisée ici",
      text: "Les liens courts n’acceptent que GET et HEAD. Ouvrez le lien dans un navigateur.",
    },
    internal: {
      title: "Une erreur s’est produite chez nous",
      text: "Vous n’y êtes pour rien. Veuillez réessayer dans un instant.",
    },
    unavailable: {
      title: "Service momentanément indisponible",
      text: "Le service ne peut pas rechercher de liens pour l’instant. Veuillez réessayer dans quelques secondes.",
    },
  },
  refusals: {
    "foreign-request": {
      title: "Cette requête vient d’une autre page",
      text: "Ouvrez cette page dans votre navigateur et envoyez le formulaire depuis celle-ci.",
    },
    "mail-token-invalid": {
      title: "Ce lien n’est pas valable ou a expiré",
      text: "Chaque lien sert une seule fois, pour une durée limitée, et seul le dernier est valable. Demandez un nouveau lien.",
    },
    "method-not-allowed": {
      title: "Cette méthode n’est pas autorisée ici",
      text: "Ouvrez cette page dans votre navigateur.",
    },
    "rate-limited": { title: "Trop de requêtes", text: "Attendez quelques minutes, puis réessayez." },
    internal: {
      title: "Une erreur s’est produite chez nous",
      text: "Vous n’y êtes pour rien. Veuillez réessayer dans un instant.",
    },
    unavailable: {
      title: "Service momentanément indisponible",
      text: "Le service est très sollicité. Revenez en arrière et réessayez dans quelques secondes.",
    },
    other: { title: "La requête a été refusée", text: "Revenez en arrière et vérifiez votre saisie." },
  },
  contact: "Contacter l’exploitant",
  preview: {
    title: "Aperçu d’un lien court",
    text: "Cette page montre où mène le lien. Vous ne l’avez pas encore ouvert.",
    shortUrl: "Lien court",
    destination: "Mène à",
    varies: "Dépend du visiteur",
    name: "Titre",
    created: "Existe depuis le",
    changed: "Destination modifiée le",
    submit: "Continuer vers la page",
  },
  card: {
    title: "Lien court",
  },
  locked: {
    title: "Ce lien est protégé",
    text: "Saisissez le mot de passe que vous a donné la personne qui vous a envoyé le lien.",
    label: "Mot de passe",
    submit: "Ouvrir le lien",
    wrong: "Ce mot de passe est incorrect. Veuillez réessayer.",
    expired: "Cela a pris trop de temps. Veuillez saisir de nouveau le mot de passe.",
  },
  continue: {
    title: "Ouvrir ce lien ?",
    text: "Il ne s’ouvre qu’un nombre limité de fois. L’ouverture compte dès que vous continuez.",
    submit: "Continuer",
  },
  app: {
    title: "Ouvrir ce lien dans l’application ?",
    text: "Si vous avez l’application, elle s’ouvre là où mène le lien.",
    submit: "Ouvrir l’application",
    decline: "Continuer sans l’application",
  },
  unsafe: {
    title: "Ce lien peut être dangereux",
    text: "La page derrière ce lien a été signalée comme dangereuse. Elle peut tenter de voler des mots de passe ou d’installer des programmes.",
    destination: "Il mène à",
    advice: "Nous vous conseillons de fermer cette page.",
    submit: "L’ouvrir quand même",
  },
  report: {
    link: "Signaler ce lien",
    title: "Signaler un lien court",
    text: "Les administrateurs de ce service examinent les signalements de liens courts dangereux.",
    url: "Adresse courte",
    category: "Quel est le problème ?",
    categories: {
      phishing: "Il cherche à obtenir des mots de passe ou de l’argent",
      malware: "Il installe des programmes dangereux",
      spam: "C’est du spam",
      illegal: "Son contenu est illégal",
      other: "Autre chose",
    },
    seen: "Qu’avez-vous vu ? (facultatif)",
    email: "Votre adresse e-mail (facultative)",
    submit: "Envoyer le signalement",
    refused: {
      unknown: "Cette adresse courte n’existe pas ici.",
      url: "Saisissez l’adresse courte que vous avez ouverte, par exemple https://go.example.com/abc.",
      category: "Choisissez quel est le problème de ce lien.",
      text: "Le texte ne peut pas dépasser 1 000 caractères.",
      email: "Saisissez une adresse e-mail comme anne@example.com, ou laissez le champ vide.",
    },
    "rate-limited": "Trop de signalements viennent de votre réseau. Veuillez réessayer plus tard.",
    thanks: "Merci de votre signalement",
    next: "Un administrateur va examiner le lien.",
  },
  unlock: {
    again: "Ouvrez de nouveau le lien court et saisissez-y le mot de passe.",
    "rate-limited":
      "Trop de mots de passe incorrects ont été saisis pour ce lien ou depuis votre réseau. Attendez quelques minutes, puis réessayez.",
  },
  mail: {
    again: "Ouvrez le lien de l’e-mail que nous vous avons envoyé.",
    confirm: {
      title: "Confirmer votre adresse e-mail",
      text: "Confirmez que l’adresse e-mail qui a reçu ce lien est la vôtre.",
      submit: "Confirmer l’adresse",
      done: "Votre adresse est confirmée",
      next: "Vous pouvez fermer cette page.",
    },
    password: {
      title: "Choisir un nouveau mot de passe",
      text: "Utilisez au moins 8 caractères quelconques. Un nouveau mot de passe vous déconnecte partout, met fin à vos rapports partagés, supprime vos clés d’API et désactive vos webhooks.",
      label: "Nouveau mot de passe",
      submit: "Enregistrer le mot de passe",
      length: "Ce mot de passe doit avoir de 8 à 128 caractères.",
      common: "Ce mot de passe est trop courant ; choisissez-en un autre.",
      done: "Votre mot de passe est changé",
      next: "Toutes vos sessions sont terminées. Connectez-vous avec le nouveau mot de passe.",
    },
  },
};
