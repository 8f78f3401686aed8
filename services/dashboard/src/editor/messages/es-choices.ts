import type { choices as english } from "./en-choices.ts";

/** The choices of the editor. `none` is the choice of nothing. */
export const choices: typeof english = {
  appUrls: { ios: "En iPhone y iPad", android: "En Android" },
  cacheTimes: {
    none: "Según el código de estado",
    "0": "Nada",
    "60": "1 minuto",
    "300": "5 minutos",
    "3600": "1 hora",
    "86400": "1 día",
  },
  codeStyles: {
    usual: "Lo habitual aquí",
    random: "Aleatorio, como h7Kq2Xw",
    readable: "Legible, como brave-otter-42",
  },
  forwardPaths: {
    none: { label: "Como el dominio", about: "Lo habitual es que esas direcciones no existan." },
    not_found: { label: "No existe", about: "Solo el código mismo es una dirección." },
    ignore: { label: "Ignorarla", about: "La redirección es la misma con una ruta tras el código." },
    append: { label: "Añadirla al destino", about: "/code/a/b lleva a /a/b dentro del destino." },
  },
  forwardQueries: {
    none: { label: "Como el dominio", about: "Lo habitual es omitirlos." },
    off: { label: "Omitirlos", about: "El destino queda como lo escribiste." },
    visitor_wins: {
      label: "Pasarlos, gana el visitante",
      about: "Los parámetros de la URL corta se añaden. Sustituyen a los del mismo nombre en el destino.",
    },
    link_wins: {
      label: "Pasarlos, gana el enlace",
      about: "Los parámetros de la URL corta se añaden, salvo que el destino tenga uno con ese nombre.",
    },
  },
  placeholderMeanings: {
    country: "Dos letras como AT, o unknown",
    device: "Por ejemplo mobile o desktop",
    os: "Por ejemplo iOS",
    language: "El preferido, por ejemplo de-at",
    click_id: "Un ID nuevo en cada visita",
    short_code: "El código del enlace",
    "query:name": "El parámetro con ese nombre del visitante",
  },
  referrerPolicies: {
    none: { label: "Lo habitual en el navegador", about: "Casi siempre el sitio, sin la página." },
    "no-referrer": { label: "Nada", about: "El destino no sabe de dónde vienen los visitantes." },
    "no-referrer-when-downgrade": {
      label: "La página, salvo a un sitio inseguro",
      about: "La dirección completa de la página, solo por HTTPS.",
    },
    origin: { label: "El sitio", about: "Su nombre, sin la página." },
    "origin-when-cross-origin": {
      label: "El sitio, o la página dentro del mismo sitio",
      about: "Otros sitios solo conocen el nombre del sitio.",
    },
    "same-origin": { label: "La página, solo dentro del mismo sitio", about: "Otros sitios no saben nada." },
    "strict-origin": { label: "El sitio, salvo a uno inseguro", about: "Su nombre, solo por HTTPS." },
    "strict-origin-when-cross-origin": {
      label: "El sitio, o la página dentro del mismo, salvo a uno inseguro",
      about: "El valor por defecto de la mayoría de los navegadores.",
    },
    "unsafe-url": { label: "La página", about: "Su dirección completa, también por conexiones inseguras." },
  },
  spans: { inADay: "En un día", inAWeek: "En una semana", inAMonth: "En 30 días" },
  statuses: {
    none: { label: "Como el dominio", about: "Lo habitual es 302, una redirección temporal." },
    "302": { label: "302 Temporal", about: "Se cuenta cada clic y los cambios actúan al momento." },
    "301": {
      label: "301 Permanente",
      about: "Los navegadores la recuerdan: los clics repetidos no se cuentan y los cambios llegan tarde.",
    },
    "307": {
      label: "307 Temporal, mantiene el método",
      about: "Como 302, también para formularios y envíos de datos.",
    },
    "308": {
      label: "308 Permanente, mantiene el método",
      about: "Como 301, también para formularios y envíos de datos.",
    },
  },
  utmFields: {
    utm_source: { label: "Fuente", hint: "De dónde vienen los visitantes, por ejemplo newsletter" },
    utm_medium: { label: "Medio", hint: "El tipo de canal, por ejemplo email" },
    utm_campaign: { label: "Campaña", hint: "Por ejemplo rebajas-otono" },
    utm_term: { label: "Término", hint: "La palabra clave de un anuncio" },
    utm_content: { label: "Contenido", hint: "La posición del enlace, por ejemplo cabecera" },
  },
};
