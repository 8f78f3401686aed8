import { formatNumber, plural } from "../../messages/format.ts";

export const messages = {
  allLinks: "All links",
  allNumbers: "All numbers",
  greetings: {
    morning: (name: string) => `Good morning, ${name}`,
    day: (name: string) => `Hello, ${name}`,
    evening: (name: string) => `Good evening, ${name}`,
  },
  guide: "Three steps to your first number",
  guideClick: "Open it",
  guideClickAbout: "Open the short link here or on your phone, as a visitor would.",
  guideCreate: "Shorten a link",
  guideCreateAbout: "Paste a long address above. The short link is copied at once.",
  guideDone: (step: string) => `Done: ${step}`,
  guideFurther: "Then use a domain of your own, or create links by program:",
  guideHide: "Hide this guide",
  guideSee: "See it counted",
  guideSeeAbout: "The number appears here by itself, a moment after the click.",
  guideSeen: (clicks: number) =>
    plural(clicks, { one: "1 click counted", other: `${formatNumber(clicks)} clicks counted` }),
  mostClicked: "Most clicked",
  newest: "Newest links",
  noLinks: "Links that you create appear here.",
  openLink: (link: string) => `Open ${link}`,
  period: "Period",
  periodDays: (days: number) => `${formatNumber(days)} days`,
  showNumbers: "Show its numbers",
  title: "Overview",
  toDevelopers: "Developers",
  toDomains: "Domains",
};
export type Messages = typeof messages;
