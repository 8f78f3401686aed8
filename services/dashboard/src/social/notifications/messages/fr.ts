import { formatNumber, plural } from "../../../messages/format.ts";
import type { Messages } from "./en.ts";

export const messages: Messages = {
  about: "Ce que vos amis font de vos publications, et ce qui arrive à vos liens. Gardé 90 jours.",
  all: "Toutes",
  bell: unread =>
    unread === 0
      ? "Notifications"
      : plural(unread, { one: "Notifications, 1 non lue", other: `Notifications, ${formatNumber(unread)} non lues` }),
  click_milestone: (link, clicks) => `${link} a atteint ${formatNumber(clicks)} clics`,
  comment: name => `${name} a commenté votre publication`,
  empty: "Rien ne s’est encore passé",
  emptyAbout: "Les demandes d’amis, mentions J’aime et commentaires apparaissent ici, et ce qui arrive à vos liens.",
  friend_accepted: name => `${name} a accepté votre demande d’ami`,
  friend_request: name => `${name} vous a envoyé une demande d’ami`,
  like: name => `${name} aime votre publication`,
  link_blocked: link => `Un administrateur a bloqué votre lien ${link}`,
  link_unsafe: link => `Votre lien ${link} a été marqué comme dangereux : les visiteurs voient un avertissement`,
  markAll: "Tout marquer comme lu",
  markRead: "Marquer comme lue",
  markUnread: "Marquer comme non lue",
  mention: name => `${name} vous a mentionné`,
  more: "Afficher plus",
  noUnread: "Vous avez tout lu",
  noUnreadAbout: "Les nouvelles notifications apparaissent ici aussitôt.",
  title: "Notifications",
  unread: "Non lues",
};
