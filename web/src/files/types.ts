/** What a file is, told by its name: what browsers say of types differs from one computer to the next. */

const OOXML = "application/vnd.openxmlformats-officedocument";
const ODF = "application/vnd.oasis.opendocument";

const BY_SUFFIX: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  jpe: "image/jpeg",
  jfif: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  tif: "image/tiff",
  tiff: "image/tiff",
  bmp: "image/bmp",
  heic: "image/heic",
  heif: "image/heif",
  hif: "image/heif",
  mp4: "video/mp4",
  m4v: "video/mp4",
  mov: "video/quicktime",
  qt: "video/quicktime",
  zip: "application/zip",
  docx: `${OOXML}.wordprocessingml.document`,
  xlsx: `${OOXML}.spreadsheetml.sheet`,
  pptx: `${OOXML}.presentationml.presentation`,
  odt: `${ODF}.text`,
  ods: `${ODF}.spreadsheet`,
  odp: `${ODF}.presentation`,
  doc: "application/msword",
  xls: "application/vnd.ms-excel",
  ppt: "application/vnd.ms-powerpoint",
  msg: "application/vnd.ms-outlook",
  rtf: "application/rtf",
  csv: "text/csv",
  txt: "text/plain",
  text: "text/plain",
  log: "text/plain",
  ofx: "text/plain",
  qfx: "text/plain",
  qbo: "text/plain",
  qif: "text/plain",
  iif: "text/plain",
};

/** The media type to announce: by the name's ending, else what the browser says, else that nobody knows. */
export function typeOf(name: string, said: string): string {
  const suffix = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  const known = Object.hasOwn(BY_SUFFIX, suffix) ? BY_SUFFIX[suffix] : undefined;
  return known ?? (said.toLowerCase() || "application/octet-stream");
}

/** Whether anybody takes files of this type at all: what could run, or be shown as a page of ours, is in no list. */
export function isTaken(type: string): boolean {
  return Object.values(BY_SUFFIX).includes(type);
}

/** Whether a list of types has this one, as itself or as `image/*`; an empty list has all. */
export function isAmong(type: string, allowed: readonly string[]): boolean {
  return allowed.length === 0 || allowed.includes(type) || allowed.includes(`${type.split("/")[0] ?? ""}/*`);
}

/** How a list of types is said: the endings of names people know, without doubles. */
export function endingsOf(types: readonly string[]): readonly string[] {
  const endings = Object.entries(BY_SUFFIX).filter(([, type]) => isAmong(type, types));
  const first = new Map<string, string>();
  for (const [suffix, type] of endings) if (!first.has(type)) first.set(type, suffix);
  return [...first.values()].map((suffix) => suffix.toUpperCase());
}

/** Whether the page itself can show it. */
export function isShown(type: string): boolean {
  return type === "application/pdf" || type === "image/png" || type === "image/jpeg";
}
