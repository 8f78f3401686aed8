import { formatNumber, plural } from "../../messages/format.ts";
import type { Messages } from "./en.ts";

const links = (n: number) => plural(n, { one: "1 enlace", other: `${formatNumber(n)} enlaces` });
const stay = (n: number) => plural(n, { one: "1 enlace se queda", other: `${formatNumber(n)} enlaces se quedan` });

export const messages: Messages = {
  actionsFor: name => `Acciones para ${name}`,
  clicks: "Clics",
  color: "Color",
  colorOf: (name, color) => `Color de ${name}: ${color}`,
  colors: {
    none: "Sin color",
    gray: "Gris",
    red: "Rojo",
    orange: "Naranja",
    yellow: "Amarillo",
    green: "Verde",
    teal: "Turquesa",
    blue: "Azul",
    purple: "Morado",
    pink: "Rosa",
  },
  delete: "Eliminar",
  deleteTitle: name => `¿Eliminar ${name}?`,
  links: "Enlaces",
  merge: "Fusionar…",
  mergeNow: "Fusionar",
  name: "Nombre",
  nothingMatches: "Nada empieza así",
  nothingMatchesAbout: "Prueba con menos letras o borra la búsqueda.",
  rename: "Cambiar nombre",
  save: "Guardar",
  showMore: "Mostrar más",
  showLinks: name => `Ver los enlaces de ${name}`,
  tags: {
    title: "Etiquetas",
    about: "Las etiquetas marcan los enlaces por campaña, canal o lo que quieras. Un enlace puede tener varias.",
    create: "Nueva etiqueta",
    search: "Buscar etiquetas",
    empty: "Aún no hay etiquetas",
    emptyAbout:
      "Las etiquetas agrupan enlaces para filtros y estadísticas. Crea una aquí o escríbela al editar un enlace.",
    created: name => `La etiqueta ${name} se ha creado`,
    deleteAbout: n => (n === 0 ? "Ningún enlace tiene esta etiqueta." : `${stay(n)}, sin esta etiqueta.`),
    deleted: name => `La etiqueta ${name} se ha eliminado`,
    mergeTitle: name => `Fusionar ${name} con otra etiqueta`,
    mergeInto: "Etiqueta que se queda",
    mergeAbout: (name, n) =>
      `${links(n)} con la etiqueta ${name}: la sustituye la otra, que conserva su nombre y su color. Después se elimina ${name}. Esta acción no se puede deshacer.`,
    merged: (name, into) => `${name} se ha fusionado con ${into}`,
    mergeInstead: name => `Fusionar con ${name}`,
  },
  folders: {
    title: "Carpetas",
    about: "Las carpetas mantienen los enlaces en orden. Un enlace está como mucho en una carpeta.",
    create: "Nueva carpeta",
    search: "Buscar carpetas",
    empty: "Aún no hay carpetas",
    emptyAbout: "Las carpetas mantienen los enlaces en orden. Crea una aquí o escríbela al editar un enlace.",
    created: name => `La carpeta ${name} se ha creado`,
    deleteAbout: n => (n === 0 ? "No hay ningún enlace en esta carpeta." : `${stay(n)}, sin carpeta.`),
    deleted: name => `La carpeta ${name} se ha eliminado`,
    mergeTitle: name => `Fusionar ${name} con otra carpeta`,
    mergeInto: "Carpeta que se queda",
    mergeAbout: (name, n) =>
      `${links(n)} de ${name}: pasan a la otra carpeta, que conserva su nombre y su color. Después se elimina ${name}. Esta acción no se puede deshacer.`,
    merged: (name, into) => `${name} se ha fusionado con ${into}`,
    mergeInstead: name => `Fusionar con ${name}`,
  },
};
