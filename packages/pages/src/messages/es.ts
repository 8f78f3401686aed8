import type { Messages } from "./en.ts";

/** The messages of all pages in Spanish. */
export const es: Messages = {
  problems: {
    "malformed-request": {
      title: "La solicitud no es correcta",
      text: "Comprueba la dirección, o pide el enlace completo a la persona que te lo envió.",
    },
    "link-not-found": {
      title: "Enlace no encontrado",
      text: "Comprueba la dirección, o pide el enlace correcto a la persona que te lo envió.",
    },
    "link-expired": {
      title: "Este enlace ha caducado",
      text: "Su propietario limitó cuánto tiempo o cuántas veces se puede abrir. Pide un enlace nuevo a la persona que te lo envió.",
    },
    "link-blocked": {
      title: "Este enlace está bloqueado",
      text: "El operador de este servicio lo bloqueó porque puede ser dañino. Si crees que es un error, consúltale.",
    },
    "link-gone": {
      title: "Este enlace ya no está disponible",
      text: "Su propietario lo ha cerrado. Pide un enlace nuevo a la persona que te lo envió.",
    },
    "link-restricted": {
      title: "Este enlace no está disponible para ti",
      text: "Su propietario no te lo ofrece por motivos legales.",
    },
    "rate-limited": {
      title: "Demasiadas solicitudes",
      text: "Tu red abrió demasiados enlaces cortos que no existen. Inténtalo de nuevo dentro de un minuto.",
    },
    "method-not-allowed": {
      title: "Este método no está permitido aquí",
      text: "Los enlaces cortos solo aceptan GET y HEAD. Abre el enlace en un navegador.",
    },
    internal: {
      title: "Algo ha fallado por nuestra parte",
      text: "No es culpa tuya. Inténtalo de nuevo en un momento.",
    },
    unavailable: {
      title: "El servicio no está disponible por ahora",
      text: "El servicio no puede buscar enlaces en este momento. Inténtalo de nuevo en unos segundos.",
    },
  },
  refusals: {
    "foreign-request": {
      title: "Esta solicitud viene de otra página",
      text: "Abre esta página en tu navegador y envía el formulario desde ella.",
    },
    "mail-token-invalid": {
      title: "Este enlace no es válido o ha caducado",
      text: "Cada enlace sirve una vez y por un tiempo limitado, y solo vale el último. Solicita un enlace nuevo.",
    },
    "method-not-allowed": {
      title: "Este método no está permitido aquí",
      text: "Abre esta página en tu navegador.",
    },
    "rate-limited": { title: "Demasiadas solicitudes", text: "Espera unos minutos e inténtalo de nuevo." },
    internal: {
      title: "Algo ha fallado por nuestra parte",
      text: "No es culpa tuya. Inténtalo de nuevo en un momento.",
    },
    unavailable: {
      title: "El servicio no está disponible por ahora",
      text: "El servicio está ocupado. Vuelve atrás e inténtalo de nuevo en unos segundos.",
    },
    other: { title: "La solicitud fue rechazada", text: "Vuelve atrás y comprueba los datos." },
  },
  contact: "Contactar con el operador",
  preview: {
    title: "Vista previa de un enlace corto",
    text: "Esta página muestra adónde lleva el enlace. Todavía no lo has abierto.",
    shortUrl: "Enlace corto",
    destination: "Lleva a",
    varies: "Depende del visitante",
    name: "Título",
    created: "Existe desde el",
    changed: "Destino cambiado el",
    submit: "Continuar a la página",
  },
  card: {
    title: "Enlace corto",
  },
  locked: {
    title: "Este enlace está protegido",
    text: "Escribe la contraseña que te dio la persona que te envió el enlace.",
    label: "Contraseña",
    submit: "Abrir el enlace",
    wrong: "Esta contraseña no es correcta. Inténtalo de nuevo.",
    expired: "Has tardado demasiado. Escribe de nuevo la contraseña.",
  },
  continue: {
    title: "¿Abrir este enlace?",
    text: "Solo se puede abrir un número limitado de veces. Cuenta en cuanto continúas.",
    submit: "Continuar",
  },
  app: {
    title: "¿Abrir este enlace en la aplicación?",
    text: "Si tienes la aplicación, se abre justo donde lleva el enlace.",
    submit: "Abrir la aplicación",
    decline: "Continuar sin la aplicación",
  },
  unsafe: {
    title: "Este enlace puede ser dañino",
    text: "La página de destino fue denunciada como peligrosa. Puede intentar robar contraseñas o instalar programas.",
    destination: "Lleva a",
    advice: "Te recomendamos que cierres esta página.",
    submit: "Abrirlo de todos modos",
  },
  report: {
    link: "Denunciar este enlace",
    title: "Denunciar un enlace corto",
    text: "Los administradores de este servicio revisan las denuncias de enlaces cortos dañinos.",
    url: "Dirección corta",
    category: "¿Qué problema tiene?",
    categories: {
      phishing: "Intenta conseguir contraseñas o dinero",
      malware: "Instala programas dañinos",
      spam: "Es spam",
      illegal: "Su contenido es ilegal",
      other: "Otra cosa",
    },
    seen: "¿Qué has visto? (opcional)",
    email: "Tu correo electrónico (opcional)",
    submit: "Enviar la denuncia",
    refused: {
      unknown: "Esta dirección corta no existe aquí.",
      url: "Escribe la dirección corta que abriste, por ejemplo https://go.example.com/abc.",
      category: "Elige qué problema tiene el enlace.",
      text: "El texto puede tener como máximo 1000 caracteres.",
      email: "Escribe un correo electrónico como ana@example.com, o deja el campo vacío.",
    },
    "rate-limited": "Han llegado demasiadas denuncias desde tu red. Inténtalo de nuevo más tarde.",
    thanks: "Gracias por tu denuncia",
    next: "Un administrador revisará el enlace.",
  },
  unlock: {
    again: "Abre de nuevo el enlace corto y escribe allí su contraseña.",
    "rate-limited":
      "Se escribieron demasiadas contraseñas incorrectas para este enlace o desde tu red. Espera unos minutos e inténtalo de nuevo.",
  },
  mail: {
    again: "Abre el enlace del correo que te enviamos.",
    confirm: {
      title: "Confirmar tu correo electrónico",
      text: "Confirma que el correo electrónico que recibió este enlace es tuyo.",
      submit: "Confirmar el correo",
      done: "Tu correo está confirmado",
      next: "Puedes cerrar esta página.",
    },
    password: {
      title: "Elegir una contraseña nueva",
      text: "Usa al menos 8 caracteres de cualquier tipo. Una contraseña nueva cierra todas tus sesiones, deja de compartir tus informes, elimina tus claves de API y desactiva tus webhooks.",
      label: "Contraseña nueva",
      submit: "Guardar la contraseña",
      length: "Esta contraseña debe tener de 8 a 128 caracteres.",
      common: "Esta contraseña es demasiado común; elige otra.",
      done: "Tu contraseña se ha cambiado",
      next: "Todas tus sesiones se han cerrado. Inicia sesión con la contraseña nueva.",
    },
  },
};
