import type { Messages } from "./en.ts";

export const messages: Messages = {
  add: value => `Añadir «${value}»`,
  cancel: "Cancelar",
  close: "Cerrar",
  copied: "Copiado",
  copy: "Copiar",
  done: "Listo",
  hidePassword: "Ocultar contraseña",
  loading: "Cargando",
  notifications: "Mensajes",
  pageFailed: "No ha funcionado por un fallo de la propia página. Recarga la página e inténtalo de nuevo.",
  partMissing: "No se pudo cargar una parte de esta página. Comprueba tu conexión y recarga la página.",
  pickDate: "Elegir fecha",
  pickOption: "Elegir…",
  problemId: id => `Petición ${id}`,
  reload: "Recargar la página",
  showPassword: "Mostrar contraseña",
  somethingFailed: "No ha funcionado",
  tryAgain: "Reintentar",
  undo: "Deshacer",
  unreachable: "No se puede conectar con el servidor. Comprueba tu conexión e inténtalo de nuevo.",
};
