import { formatNumber } from "../../../messages/format.ts";
import type { Messages } from "./en.ts";

export const messages: Messages = {
  about: "Was Freunde mit Ihren Beiträgen tun, und was mit Ihren Links geschieht. 90 Tage lang aufbewahrt.",
  all: "Alle",
  bell: unread => (unread === 0 ? "Mitteilungen" : `Mitteilungen, ${formatNumber(unread)} ungelesen`),
  click_milestone: (link, clicks) => `${link} hat ${formatNumber(clicks)} Klicks erreicht`,
  comment: name => `${name} hat Ihren Beitrag kommentiert`,
  empty: "Noch ist nichts geschehen",
  emptyAbout: "Hier erscheinen Freundschaftsanfragen, Likes und Kommentare, und was mit Ihren Links geschieht.",
  friend_accepted: name => `${name} hat Ihre Freundschaftsanfrage angenommen`,
  friend_request: name => `${name} hat Ihnen eine Freundschaftsanfrage geschickt`,
  like: name => `${name} gefällt Ihr Beitrag`,
  link_blocked: link => `Ein Administrator hat Ihren Link ${link} gesperrt`,
  link_unsafe: link => `Ihr Link ${link} wurde als unsicher markiert: Besucher sehen eine Warnung`,
  markAll: "Alle als gelesen markieren",
  markRead: "Als gelesen markieren",
  markUnread: "Als ungelesen markieren",
  mention: name => `${name} hat Sie erwähnt`,
  more: "Mehr anzeigen",
  noUnread: "Sie haben alles gelesen",
  noUnreadAbout: "Neue Mitteilungen erscheinen hier sofort.",
  title: "Mitteilungen",
  unread: "Ungelesen",
};
