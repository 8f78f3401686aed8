import type { WorkspaceRole } from "@shunt/contracts/roles";
import type { MailTexts, ReleaseCause, RestrictedLink, SignInChange } from "./en.ts";

const signInChanges: Record<SignInChange, string> = {
  "password-changed": "Tu contraseña ha cambiado. Todas las demás sesiones se han cerrado.",
  "password-reset":
    "Tu contraseña se ha restablecido con un enlace enviado a esta dirección. Todas las sesiones se han cerrado, los informes ya no se " +
    "comparten, todas las claves de API se han eliminado y todos los webhooks están desactivados. Activa los que sean tuyos.",
  "totp-enabled": "La autenticación en dos pasos se ha activado.",
  "totp-disabled": "La autenticación en dos pasos se ha desactivado.",
  "recovery-code-used": "Se ha usado un código de recuperación para iniciar sesión. Ya no se puede volver a usar.",
  "recovery-codes-replaced": "Se han creado nuevos códigos de recuperación. Los antiguos ya no sirven.",
};

const roles: Record<WorkspaceRole, string> = {
  owner: "propietario",
  admin: "administrador",
  editor: "editor",
  viewer: "lector",
};

const releaseCauses: Record<ReleaseCause, string> = {
  "verified elsewhere": "otro espacio de trabajo ha demostrado por DNS que el dominio es suyo",
  "removed by an administrator": "un administrador lo ha quitado",
};

const restrictions: Record<RestrictedLink["kind"], { done: string; effect: string }> = {
  blocked: { done: "bloqueado", effect: "bloqueado: los visitantes ven una página de error en lugar del destino" },
  unsafe: {
    done: "marcado como inseguro",
    effect: "marcado como inseguro: los visitantes ven una advertencia antes del destino",
  },
};

