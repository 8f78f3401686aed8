import type { Messages } from "./en.ts";

export const messages: Messages = {
  asRole: {
    owner: "como propietario",
    admin: "como administrador",
    editor: "como editor",
    viewer: "como lector",
  },
  cancel: "Cancelar",
  copyAddress: "Copiar dirección",
  email: "Correo electrónico",
  ended: "Esta invitación ya no vale",
  endedAbout:
    "Su dirección está incompleta, o la invitación se aceptó, se retiró o se sustituyó, o ha pasado una semana. Pide una nueva al propietario del espacio de trabajo.",
  ends: when => `termina ${when}`,
  handOver: email =>
    `Esta instalación no envía correos. Copia esta dirección y envíala tú a ${email}. Solo se muestra esta vez.`,
  invite: "Invitar",
  inviteAbout:
    "La persona se une con una cuenta de esta dirección de correo. La invitación termina después de una semana.",
  invited: email => `${email} tiene una invitación`,
  invitedBy: name => `invitación de ${name}`,
  invites: (by, workspace, asRole) => `${by} te invita a ${workspace} ${asRole}`,
  inviteTitle: workspace => `Invitar a ${workspace}`,
  isFor: (email, until) => `La invitación es para ${email} y termina el ${until}.`,
  join: "Unirme",
  joined: workspace => `Ya eres miembro de ${workspace}`,
  mailed: email =>
    `Enviamos esta dirección a ${email}. También puedes copiarla y enviarla tú. Solo se muestra esta vez.`,
  needsAccount: "Para unirte, inicia sesión con esta dirección o crea una cuenta con ella.",
  needsOther: email => `Has iniciado sesión como ${email}. Cierra la sesión y continúa con la dirección invitada.`,
  open: "Invitaciones abiertas",
  openOf: workspace => `Invitaciones abiertas a ${workspace}`,
  register: "Crear cuenta",
  role: "Rol",
  roleAbout: {
    owner: "Los propietarios pueden hacer todo, también gestionar miembros.",
    admin: "Los administradores pueden gestionar enlaces, dominios y webhooks.",
    editor: "Los editores pueden leer, crear, cambiar y eliminar enlaces.",
    viewer: "Los lectores pueden leer los enlaces y sus cifras.",
  },
  signIn: "Iniciar sesión",
  signOut: "Cerrar sesión",
  title: "Invitación",
  toStart: "Ir a la página de inicio",
  withdraw: "Retirar",
  withdrawn: email => `La invitación de ${email} está retirada`,
  withdrawOf: email => `Retirar la invitación de ${email}`,
};
