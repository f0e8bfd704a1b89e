/**
 * PDF on the page, drawn by PDF.js; loaded only when somebody looks at one.
 *
 * It runs under the pages' own policy: its worker, fonts and decoders come from our origin, without WebAssembly and
 * without evaluating anything; links, scripts and forms inside a document do nothing.
 */
import { getDocument, GlobalWorkerOptions, PasswordException, TextLayer } from "pdfjs-dist";
import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";
import worker from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { h } from "../dom/build.ts";
import type { Messages } from "../i18n/en.ts";
import { LockedPdf, type Drawn } from "./drawn.ts";

declare const __PDF_PARTS__: string;

GlobalWorkerOptions.workerSrc = worker;
// A canvas larger than this fails on phones.
const MOST_PIXELS = 16_000_000;
const MOST_SHARP = 2;
// Of a page at its first size; wider is for whoever asks.
const WIDEST = 960;

/** Draw a document's pages into a scrolling place. Raises LockedPdf, or what reading it raises. */
export async function drawPdf(into: HTMLElement, bytes: Uint8Array): Promise<Drawn> {
  const parts = __PDF_PARTS__;
  const task = getDocument({
    data: bytes,
    cMapUrl: `${parts}cmaps/`,
    standardFontDataUrl: `${parts}standard_fonts/`,
    wasmUrl: `${parts}wasm/`,
    useWasm: false,
    disableWorkerRendering: true,
    stopAtErrors: false,
  });
  let document: PDFDocumentProxy;
  try {
    document = await task.promise;
  } catch (fault) {
    void task.destroy();
    throw fault instanceof PasswordException ? new LockedPdf() : fault;
  }
  const first = await document.getPage(1);
  const { width, height } = first.getViewport({ scale: 1 });
  const sheets = Array.from({ length: document.numPages }, (_, at) => new Sheet(document, at + 1, { width, height }));
  into.replaceChildren(...sheets.map((sheet) => sheet.element));
  const near = new IntersectionObserver(
    (seen) => {
      for (const { target, isIntersecting } of seen) {
        const sheet = sheets.find((each) => each.element === target);
        if (isIntersecting) void sheet?.show();
        else sheet?.rest();
      }
    },
    { root: into, rootMargin: "100% 0px" },
  );
  for (const sheet of sheets) near.observe(sheet.element);
  return {
    fit(zoom) {
      const room = into.clientWidth - 2 * parseFloat(getComputedStyle(into).paddingInlineStart || "0");
      for (const sheet of sheets) sheet.scale(Math.min(room, WIDEST) * zoom);
    },
    end() {
      near.disconnect();
      void task.destroy();
    },
  };
}

/** One page: a picture, and its text over it for whoever selects it or has it read aloud. */
class Sheet {
  readonly element: HTMLElement;
  readonly #document: PDFDocumentProxy;
  readonly #number: number;
  readonly #canvas: HTMLCanvasElement;
  readonly #text = h("div", { class: "pdf-text" });
  #size: { readonly width: number; readonly height: number };
  #page: PDFPageProxy | null = null;
  #width = 0;
  #isShown = false;
  /** Counts drawings, so that one that was overtaken leaves no trace. */
  #turn = 0;

  constructor(document: PDFDocumentProxy, number: number, size: { readonly width: number; readonly height: number }) {
    this.#document = document;
    this.#number = number;
    this.#size = size;
    const label = (m: Messages): string => m.share.page(number, document.numPages);
    this.#canvas = h("canvas", { role: "img", "aria-label": label });
    this.element = h("div", { class: "pdf-page", "data-page": number }, this.#canvas, this.#text);
  }

  /** Give it a width on the screen. */
  scale(width: number): void {
    this.#width = width;
    this.#measure();
    if (this.#isShown) void this.#draw();
  }

  async show(): Promise<void> {
    this.#isShown = true;
    await this.#draw();
  }

  /** Out of sight: its pixels are given back, its text stays for search and readers. */
  rest(): void {
    this.#isShown = false;
    this.#turn += 1;
    this.#canvas.width = 0;
    this.#canvas.height = 0;
  }

  #measure(): void {
    const scale = this.#width / this.#size.width;
    this.element.style.width = `${String(this.#width)}px`;
    this.element.style.height = `${String(this.#size.height * scale)}px`;
    this.element.style.setProperty("--total-scale-factor", String(scale));
  }

  async #draw(): Promise<void> {
    if (this.#width === 0) return;
    this.#turn += 1;
    const turn = this.#turn;
    this.#page ??= await this.#document.getPage(this.#number);
    const page = this.#page;
    const natural = page.getViewport({ scale: 1 });
    this.#size = natural;
    this.#measure();
    const scale = this.#width / natural.width;
    const most = Math.sqrt(MOST_PIXELS / (natural.width * scale * natural.height * scale));
    const viewport = page.getViewport({ scale: scale * Math.min(devicePixelRatio, MOST_SHARP, Math.max(most, 0.1)) });
    if (turn !== this.#turn) return;
    const canvas = document.createElement("canvas");
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    await page.render({ canvas, viewport }).promise;
    if (turn !== this.#turn) return;
    this.#canvas.width = canvas.width;
    this.#canvas.height = canvas.height;
    this.#canvas.getContext("2d")?.drawImage(canvas, 0, 0);
    if (this.#text.childElementCount > 0) return;
    const text = new TextLayer({
      textContentSource: page.streamTextContent(),
      container: this.#text,
      viewport: page.getViewport({ scale: 1 }),
    });
    await text.render();
  }
}
