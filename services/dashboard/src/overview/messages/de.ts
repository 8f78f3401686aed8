import { formatNumber, plural } from "../../messages/format.ts";
import type { Messages } from "./en.ts";

export const messages: Messages = {
  allLinks: "Alle Links",
  allNumbers: "Alle Zahlen",
  greetings: {
    morning: name => `Guten Morgen, ${name}`,
    day: name => `Guten Tag, ${name}`,
    evening: name => `Guten Abend, ${name}`,
  },
  guide: "Drei Schritte zur ersten Zahl",
  guideClick: "Öffnen",
  guideClickAbout: "Öffnen Sie den Kurzlink hier oder auf Ihrem Telefon, wie ein Besucher.",
  guideCreate: "Link kürzen",
  guideCreateAbout: "Fügen Sie oben eine lange Adresse ein. Der Kurzlink wird sofort kopiert.",
  guideDone: step => `Erledigt: ${step}`,
  guideFurther: "Nutzen Sie dann eine eigene Domain, oder legen Sie Links per Programm an:",
  guideHide: "Anleitung ausblenden",
  guideSee: "Beim Zählen zusehen",
  guideSeeAbout: "Die Zahl erscheint hier von selbst, einen Moment nach dem Klick.",
  guideSeen: clicks => plural(clicks, { one: "1 Klick gezählt", other: `${formatNumber(clicks)} Klicks gezählt` }),
  mostClicked: "Meistgeklickt",
  newest: "Neueste Links",
  noLinks: "Links, die Sie anlegen, erscheinen hier.",
  openLink: link => `${link} öffnen`,
  period: "Zeitraum",
  periodDays: days => `${formatNumber(days)} Tage`,
  showNumbers: "Zahlen ansehen",
  title: "Übersicht",
  toDevelopers: "Für Entwickler",
  toDomains: "Domains",
};