export const es: MailTexts = {
  verifyEmail: ({ appUrl, page, hours }) => ({
    subject: "Confirma tu dirección de correo",
    text: `Se ha creado una cuenta en ${appUrl} con esta dirección de correo.

Si es tuya, confirma la dirección en esta página:

${page}

El enlace sirve una vez y caduca en ${hours} horas.

Si no te has registrado, ignora este mensaje.
`,
  }),
  knownAddress: ({ appUrl }) => ({
    subject: "Ya tienes una cuenta",
    text: `Alguien ha introducido esta dirección de correo en ${appUrl}, para registrarse o como nueva dirección de una cuenta. Ya pertenece \
a tu cuenta, y nada ha cambiado.

Si has sido tú, inicia sesión como siempre, o restablece tu contraseña si la has olvidado. Si no, no tienes que hacer nada.
`,
  }),
  resetPassword: ({ appUrl, page }) => ({
    subject: "Restablece tu contraseña",
    text: `Se ha solicitado una contraseña nueva para tu cuenta en ${appUrl}.

Elígela en esta página:

${page}

El enlace sirve una vez y caduca en una hora. Una contraseña nueva cierra todas tus sesiones, deja de compartir tus informes, elimina tus \
claves de API y desactiva tus webhooks.

Si no la has solicitado, ignora este mensaje: tu contraseña sigue siendo la misma.
`,
  }),
  confirmNewEmail: ({ appUrl, page }) => ({
    subject: "Confirma tu nueva dirección de correo",
    text: `Una cuenta en ${appUrl} quiere usar esta dirección de correo.

Confirma la dirección en esta página:

${page}

El enlace sirve una vez y caduca en 24 horas, o antes si cierras la sesión que solicitó el cambio.

Si no lo has solicitado, ignora este mensaje: nada cambiará.
`,
  }),
  emailChanges: ({ appUrl }) => ({
    subject: "Tu dirección de correo va a cambiar",
    text: `Se ha solicitado una nueva dirección de correo para tu cuenta en ${appUrl}, desde una sesión iniciada y con tu contraseña. \
La dirección cambia cuando se confirma la nueva.

Si has sido tú, no tienes que hacer nada. Si no, restablece ahora tu contraseña: eso también anula el cambio.
`,
  }),
  emailChanged: ({ appUrl }) => ({
    subject: "Tu dirección de correo ha cambiado",
    text: `La dirección de correo de tu cuenta en ${appUrl} ha cambiado. Esta dirección ya no pertenece a la cuenta.

Si no has sido tú, ponte en contacto cuanto antes con un administrador de este servicio: con esta dirección ya no puedes restablecer la \
contraseña.
`,
  }),
  signInChanged: ({ appUrl, email, change }) => ({
    subject: "Aviso de seguridad sobre tu cuenta",
    text: `${signInChanges[change]}

Se trata de la cuenta ${email} en ${appUrl}.

Si has sido tú, no tienes que hacer nada. Si no, restablece ahora tu contraseña y ponte en contacto con un administrador de este \
servicio.
`,
  }),
  invitation: ({ appUrl, page, invitedBy, workspace, role }) => ({
    subject: `${invitedBy} te invita: ${workspace}`,
    text: `${invitedBy} te invita al espacio de trabajo «${workspace}» en ${appUrl}, con el rol de ${roles[role]}.

Para unirte, abre esta página e inicia sesión o crea una cuenta con esta dirección de correo:

${page}

El enlace sirve una vez y caduca en siete días.

Si no sabes quién es, ignora este mensaje.
`,
  }),
  domainReleased: ({ appUrl, host, links, cause }) => ({
    subject: `Tu espacio de trabajo ya no tiene el dominio ${host}`,
    text: `Tu espacio de trabajo en ${appUrl} ya no tiene el dominio ${host}: ${releaseCauses[cause]}.

${links === 0 ? "No tenía enlaces." : `Número de enlaces en él: ${links}. Siguen en tu espacio de trabajo con sus estadísticas, pero los visitantes no pueden abrirlos.`}

Si el dominio es tuyo, añádelo otra vez y crea su registro DNS.${links === 0 ? "" : " Tus enlaces en él vuelven entonces a funcionar."}
`,
  }),
  webhookDisabled: ({ page, url, reason }) => ({
    subject: `Tu webhook a ${new URL(url).host} se ha desactivado`,
    text: `Tu webhook ${url} se ha desactivado.

Motivo: ${reason}. Ya no se le envían eventos nuevos.

Cuando su receptor vuelva a funcionar, activa el webhook aquí:

${page}

Las entregas pendientes se envían entonces, si no tienen más de tres días. Allí también puedes reenviar las que fallaron.
`,
  }),
  unnamedLinksRestricted: ({ appUrl }) => ({
    subject: "Se han bloqueado o marcado enlaces como inseguros",
    text: `Un administrador o una lista de páginas dañinas ha restringido enlaces de una cuenta en ${appUrl} que se registró con esta dirección \
de correo.

Si la cuenta es tuya, inicia sesión: la lista de enlaces muestra cuáles son. No se ha eliminado nada. Si crees que es un error, ponte en \
contacto con un administrador de este servicio.

Si no te has registrado, ignora este mensaje.
`,
  }),
  linksRestricted: ({ appUrl, count, named }) => {
    const [first] = named as [RestrictedLink];
    const entries = named.map(
      ({ kind, shortUrl, targetUrl, reason }) => `${shortUrl}
  lleva a ${targetUrl}
  ${restrictions[kind].effect}
  Motivo: ${reason ?? "no indicado"}
`,
    );
    const more = count - named.length;
    return {
      subject:
        count === 1
          ? `Tu enlace ${first.shortUrl} se ha ${restrictions[first.kind].done}`
          : `${count} de tus enlaces se han bloqueado o marcado como inseguros`,
      text: `Un administrador o una lista de páginas dañinas ha restringido enlaces de tu cuenta en ${appUrl}.

${entries.join("\n")}${more > 0 ? `\n… y ${more} más. La lista de enlaces los muestra todos.\n` : ""}
No se ha eliminado nada. Si crees que es un error, ponte en contacto con un administrador de este servicio.
`,
    };
  },
};
