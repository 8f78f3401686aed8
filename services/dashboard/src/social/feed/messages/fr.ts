import { formatNumber, plural } from "../../../messages/format.ts";
import type { Messages } from "./en.ts";

export const messages: Messages = {
  about:
    "Ce que vous et vos amis partagez. Les adresses deviennent des liens courts, et les auteurs voient leurs clics.",
  actionsFor: name => `Actions pour la publication de ${name}`,
  addPicture: "Ajouter une image",
  alt: "Ce que montre l’image",
  altHint: "Lu aux personnes qui ne peuvent pas la voir.",
  becomeShort: n =>
    plural(n, {
      one: "L’adresse devient un lien court.",
      other: `${formatNumber(n)} adresses deviennent des liens courts.`,
    }),
  block: name => `Bloquer ${name}`,
  charactersLeft: n =>
    plural(n, { one: `Encore ${formatNumber(n)} caractère`, other: `Encore ${formatNumber(n)} caractères` }),
  clicks: n => plural(n, { one: `${formatNumber(n)} clic`, other: `${formatNumber(n)} clics` }),
  comment: "Commentaire",
  commentDeleted: "Commentaire supprimé",
  commentPlaceholder: "Écrire un commentaire",
  comments: n =>
    n === 0 ? "Commenter" : plural(n, { one: "1 commentaire", other: `${formatNumber(n)} commentaires` }),
  copyPost: "Copier l’adresse de la publication",
  deleteComment: name => `Supprimer le commentaire de ${name}`,
  deletePost: "Supprimer la publication",
  empty: "Rien ici pour l’instant",
  emptyAbout: "Écrivez la première publication ci-dessus, ou ajoutez des amis pour voir les leurs.",
  findFriends: "Ajouter des amis",
  gone: "Cette publication n’existe plus",
  goneAbout: "Elle a été supprimée, ou son auteur ne la partage pas avec vous.",
  like: "J’aime",
  likes: n => plural(n, { one: `${formatNumber(n)} J’aime`, other: `${formatNumber(n)} J’aime` }),
  linksHint: "Les adresses deviennent des liens courts, et vous voyez leurs clics. @nom mentionne un ami.",
  more: "Afficher plus de publications",
  moreComments: "Afficher plus de commentaires",
  newPost: "Nouvelle publication",
  noComments: "Aucun commentaire. Écrivez le premier.",
  otherPicture: "Choisir une autre image",
  people: "Amis",
  picture: "Image de cette publication",
  placeholder: "Partagez un lien ou une idée",
  post: "Publication",
  postBy: name => `Publication de ${name}`,
  postDeleted: "Publication supprimée. Ses liens courts fonctionnent toujours.",
  posted: n =>
    n === 0
      ? "Publié"
      : plural(n, {
          one: "Publié. Son adresse est maintenant un lien court.",
          other: `Publié. Ses ${formatNumber(n)} adresses sont maintenant des liens courts.`,
        }),
  preparing: "Préparation de l’image",
  publish: "Publier",
  removePicture: "Retirer l’image",
  send: "Envoyer",
  showAll: "Tout afficher",
  showNew: n =>
    plural(n, { one: "Afficher 1 nouvelle publication", other: `Afficher ${formatNumber(n)} nouvelles publications` }),
  statistics: link => `Statistiques de ${link}`,
  title: "Fil",
  uploading: "Envoi",
  visibilities: { friends: "Amis", public: "Tous ceux qui ont l’adresse", private: "Vous seul" },
  visibleTo: "Qui peut la voir",
};
