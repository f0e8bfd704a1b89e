/** The words for whoever comes by a link, in Spanish. */
import { listed, minute } from "../dates.ts";
import type { Messages } from "../en.ts";
import { share, size } from "../sizes.ts";
import type { guests as english, linkFaults as faults, linkRefusals as refusals } from "./en.ts";

const locale = "es";

const seconds = (count: number): string => (count === 1 ? "1 segundo" : `${count} segundos`);

export const guests: Pick<Messages, keyof typeof english> = {
  link: {
    loading: "Abriendo su enlace…",
    titleShare: "Documentos para usted",
    titleUpload: "Enviar archivos",
    eyebrowShare: "Documentos compartidos",
    eyebrowUpload: "Se piden archivos",
    headingShare: (firm) => `${firm} comparte documentos con usted`,
    headingUpload: (firm) => `${firm} le pide archivos`,
    leadShare: (sender) => `${sender} le ha enviado este enlace. Lo que hay detrás es para usted.`,
    leadUpload: (sender) => `${sender} le ha enviado este enlace. Lo que envíe aquí llega al despacho y a nadie más.`,
    sender: "Enviado por",
    sentTo: "Enviado a",
    validUntil: "Válido hasta",
    noEnd: "Sin fecha de fin",
    minute: (instant) => minute(instant, locale),
    openTitle: "Abrirlo",
    openShare: "Abrir los documentos",
    openUpload: "Continuar",
    opening: "Un momento…",
    nothingYet: "No se abre nada hasta que usted pulse este botón.",
    whoTitle: "¿Quién es usted?",
    whoLead: "Para que el despacho sepa de quién son los archivos.",
    name: "Su nombre",
    email: "Su correo",
    codeTitle: "Un código, para asegurarnos de que es usted",
    codeLead: (to) => `Enviamos un código de seis cifras a ${to}.`,
    codeSend: "Enviarme el código",
    codeSending: "Enviando…",
    codeSent: (to) => `El código va de camino a ${to}. Vale durante diez minutos.`,
    code: "Código",
    codeHint: "Seis cifras, del correo más reciente.",
    codeAgain: "Enviar otro código",
    codeAgainIn: (count) => `Otro código dentro de ${seconds(count)}`,
    shutFor: (minutes) =>
      minutes <= 1 ? "Puede volver a intentarlo en un minuto." : `Puede volver a intentarlo en ${minutes} minutos.`,
    loginTitle: "Inicie sesión para abrirlo",
    loginLead: (to) => `Es solo para la persona de ${to}. Inicie sesión con ese correo y se abrirá.`,
    login: "Iniciar sesión",
    loginOther: "Ha iniciado sesión con otro correo. Hágalo con aquel al que se envió este enlace.",
    passTitle: "Ábralo de nuevo, por favor",
    passLead: "Un enlace queda abierto media hora cada vez. Nada de lo que hizo se ha perdido.",
    askRenewal: "Pedir un enlace nuevo",
    asking: "Pidiendo…",
    renewalAsked: (to) => `Se lo hemos pedido al despacho. Si está de acuerdo, llegará un enlace nuevo a ${to}.`,
    close: "Cerrar",
    noLogin: "No necesita ninguna cuenta.",
  },

  share: {
    lead: (sender) => `Compartido por ${sender}`,
    documents: "Documentos",
    count: (count) => (count === 1 ? "1 documento" : `${count} documentos`),
    size: (bytes) => size(bytes, locale),
    view: "Ver",
    viewOf: (name) => `Ver: ${name}`,
    download: "Descargar",
    downloadOf: (name) => `Descargar: ${name}`,
    downloading: (name) => `${name} se está descargando.`,
    gone: "Un documento que ya no está",
    none: "Aquí ya no queda nada",
    noneText: "El despacho ha retirado los documentos. Si necesita alguno, pregunte a quien envió el enlace.",
    zip: "Descargar todo en un archivo ZIP",
    zipCount: "Si las descargas de este enlace se cuentan, el archivo ZIP cuenta una vez, contenga lo que contenga.",
    zipWaiting: "Preparando el archivo ZIP…",
    zipReady: "El archivo ZIP está listo.",
    zipSkipped: (names) => `No incluye: ${listed(names, locale)}`,
    zipDownload: "Descargar el archivo ZIP",
    zipFailed: "No se pudo crear el archivo ZIP. Vuelva a intentarlo o descargue los documentos uno por uno.",
    fetching: (part, whole) => `Cargando: ${share(part, whole, locale)}`,
    page: (number, count) => `Página ${number} de ${count}`,
    pages: "Páginas del documento",
    picture: (name) => `Imagen: ${name}`,
    larger: "Más grande",
    smaller: "Más pequeño",
    closeView: "Cerrar el documento",
    cannotShow: "Este documento no puede mostrarse aquí",
    cannotShowText: "Descárguelo y ábralo con un programa suyo.",
    hasPassword: "Este documento pide una contraseña",
    hasPasswordText: "Descárguelo y ábralo con un programa que se la pida.",
  },

  upload: {
    lead: (sender) => `Para ${sender}`,
    drop: "Suelte aquí los archivos",
    dropOr: "o elíjalos en su dispositivo",
    choose: "Elegir archivos",
    dropNow: "Suéltelos para enviarlos",
    limits: "Qué se acepta",
    largest: (bytes) => `hasta ${size(bytes, locale)} cada uno`,
    inAll: (bytes) => `hasta ${size(bytes, locale)} en total`,
    types: (endings) => listed(endings, locale),
    left: (count) => (count === 1 ? "1 archivo más" : `${count} archivos más`),
    wanted: "Qué se pide",
    wantedDone: "Recibido",
    wantedOpen: "Falta todavía",
    wantedChoose: "Elegir un archivo",
    wantedChooseFor: (label) => `Elegir un archivo para: ${label}`,
    wantedAll: "Todo lo que se pedía ha llegado. Muchas gracias.",
    files: "Sus archivos",
    earlier: "Enviado antes",
    forWanted: (label) => `para «${label}»`,
    waiting: "Esperando su turno",
    hashing: (part, whole) => `Leyendo el archivo: ${share(part, whole, locale)}`,
    sending: (part, whole) =>
      `Enviando: ${size(part, locale)} de ${size(whole, locale)} (${share(part, whole, locale)})`,
    checking: "Enviado. Se está comprobando.",
    filed: "Recibido",
    stopped: "Cancelado",
    cancel: "Cancelar",
    cancelOf: (name) => `Cancelar: ${name}`,
    again: "Volver a intentarlo",
    againOf: (name) => `Volver a intentarlo: ${name}`,
    remove: "Quitar de la lista",
    removeOf: (name) => `Quitar de la lista: ${name}`,
    progressOf: (name) => `Progreso de ${name}`,
    isNow: (name, what) => `${name}: ${what}`,
    unfinished: "Sin terminar",
    unfinishedLead:
      "Estos archivos estaban en camino cuando se cerró la página. Elija otra vez el mismo archivo y seguirá donde se quedó.",
    unfinishedGoOn: "Elegirlo otra vez",
    unfinishedGoOnOf: (name) => `Elegirlo otra vez: ${name}`,
    unfinishedDrop: "Olvidarlo",
    unfinishedDropOf: (name) => `Olvidarlo: ${name}`,
    done: "He terminado por completo de subir archivos",
    doneHint: "Se avisa al despacho una vez, cuando todo haya llegado.",
    doneWaits: "Se avisará al despacho en cuanto lleguen sus archivos.",
    doneTold: "El despacho ya sabe que ha terminado. Puede cerrar esta página.",
    doneFailed: "No se pudo avisar al despacho. Vuelva a intentarlo, por favor.",
    leaving: "Todavía hay archivos en camino.",
    size: (bytes) => size(bytes, locale),
    held: "Espera al despacho",
    heldText: "Ha llegado, pero no se pudo comprobar. El despacho lo revisará; usted no tiene que hacer nada.",
    rejected: "No aceptado",
    reasons: {
      wrong_size: "No llegó entero. Envíelo otra vez, por favor.",
      hash_differs: "Cambió por el camino o mientras se enviaba. Envíelo otra vez, por favor.",
      wrong_type: "Su contenido es de otro tipo que el que dice su nombre. Guárdelo con el tipo correcto y envíelo.",
      infected: "Contiene software malicioso y se ha borrado. Revise su dispositivo antes de enviar nada más.",
      link_closed: "El enlace se cerró antes de que llegara el archivo. Pida otro a quien lo envió.",
      account_gone: "El despacho ya no acepta archivos para este cliente. Pregunte a quien envió el enlace.",
      refused: "El despacho no lo aceptó. Pregunte a quien envió el enlace.",
      abandoned: "No llegó a tiempo. Envíelo otra vez, por favor.",
      other: "No se pudo aceptar. Pregunte a quien envió el enlace, por favor.",
    },
    failed: {
      EMPTY: "El archivo está vacío.",
      UNREADABLE: "No se puede leer el archivo. Quizá se movió o se cambió: elíjalo otra vez.",
      NOT_CARRIED: "La conexión se cortó. Lo enviado se conserva: vuelva a intentarlo para seguir.",
      TOO_MANY: "El enlace no acepta más archivos.",
    },
  },
};

