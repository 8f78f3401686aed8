import type { Messages } from "./en.ts";

/** The messages of all pages in Spanish. */
export const es: Messages = {
  problems: {
    "malformed-request": {
      title: "La solicitud no es correcta",
      text: "Compruebe la dirección, o pida el enlace completo a la persona que se lo envió.",
    },
    "link-not-found": {
      title: "Enlace no encontrado",
      text: "Compruebe la dirección, o pida el enlace correcto a la persona que se lo envió.",
    },
    "link-expired": {
      title: "Este enlace ha caducado",
      text: "Su propietario limitó cuánto tiempo o cuántas veces se puede abrir. Pida un enlace nuevo a la persona que se lo envió.",
    },
    "link-blocked": {
      title: "Este enlace está bloqueado",
      text: "El operador de este servicio lo bloqueó porque puede ser dañino. Si cree que es un error, pregúntele.",
    },
    "link-gone": {
      title: "Este enlace ya no está disponible",
      text: "Su propietario lo ha cerrado. Pida un enlace nuevo a la persona que se lo envió.",
    },
    "link-restricted": {
      title: "Este enlace no está disponible para usted",
      text: "Su propietario no se lo ofrece por motivos legales.",
    },
    "rate-limited": {
      title: "Demasiadas solicitudes",
      text: "Su red abrió demasiados enlaces cortos que no existen. Inténtelo de nuevo dentro de un minuto.",
    },
    "method-not-allowed": {
      title: "Este método no está permitido aquí",
      text: "Los enlaces cortos solo aceptan GET y HEAD. Abra el enlace en un navegador.",
    },
    internal: {
      title: "Algo ha fallado por nuestra parte",
      text: "No es culpa suya. Inténtelo de nuevo en un momento.",
    },
    unavailable: {
      title: "El servicio no está disponible por ahora",
      text: "El servicio no puede buscar enlaces en este momento. Inténtelo de nuevo en unos segundos.",
    },
  },
  refusals: {
    "foreign-request": {
      title: "Esta solicitud viene de otra página",
      text: "Abra esta página en su navegador y envíe el formulario desde ella.",
    },
    "mail-token-invalid": {
      title: "Este enlace no es válido o ha caducado",
      text: "Cada enlace sirve una vez y por un tiempo limitado, y solo vale el último. Solicite un enlace nuevo.",
    },
    "method-not-allowed": {
      title: "Este método no está permitido aquí",
      text: "Abra esta página en su navegador.",
    },
    "rate-limited": { title: "Demasiadas solicitudes", text: "Espere unos minutos e inténtelo de nuevo." },
    internal: {
      title: "Algo ha fallado por nuestra parte",
      text: "No es culpa suya. Inténtelo de nuevo en un momento.",
    },
    unavailable: {
      title: "El servicio no está disponible por ahora",
      text: "El servicio está ocupado. Vuelva atrás e inténtelo de nuevo en unos segundos.",
    },
    other: { title: "La solicitud fue rechazada", text: "Vuelva atrás y compruebe los datos." },
  },
  contact: "Contactar con el operador",
  preview: {
    title: "Vista previa de un enlace corto",
    text: "Esta página muestra adónde lleva el enlace. Todavía no lo ha abierto.",
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
    text: "Escriba la contraseña que le dio la persona que le envió el enlace.",
    label: "Contraseña",
    submit: "Abrir el enlace",
    wrong: "Esta contraseña no es correcta. Inténtelo de nuevo.",
    expired: "Ha tardado demasiado. Escriba de nuevo la contraseña.",
  },
  continue: {
    title: "¿Abrir este enlace?",
    text: "Solo se puede abrir un número limitado de veces. Cuenta en cuanto usted continúa.",
    submit: "Continuar",
  },
  app: {
    title: "¿Abrir este enlace en la aplicación?",
    text: "Si tiene la aplicación, se abre justo donde lleva el enlace.",
    submit: "Abrir la aplicación",
    decline: "Continuar sin la aplicación",
  },
  unsafe: {
    title: "Este enlace puede ser dañino",
    text: "La página de destino fue denunciada como peligrosa. Puede intentar robar contraseñas o instalar programas.",
    destination: "Lleva a",
    advice: "Le recomendamos que cierre esta página.",
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
    seen: "¿Qué ha visto? (opcional)",
    email: "Su correo electrónico (opcional)",
    submit: "Enviar la denuncia",
    refused: {
      unknown: "Esta dirección corta no existe aquí.",
      url: "Escriba la dirección corta que abrió, por ejemplo https://go.example.com/abc.",
      category: "Elija qué problema tiene el enlace.",
      text: "El texto puede tener como máximo 1.000 caracteres.",
      email: "Escriba un correo electrónico como ann@example.com, o deje el campo vacío.",
    },
    "rate-limited": "Han llegado demasiadas denuncias desde su red. Inténtelo de nuevo más tarde.",
    thanks: "Gracias por su denuncia",
    next: "Un administrador revisará el enlace.",
  },
  unlock: {
    again: "Abra de nuevo el enlace corto y escriba allí su contraseña.",
    "rate-limited":
      "Se escribieron demasiadas contraseñas incorrectas para este enlace o desde su red. Espere unos minutos e inténtelo de nuevo.",
  },
  mail: {
    again: "Abra el enlace del correo que le enviamos.",
    confirm: {
      title: "Confirmar su correo electrónico",
      text: "Confirme que el correo electrónico que recibió este enlace es suyo.",
      submit: "Confirmar el correo",
      done: "Su correo está confirmado",
      next: "Puede cerrar esta página.",
    },
    password: {
      title: "Elegir una contraseña nueva",
      text: "Use al menos 8 caracteres de cualquier tipo. Una contraseña nueva cierra todas sus sesiones, deja de compartir sus informes, borra sus claves de API y desactiva sus webhooks.",
      label: "Contraseña nueva",
      submit: "Guardar la contraseña",
      length: "Esta contraseña debe tener de 8 a 128 caracteres.",
      common: "Esta contraseña es demasiado común; elija otra.",
      done: "Su contraseña se ha cambiado",
      next: "Todas sus sesiones han terminado. Inicie sesión con la contraseña nueva.",
    },
  },
};
