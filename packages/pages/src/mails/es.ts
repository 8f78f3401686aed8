import type { WorkspaceRole } from "@shunt/contracts/roles";
import type { MailTexts, RestrictedLink, SignInChange } from "./en.ts";

const signInChanges: Record<SignInChange, string> = {
  "password-changed": "Su contraseña ha cambiado. Todas las demás sesiones se han cerrado.",
  "password-reset":
    "Su contraseña se ha restablecido con un enlace enviado a esta dirección. Todas las sesiones se han cerrado, los informes ya no se " +
    "comparten, todas las claves de API se han borrado y todos los webhooks están desactivados. Active los que sean suyos.",
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

const restrictions: Record<RestrictedLink["kind"], { done: string; effect: string }> = {
  blocked: { done: "bloqueado", effect: "bloqueado: los visitantes ven una página de error en lugar del destino" },
  unsafe: {
    done: "marcado como inseguro",
    effect: "marcado como inseguro: los visitantes ven una advertencia antes del destino",
  },
};

export const es: MailTexts = {
  verifyEmail: ({ appUrl, page, hours }) => ({
    subject: "Confirme su dirección de correo",
    text: `Se ha creado una cuenta en ${appUrl} con esta dirección de correo.

Si es suya, confirme la dirección en esta página:

${page}

El enlace sirve una vez y caduca en ${hours} horas.

Si no se ha registrado, ignore este mensaje.
`,
  }),
  knownAddress: ({ appUrl }) => ({
    subject: "Ya tiene una cuenta",
    text: `Alguien ha introducido esta dirección de correo en ${appUrl}, para registrarse o como nueva dirección de una cuenta. Ya pertenece \
a su cuenta, y nada ha cambiado.

Si ha sido usted, inicie sesión como siempre, o restablezca su contraseña si la ha olvidado. Si no, no tiene que hacer nada.
`,
  }),
  resetPassword: ({ appUrl, page }) => ({
    subject: "Restablezca su contraseña",
    text: `Se ha solicitado una contraseña nueva para su cuenta en ${appUrl}.

Elíjala en esta página:

${page}

El enlace sirve una vez y caduca en una hora. Una contraseña nueva cierra todas sus sesiones, deja de compartir sus informes, borra sus \
claves de API y desactiva sus webhooks.

Si no la ha solicitado, ignore este mensaje: su contraseña sigue siendo la misma.
`,
  }),
  confirmNewEmail: ({ appUrl, page }) => ({
    subject: "Confirme su nueva dirección de correo",
    text: `Una cuenta en ${appUrl} quiere usar esta dirección de correo.

Confirme la dirección en esta página:

${page}

El enlace sirve una vez y caduca en 24 horas, o antes si cierra la sesión que solicitó el cambio.

Si no lo ha solicitado, ignore este mensaje: nada cambiará.
`,
  }),
  emailChanges: ({ appUrl }) => ({
    subject: "Su dirección de correo va a cambiar",
    text: `Se ha solicitado una nueva dirección de correo para su cuenta en ${appUrl}, desde una sesión iniciada y con su contraseña. \
La dirección cambia cuando se confirma la nueva.

Si ha sido usted, no tiene que hacer nada. Si no, restablezca ahora su contraseña: eso también anula el cambio.
`,
  }),
  emailChanged: ({ appUrl }) => ({
    subject: "Su dirección de correo ha cambiado",
    text: `La dirección de correo de su cuenta en ${appUrl} ha cambiado. Esta dirección ya no pertenece a la cuenta.

Si no ha sido usted, póngase en contacto cuanto antes con un administrador de este servicio: con esta dirección ya no puede restablecer la \
contraseña.
`,
  }),
  signInChanged: ({ appUrl, email, change }) => ({
    subject: "Aviso de seguridad sobre su cuenta",
    text: `${signInChanges[change]}

Se trata de la cuenta ${email} en ${appUrl}.

Si ha sido usted, no tiene que hacer nada. Si no, restablezca ahora su contraseña y póngase en contacto con un administrador de este \
servicio.
`,
  }),
  invitation: ({ appUrl, page, invitedBy, workspace, role }) => ({
    subject: `${invitedBy} le invita: ${workspace}`,
    text: `${invitedBy} le invita al espacio de trabajo «${workspace}» en ${appUrl}, con el rol de ${roles[role]}.

Para unirse, abra esta página e inicie sesión o cree una cuenta con esta dirección de correo:

${page}

El enlace sirve una vez y caduca en siete días.

Si no sabe quién es, ignore este mensaje.
`,
  }),
  webhookDisabled: ({ page, url, reason }) => ({
    subject: `Su webhook a ${new URL(url).host} se ha desactivado`,
    text: `Su webhook ${url} se ha desactivado.

Motivo: ${reason}. Ya no se le envían eventos nuevos.

Cuando su receptor vuelva a funcionar, active el webhook aquí:

${page}

Los envíos pendientes salen entonces, si no tienen más de tres días. Allí también puede reenviar los que fallaron.
`,
  }),
  unnamedLinksRestricted: ({ appUrl }) => ({
    subject: "Se han bloqueado o marcado enlaces como inseguros",
    text: `Un administrador o una lista de páginas dañinas ha restringido enlaces de una cuenta en ${appUrl} que se registró con esta dirección \
de correo.

Si la cuenta es suya, inicie sesión: la lista de enlaces muestra cuáles son. No se ha borrado nada. Si cree que es un error, póngase en \
contacto con un administrador de este servicio.

Si no se ha registrado, ignore este mensaje.
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
          ? `Su enlace ${first.shortUrl} se ha ${restrictions[first.kind].done}`
          : `${count} de sus enlaces se han bloqueado o marcado como inseguros`,
      text: `Un administrador o una lista de páginas dañinas ha restringido enlaces de su cuenta en ${appUrl}.

${entries.join("\n")}${more > 0 ? `\n… y ${more} más. La lista de enlaces los muestra todos.\n` : ""}
No se ha borrado nada. Si cree que es un error, póngase en contacto con un administrador de este servicio.
`,
    };
  },
};
