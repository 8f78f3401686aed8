import { formatNumber, plural } from "../../messages/format.ts";
import type { Messages } from "./en.ts";

export const messages: Messages = {
  allLinks: "Todos los enlaces",
  allNumbers: "Todas las cifras",
  greetings: {
    morning: name => `Buenos días, ${name}`,
    day: name => `Hola, ${name}`,
    evening: name => `Buenas tardes, ${name}`,
  },
  guide: "Tres pasos hasta tu primera cifra",
  guideClick: "Ábrelo",
  guideClickAbout: "Abre el enlace corto aquí o en tu teléfono, como haría un visitante.",
  guideCreate: "Acorta un enlace",
  guideCreateAbout: "Pega arriba una dirección larga. El enlace corto se copia al momento.",
  guideDone: step => `Hecho: ${step}`,
  guideFurther: "Usa después un dominio propio, o crea enlaces con un programa:",
  guideHide: "Ocultar esta guía",
  guideSee: "Mira cómo se cuenta",
  guideSeeAbout: "La cifra aparece aquí sola, un momento después del clic.",
  guideSeen: clicks => plural(clicks, { one: "1 clic contado", other: `${formatNumber(clicks)} clics contados` }),
  mostClicked: "Con más clics",
  newest: "Enlaces recientes",
  noLinks: "Los enlaces que creas aparecen aquí.",
  openLink: link => `Abrir ${link}`,
  period: "Periodo",
  periodDays: days => `${formatNumber(days)} días`,
  showNumbers: "Ver sus cifras",
  title: "Resumen",
  toDevelopers: "Desarrolladores",
  toDomains: "Dominios",
};
