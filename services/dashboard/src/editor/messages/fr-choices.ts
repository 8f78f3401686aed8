import type { choices as english } from "./en-choices.ts";

/** The choices of the editor. `none` is the choice of nothing. */
export const choices: typeof english = {
  appUrls: { ios: "Sur iPhone et iPad", android: "Sur Android" },
  cacheTimes: {
    none: "Selon le code d’état",
    "0": "Jamais",
    "60": "1 minute",
    "300": "5 minutes",
    "3600": "1 heure",
    "86400": "1 jour",
  },
  codeStyles: {
    usual: "Comme d’habitude ici",
    random: "Aléatoire, comme h7Kq2Xw",
    readable: "Lisible, comme brave-otter-42",
  },
  forwardPaths: {
    none: { label: "Comme le domaine", about: "D’habitude, ces adresses n’existent pas." },
    not_found: { label: "N’existe pas", about: "Seul le code lui-même est une adresse." },
    ignore: { label: "L’ignorer", about: "La redirection est la même avec un chemin après le code." },
    append: { label: "L’ajouter à la destination", about: "/code/a/b mène à /a/b sous la destination." },
  },
  forwardQueries: {
    none: { label: "Comme le domaine", about: "D’habitude, ils sont omis." },
    off: { label: "Les omettre", about: "La destination reste telle que vous l’avez écrite." },
    visitor_wins: {
      label: "Les transmettre, le visiteur l’emporte",
      about: "Les paramètres de l’URL courte s’ajoutent. Ils remplacent ceux du même nom dans la destination.",
    },
    link_wins: {
      label: "Les transmettre, le lien l’emporte",
      about: "Les paramètres de l’URL courte s’ajoutent, sauf si la destination en a un du même nom.",
    },
  },
  placeholderMeanings: {
    country: "Deux lettres comme AT, ou unknown",
    device: "Par exemple mobile ou desktop",
    os: "Par exemple iOS",
    language: "La langue préférée, par exemple de-at",
    click_id: "Un nouvel ID à chaque visite",
    short_code: "Le code du lien",
    "query:name": "Le paramètre de ce nom du visiteur",
  },
  referrerPolicies: {
    none: { label: "Selon le navigateur", about: "Le plus souvent le site, sans la page." },
    "no-referrer": { label: "Rien", about: "La destination n’apprend pas d’où viennent les visiteurs." },
    "no-referrer-when-downgrade": {
      label: "La page, sauf vers un site non sécurisé",
      about: "L’adresse entière de la page, seulement en HTTPS.",
    },
    origin: { label: "Le site", about: "Son nom, sans la page." },
    "origin-when-cross-origin": {
      label: "Le site, ou la page au sein d’un même site",
      about: "Les autres sites n’apprennent que le nom du site.",
    },
    "same-origin": { label: "La page, au sein d’un même site", about: "Les autres sites n’apprennent rien." },
    "strict-origin": { label: "Le site, sauf vers un non sécurisé", about: "Son nom, seulement en HTTPS." },
    "strict-origin-when-cross-origin": {
      label: "Le site, ou la page au sein d’un même site, sauf non sécurisé",
      about: "Le réglage par défaut de la plupart des navigateurs.",
    },
    "unsafe-url": { label: "La page", about: "Son adresse entière, même sur des connexions non sécurisées." },
  },
  spans: { inADay: "Dans un jour", inAWeek: "Dans une semaine", inAMonth: "Dans 30 jours" },
  statuses: {
    none: { label: "Comme le domaine", about: "D’habitude 302, une redirection temporaire." },
    "302": { label: "302 Temporaire", about: "Chaque clic est compté, et les modifications agissent aussitôt." },
    "301": {
      label: "301 Permanente",
      about:
        "Les navigateurs la retiennent : les clics répétés ne sont pas comptés, et les modifications arrivent tard.",
    },
    "307": {
      label: "307 Temporaire, garde la méthode",
      about: "Comme 302, aussi pour les formulaires et envois de données.",
    },
    "308": {
      label: "308 Permanente, garde la méthode",
      about: "Comme 301, aussi pour les formulaires et envois de données.",
    },
  },
  utmFields: {
    utm_source: { label: "Source", hint: "D’où viennent les visiteurs, par exemple newsletter" },
    utm_medium: { label: "Support", hint: "Le type de canal, par exemple email" },
    utm_campaign: { label: "Campagne", hint: "Par exemple soldes-automne" },
    utm_term: { label: "Terme", hint: "Le mot-clé d’une annonce" },
    utm_content: { label: "Contenu", hint: "L’emplacement du lien, par exemple en-tete" },
  },
};
