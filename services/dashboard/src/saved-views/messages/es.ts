import type { Messages } from "./en.ts";

export const messages: Messages = {
  delete: name => `Eliminar ${name}`,
  deleted: name => `${name} eliminada`,
  manage: "Cambiar nombre o eliminar…",
  manageTitle: "Vistas guardadas",
  name: "Nombre",
  noViews: "Aún no hay vistas guardadas",
  rename: name => `Nombre de ${name}`,
  replace: name => `Guardar los filtros actuales como ${name}`,
  replaced: name => `${name} tiene ahora los filtros actuales`,
  save: "Guardar esta vista…",
  saveAction: "Guardar",
  saved: name => `Guardada como ${name}`,
  saveHint: "La vista conserva filtros, orden y periodo. Solo la ves tú.",
  saveTitle: "Guardar esta vista",
  views: "Vistas guardadas",
};
