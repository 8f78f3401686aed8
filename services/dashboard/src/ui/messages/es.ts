import type { Messages } from "./en.ts";

export const messages: Messages = {
  add: value => `Añadir «${value}»`,
  cancel: "Cancelar",
  close: "Cerrar",
  copied: "Copiado",
  copy: "Copiar",
  hidePassword: "Ocultar contraseña",
  loading: "Cargando",
  notifications: "Mensajes",
  pickDate: "Elegir fecha",
  pickOption: "Elegir…",
  problemId: id => `Petición ${id}`,
  showPassword: "Mostrar contraseña",
  somethingFailed: "No ha funcionado",
  tryAgain: "Reintentar",
  undo: "Deshacer",
  unreachable: "No se puede conectar con el servidor. Comprueba tu conexión e inténtalo de nuevo.",
};
