import type { Messages } from "./en.ts";

export const messages: Messages = {
  about:
    "Guarda los parámetros de campaña que usas una y otra vez. El editor de enlaces los rellena con una sola elección.",
  actionsFor: name => `Acciones para ${name}`,
  changed: time => `Modificada ${time}`,
  create: "Nueva plantilla",
  created: name => `La plantilla ${name} se ha creado`,
  delete: "Eliminar",
  deleteTitle: name => `¿Eliminar ${name}?`,
  deleteAbout:
    "Los enlaces rellenados con la plantilla conservan sus parámetros de campaña. Esta acción no se puede deshacer.",
  deleted: name => `La plantilla ${name} se ha eliminado`,
  edit: "Editar",
  editTitle: name => `Editar ${name}`,
  editAbout: "Los enlaces que la plantilla ya ha rellenado no cambian.",
  empty: "Aún no hay plantillas",
  emptyAbout:
    "Una plantilla contiene la fuente, el medio y la campaña de tus enlaces: así todos los escriben igual y las estadísticas quedan ordenadas.",
  name: "Nombre",
  nameExample: "Boletín",
  preview: "Un destino termina entonces en",
  save: "Guardar",
  title: "Plantillas UTM",
};