export const linkRefusals: Pick<Messages["refusals"], keyof typeof refusals> = {
  LINK_EXPIRED: {
    title: "Este enlace ha caducado",
    text: "Los enlaces valen durante un tiempo limitado. Quien lo envió puede mandarle uno nuevo.",
  },
  LINK_REVOKED: {
    title: "Este enlace se ha retirado",
    text: "El despacho lo ha retirado. Si cree que es un error, pregunte a quien lo envió.",
  },
  LINK_SUPERSEDED: {
    title: "Hay un enlace más reciente",
    text: "Un correo posterior sustituye a este. Busque el último en su buzón, también en el correo no deseado, y use su botón.",
  },
  LINK_EXHAUSTED: {
    title: "Este enlace se ha agotado",
    text: "Podía usarse un número limitado de veces. Si lo necesita otra vez, pregunte a quien lo envió.",
  },
  LINK_COMPLETED: {
    title: "Esto ya está hecho",
    text: "Aquello para lo que servía este enlace está hecho. No le queda nada por hacer.",
  },
  LINK_SUSPENDED: {
    title: "Este enlace está desactivado por ahora",
    text: "Puede volver a activarse. Inténtelo más tarde o pregunte a quien lo envió.",
  },
  LINK_SHUT: {
    title: "Demasiados códigos equivocados",
    text: "Por su seguridad, el enlace queda cerrado un cuarto de hora. Se ha avisado a quien lo envió.",
  },
  LINK_NOT_FOUND: {
    title: "No encontramos este enlace",
    text: "Puede que su dirección esté incompleta: los programas de correo a veces cortan las largas. Use de nuevo el botón de su correo o copie la dirección entera.",
  },
  LINK_NO_TOKEN: {
    title: "Abra esta página desde su correo",
    text: "Para proteger su enlace, esta página lo quita de su dirección. Use de nuevo el botón de su correo.",
  },
  PASS_REQUIRED: {
    title: "Ábralo de nuevo, por favor",
    text: "Un enlace queda abierto media hora cada vez. Nada de lo que hizo se ha perdido.",
  },
  LOGIN_REQUIRED: {
    title: "Inicie sesión para abrirlo",
    text: "Es para una sola persona. Inicie sesión con el correo al que se envió el enlace.",
  },
  OTP_REQUIRED: {
    title: "Hace falta un código",
    text: "Pida un código e introdúzcalo.",
  },
  OTP_WRONG: {
    title: "Ese no es el código",
    text: "Compruebe las cifras y que sean del correo más reciente. Tras cinco códigos equivocados, el enlace se cierra un cuarto de hora.",
  },
  OTP_EXPIRED: {
    title: "Este código ya no vale",
    text: "Los códigos valen una vez y durante diez minutos. Pida otro.",
  },
  TARGET_GONE: {
    title: "Este documento ya no está",
    text: "El despacho lo ha retirado. Todo lo demás de este enlace sigue abierto.",
  },
  PAYMENT_REQUIRED: {
    title: "Antes hay que pagar una factura",
    text: "El documento se abrirá en cuanto su factura esté pagada del todo. Si no tiene la factura, pregunte al despacho.",
  },
  FILE_TOO_LARGE: {
    title: "El archivo es demasiado grande",
    text: "Hágalo más pequeño o divídalo, o pregunte al despacho cómo enviarlo.",
  },
  FILE_TYPE_REFUSED: {
    title: "No se aceptan archivos de este tipo",
    text: "Guárdelo como PDF, por ejemplo, y envíe eso.",
  },
  FEATURE_DISABLED: {
    title: "El despacho lo ha desactivado",
    text: "Si lo necesita, pregunte al despacho.",
  },
  WRONG_STATE: {
    title: "Esto ya no es posible",
    text: "Alguien se adelantó o ya está hecho. Vuelva a cargar la página para ver cómo está.",
  },
  LIMIT_REACHED: {
    title: "No se acepta nada más",
    text: "Se ha alcanzado un límite. Si hace falta más, pregunte a quien envió el enlace.",
  },
  ZIP_TOO_LARGE: {
    title: "Estos documentos son demasiado para un solo archivo",
    text: "Descárguelos uno por uno.",
  },
  ZIP_NOT_READY: {
    title: "El archivo todavía se está preparando",
    text: "Espere un momento y vuelva a intentarlo.",
  },
  ZIP_FAILED: {
    title: "No se pudo preparar el archivo",
    text: "Pida otro o descargue los documentos uno por uno.",
  },
  ZIP_OUTDATED: {
    title: "Un documento ha cambiado entretanto",
    text: "Pida el archivo otra vez.",
  },
  PARTS_MISSING: {
    title: "No ha llegado todo",
    text: "Vuelva a intentarlo: lo que falta se envía otra vez.",
  },
  VERSION_STALE: {
    title: "Alguien se adelantó",
    text: "Vuelva a cargar la página para ver cómo está.",
  },
};

export const linkFaults: Pick<Messages["faults"], keyof typeof faults> = {
  NAME_EMPTY: "Escriba su nombre.",
  LINK_CODE_WRONG:
    "No es el código más reciente. Compruebe las cifras; tras cinco códigos equivocados, el enlace se cierra un cuarto de hora.",
  LINK_CODE_FORM: "Escriba las seis cifras del correo.",
};
