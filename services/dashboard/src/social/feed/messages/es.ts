import { formatNumber, plural } from "../../../messages/format.ts";
import type { Messages } from "./en.ts";

export const messages: Messages = {
  about: "Lo que compartís tú y tus amigos. Las direcciones pasan a ser enlaces cortos, y los autores ven sus clics.",
  actionsFor: name => `Acciones para la publicación de ${name}`,
  addPicture: "Añadir imagen",
  alt: "Qué muestra la imagen",
  altHint: "Se lee a quien no puede verla.",
  becomeShort: n =>
    plural(n, {
      one: "La dirección pasa a ser un enlace corto.",
      other: `${formatNumber(n)} direcciones pasan a ser enlaces cortos.`,
    }),
  block: name => `Bloquear a ${name}`,
  charactersLeft: n =>
    plural(n, { one: `Queda ${formatNumber(n)} carácter`, other: `Quedan ${formatNumber(n)} caracteres` }),
  clicks: n => plural(n, { one: "1 clic", other: `${formatNumber(n)} clics` }),
  comment: "Comentario",
  commentDeleted: "Comentario eliminado",
  commentPlaceholder: "Escribe un comentario",
  comments: n => (n === 0 ? "Comentar" : plural(n, { one: "1 comentario", other: `${formatNumber(n)} comentarios` })),
  copyPost: "Copiar dirección de la publicación",
  deleteComment: name => `Eliminar el comentario de ${name}`,
  deletePost: "Eliminar publicación",
  empty: "Aún no hay nada",
  emptyAbout: "Escribe arriba la primera publicación, o añade amigos para ver las suyas.",
  findFriends: "Añadir amigos",
  gone: "Esta publicación ya no existe",
  goneAbout: "Se ha eliminado, o su autor no la comparte contigo.",
  like: "Me gusta",
  likes: n => `${formatNumber(n)} me gusta`,
  linksHint: "Las direcciones pasan a ser enlaces cortos, y ves sus clics. @nombre menciona a un amigo.",
  more: "Mostrar más publicaciones",
  moreComments: "Mostrar más comentarios",
  newPost: "Nueva publicación",
  noComments: "Aún no hay comentarios. Escribe el primero.",
  otherPicture: "Elegir otra imagen",
  people: "Amigos",
  picture: "Imagen de esta publicación",
  placeholder: "Comparte un enlace o una idea",
  post: "Publicación",
  postBy: name => `Publicación de ${name}`,
  postDeleted: "Publicación eliminada. Sus enlaces cortos siguen funcionando.",
  posted: n =>
    n === 0
      ? "Publicado"
      : plural(n, {
          one: "Publicado. Su dirección es ahora un enlace corto.",
          other: `Publicado. Sus ${formatNumber(n)} direcciones son ahora enlaces cortos.`,
        }),
  preparing: "Preparando la imagen",
  publish: "Publicar",
  removePicture: "Quitar imagen",
  send: "Enviar",
  showAll: "Mostrar todo",
  showNew: n =>
    plural(n, { one: "Mostrar 1 publicación nueva", other: `Mostrar ${formatNumber(n)} publicaciones nuevas` }),
  statistics: link => `Estadísticas de ${link}`,
  title: "Muro",
  uploading: "Subiendo",
  visibilities: { friends: "Amigos", public: "Todos los que tengan la dirección", private: "Solo tú" },
  visibleTo: "Quién puede verla",
};
