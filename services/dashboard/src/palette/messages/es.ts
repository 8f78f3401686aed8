import type { Messages } from "./en.ts";

export const messages: Messages = {
  clickDetails: "Moverse por una lista",
  createLink: "Crear un enlace",
  editLink: "Editar el enlace de la fila",
  goTo: page => `Ir a ${page}`,
  help: "Mostrar estos atajos",
  keys: "Atajos",
  links: "Enlaces",
  nothing: "No se ha encontrado nada",
  openPalette: "Buscar páginas y enlaces",
  pages: "Páginas",
  placeholder: "Buscar páginas y enlaces…",
  save: "Guardar",
  search: "Buscar en la lista",
  selectLink: "Seleccionar el enlace de la fila",
  title: "Buscar",
};
