import { formatNumber } from "../../../messages/format.ts";
import type { Messages } from "./en.ts";

export const messages: Messages = {
  about: "Lo que tus amigos hacen con tus publicaciones y lo que ocurre con tus enlaces. Se guarda 90 días.",
  all: "Todas",
  bell: unread => (unread === 0 ? "Notificaciones" : `Notificaciones, ${formatNumber(unread)} sin leer`),
  click_milestone: (link, clicks) => `${link} ha llegado a ${formatNumber(clicks)} clics`,
  comment: name => `${name} ha comentado tu publicación`,
  empty: "Aún no ha ocurrido nada",
  emptyAbout: "Aquí aparecen solicitudes de amistad, me gusta y comentarios, y lo que ocurre con tus enlaces.",
  friend_accepted: name => `${name} ha aceptado tu solicitud de amistad`,
  friend_request: name => `${name} te ha enviado una solicitud de amistad`,
  like: name => `A ${name} le gusta tu publicación`,
  link_blocked: link => `Un administrador ha bloqueado tu enlace ${link}`,
  link_unsafe: link => `Tu enlace ${link} se ha marcado como inseguro: los visitantes ven una advertencia`,
  markAll: "Marcar todo como leído",
  markRead: "Marcar como leída",
  markUnread: "Marcar como no leída",
  mention: name => `${name} te ha mencionado`,
  more: "Mostrar más",
  noUnread: "Lo has leído todo",
  noUnreadAbout: "Las notificaciones nuevas aparecen aquí al momento.",
  title: "Notificaciones",
  unread: "Sin leer",
};
