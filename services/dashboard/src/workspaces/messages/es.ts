import { formatNumber } from "../../messages/format.ts";
import type { Messages } from "./en.ts";

export const messages: Messages = {
  about:
    "Enlaces, dominios, webhooks, etiquetas y carpetas pertenecen a un espacio de trabajo. Sus miembros los comparten.",
  alone: "Eres su único miembro.",
  cancel: "Cancelar",
  joined: when => `miembro desde: ${when}`,
  leave: "Salir",
  leaveAbout: "Pierdes al momento el acceso a sus enlaces y cifras. Lo que creaste allí se queda.",
  leaveTitle: name => `¿Salir de «${name}»?`,
  left: name => `Has salido de ${name}`,
  memberCount: n => `${formatNumber(n)} miembros`,
  membersOf: name => `Miembros de ${name}`,
  name: "Nombre",
  personal: "El tuyo",
  personalAbout: "Recibe lo que creas.",
  remove: "Quitar",
  removeAbout: "El miembro pierde el acceso al momento. Los enlaces que creó se quedan.",
  removed: name => `${name} ya no es miembro`,
  removeOf: name => `Quitar a ${name}`,
  removeTitle: name => `¿Quitar a ${name}?`,
  rename: "Cambiar nombre",
  renamed: name => `Ahora se llama ${name}`,
  renameOf: name => `Cambiar el nombre de ${name}`,
  renameTitle: "Cambiar el nombre del espacio",
  roleChanged: (name, role) => `Nuevo rol de ${name}: ${role}`,
  roleOf: name => `Rol de ${name}`,
  roles: { owner: "Propietario", admin: "Administrador", editor: "Editor", viewer: "Lector" },
  save: "Guardar",
  title: "Espacios de trabajo",
  you: "Tú",
};
