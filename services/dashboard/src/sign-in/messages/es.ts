import type { Messages } from "./en.ts";

export const messages: Messages = {
  checkMail: "Mira tu correo",
  code: "Código",
  codeHint: "Seis cifras de tu aplicación de autenticación o un código de recuperación.",
  confirmFirst: email =>
    `Hemos enviado un enlace a ${email}. Ábrelo para confirmar la dirección y después inicia sesión.`,
  email: "Correo electrónico",
  forgot: "¿Has olvidado la contraseña?",
  forgotAbout: "Te enviamos un enlace con el que eliges una nueva.",
  forgotTitle: "Elegir una contraseña nueva",
  fullName: "Nombre (opcional)",
  haveAccount: "¿Ya tienes cuenta?",
  newHere: "¿Aún no tienes cuenta?",
  newPassword: "Contraseña",
  newPasswordHint:
    "Al menos 8 caracteres. Unas cuantas palabras sin relación son fáciles de recordar y difíciles de adivinar.",
  password: "Contraseña",
  register: "Crear cuenta",
  registerTitle: "Crear tu cuenta",
  remember: "Mantener la sesión iniciada",
  sendLink: "Enviar enlace",
  sentLink: email => `Si ${email} tiene una cuenta, hay un enlace en camino. Vale durante una hora.`,
  signIn: "Iniciar sesión",
  signInTitle: "Iniciar sesión",
  askAdministrator: "Pide una cuenta al administrador de esta instalación.",
  registrationClosed: "El registro está cerrado",
};
