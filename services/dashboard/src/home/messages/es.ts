import { formatNumber, plural } from "../../messages/format.ts";
import type { Messages } from "./en.ts";

export const messages: Messages = {
  about: "Pega una dirección larga. Cada clic se responde al momento y se cuenta exactamente una vez.",
  another: "Acortar otra",
  claimed: n =>
    plural(n, {
      one: "El enlace que acortaste aquí antes ya está en tu cuenta.",
      other: `Los ${formatNumber(n)} enlaces que acortaste aquí antes ya están en tu cuenta.`,
    }),
  copy: "Copiar",
  createAccount: "Crear cuenta",
  destination: "Dirección larga",
  downloadQr: "Descargar código QR",
  example: "https://example.com/una/direccion/larga",
  keep: "Inicia sesión o crea una cuenta en un plazo de 7 días, y este enlace y sus clics serán tuyos.",
  leadsTo: url => `lleva a ${url}`,
  noRegistration: "Aquí las cuentas las crea el administrador.",
  numbers: "Ver sus cifras",
  qrOf: url => `Código QR de ${url}`,
  shorten: "Acortar",
  signIn: "Iniciar sesión",
  signInNeeded: "Aquí solo quien tiene una cuenta puede acortar enlaces.",
  title: "Enlaces cortos con cifras fiables",
};
