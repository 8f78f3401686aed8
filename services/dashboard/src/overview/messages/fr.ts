import { formatNumber, plural } from "../../messages/format.ts";
import type { Messages } from "./en.ts";

export const messages: Messages = {
  allLinks: "Tous les liens",
  allNumbers: "Tous les chiffres",
  greetings: {
    morning: name => `Bonjour, ${name}`,
    day: name => `Bonjour, ${name}`,
    evening: name => `Bonsoir, ${name}`,
  },
  guide: "Trois étapes jusqu’à votre premier chiffre",
  guideClick: "L’ouvrir",
  guideClickAbout: "Ouvrez le lien court ici ou sur votre téléphone, comme un visiteur.",
  guideCreate: "Raccourcir un lien",
  guideCreateAbout: "Collez une adresse longue ci-dessus. Le lien court est copié aussitôt.",
  guideDone: step => `Fait : ${step}`,
  guideFurther: "Utilisez ensuite votre propre domaine, ou créez des liens par programme :",
  guideHide: "Masquer ce guide",
  guideSee: "Le voir compté",
  guideSeeAbout: "Le chiffre apparaît ici tout seul, un instant après le clic.",
  guideSeen: clicks =>
    plural(clicks, { one: `${formatNumber(clicks)} clic compté`, other: `${formatNumber(clicks)} clics comptés` }),
  mostClicked: "Les plus cliqués",
  newest: "Liens récents",
  noLinks: "Les liens que vous créez apparaissent ici.",
  openLink: link => `Ouvrir ${link}`,
  period: "Période",
  periodDays: days => plural(days, { one: `${formatNumber(days)} jour`, other: `${formatNumber(days)} jours` }),
  showNumbers: "Voir ses chiffres",
  title: "Vue d’ensemble",
  toDevelopers: "Développeurs",
  toDomains: "Domaines",
};
