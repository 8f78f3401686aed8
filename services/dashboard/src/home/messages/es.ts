import type { Messages } from "./en.ts";

export const messages: Messages = {
  about: "Pega una dirección larga. Cada clic se responde al momento y se cuenta exactamente una vez.",
  another: "Acortar otra",
  copy: "Copiar",
  createAccount: "Crear cuenta",
  destination: "Dirección larga",
  downloadQr: "Descargar código QR",
  example: "https://example.com/una/direccion/larga",
  keep: "Con una cuenta puedes cambiar enlaces y ver sus clics.",
  leadsTo: url => `lleva a ${url}`,
  noRegistration: "Aquí las cuentas las crea el administrador.",
  numbers: "Ver sus cifras",
  qrOf: url => `Código QR de ${url}`,
  shorten: "Acortar",
  signIn: "Iniciar sesión",
  signInNeeded: "Aquí solo quien tiene una cuenta puede acortar enlaces.",
  title: "Enlaces cortos con cifras fiables",
};
