/** The words of the doors, in Spanish. */
import type { doors as english } from "./en.ts";
import type { Messages } from "../en.ts";

export const doors: Pick<Messages, keyof typeof english> = {
  signIn: {
    titleClient: "Entre en su portal",
    titleTeam: "Entre en el área del equipo",
    leadClient: "Para los clientes del despacho.",
    leadTeam: "Para quienes trabajan en el despacho.",
    firm: "Despacho",
    firmHint: "El nombre corto del despacho. Si no lo sabe, pregunte al despacho.",
    email: "Correo electrónico",
    password: "Contraseña",
    submit: "Iniciar sesión",
    submitting: "Iniciando sesión…",
    toTeam: "¿Trabaja en el despacho? Acceso del equipo",
    toClient: "¿Es cliente? Acceso de clientes",
    ended: "Su sesión ha terminado. Inicie sesión de nuevo.",
    signedOut: "Ha cerrado la sesión.",
  },

  code: {
    title: "Introduzca el código de su aplicación",
    lead: "Su contraseña es correcta. Su aplicación de autenticación muestra un código de seis cifras.",
    setupTitle: "Configure su segundo factor",
    setupLead: "Aquí, para entrar también hace falta un código de una aplicación de autenticación.",
    setupSteps:
      "Escanee esto con una aplicación de autenticación o escriba la clave. Después introduzca el código que muestra.",
    scan: "Código QR de la clave de abajo",
    secret: "Clave",
    openApp: "Abrir la aplicación en este dispositivo",
    label: "Código",
    hint: "Seis cifras. Cada medio minuto hay uno nuevo.",
    submit: "Continuar",
    over: "El tiempo para el código ha terminado. Vuelva a entrar.",
  },

  forgotten: {
    link: "¿Ha olvidado su contraseña?",
    title: "Crear una contraseña nueva",
    lead: "Le enviamos un enlace a su correo. Funciona una sola vez y durante 20 minutos.",
    submit: "Enviar el enlace",
    submitting: "Un momento…",
    sentTitle: "Mire en su buzón",
    sent: "Si estos datos son de alguien que puede entrar aquí, el enlace va de camino. Mire también en el correo no deseado.",
    back: "Volver a la entrada",
  },

  reset: {
    title: "Elija una contraseña nueva",
    lead: (firm: string) => `Para entrar en ${firm}. Se cerrará su sesión en todas partes.`,
    password: "Contraseña nueva",
    submit: "Guardar la contraseña",
    doneTitle: "Su contraseña está guardada",
    done: "Entre ahora con ella. En todos los demás sitios se ha cerrado su sesión.",
  },

  security: {
    title: "Su inicio de sesión",
    open: "Contraseña y acceso",
    lead: (email, firm) => `${email} en ${firm}`,
    password: "Contraseña",
    passwordLead: "Al cambiarla se cierra su sesión en todos los demás sitios, y un correo se lo comunica.",
    current: "Contraseña actual",
    next: "Contraseña nueva",
    change: "Cambiar la contraseña",
    working: "Un momento…",
    changed: "Su contraseña ha cambiado. En todos los demás sitios se ha cerrado su sesión.",
    changedCode:
      "Su contraseña ha cambiado. Para seguir aquí, introduzca las seis cifras que muestra su aplicación de autenticación.",
    changedSignIn: "Su contraseña ha cambiado. Entre con ella.",
    maybeChanged:
      "Puede que su contraseña nueva ya esté guardada. Entre con ella; si se rechaza, entre con la anterior.",
    factor: "Segundo factor",
    factorOff:
      "Desactivado: basta su contraseña. Si lo activa, para entrar hará falta también un código de una aplicación de su teléfono.",
    factorOn: "Activado: para entrar hace falta también un código de su aplicación de autenticación.",
    lostPhone: "Si pierde el teléfono, quien dirige o administra el despacho puede quitar el segundo factor.",
    setUp: "Configurarlo",
    confirm: "Activarlo",
    confirmed: "Su segundo factor está activado. Desde ahora, para entrar hace falta un código de su aplicación.",
    remove: "Quitarlo",
    removeLead:
      "Para asegurarnos de que es usted, introduzca ambos. Donde se exige un segundo factor, configurará otro la próxima vez que entre.",
    removed: "Su segundo factor está desactivado.",
    cancel: "Cancelar",
    everywhere: "Cerrar sesión en todas partes",
    everywhereLead:
      "En todos los navegadores y dispositivos, también aquí. Úselo si ha perdido alguno o si otra persona puede haber entrado con su acceso.",
    everywhereDone:
      "Se ha cerrado su sesión en todas partes. Si otra persona había entrado con su acceso, cree también una contraseña nueva.",
  },
};
