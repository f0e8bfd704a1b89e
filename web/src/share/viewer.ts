/** A document over the page: its bytes are fetched and drawn here, whatever the browser would do with them. */
import { h, ICON, icon, say, type Phrase } from "../dom/build.ts";
import { deedButton } from "../parts/deed.ts";
import { notice, refusalNotice } from "../parts/notices.ts";
import { Refusal, Unreachable } from "../api/refusal.ts";
import { linkRefusalCode } from "../guest/endings.ts";
import { LockedPdf, type Drawn } from "./drawn.ts";

export interface Viewed {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** An address for its bytes, signed now. */
  address(): Promise<string>;
  download(): Promise<void>;
}

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

/** Show a document until the reader closes it. The focus returns to where it was. */
export function view(of: Viewed): void {
  const sheet = h("div", { class: "viewer-sheet", tabindex: 0, role: "region", "aria-label": (m) => m.share.pages });
  const told = h("div", { class: "viewer-told", role: "status" });
  const leaving = new AbortController();
  let drawn: Drawn | null = null;
  let zoom = ZOOMS.indexOf(1);
  const fit = (): void => drawn?.fit(ZOOMS[zoom] ?? 1);
  const resize = new ResizeObserver(fit);

  const zoomBy = (step: number): void => {
    zoom = Math.max(0, Math.min(ZOOMS.length - 1, zoom + step));
    smaller.setAttribute("aria-disabled", String(zoom === 0));
    larger.setAttribute("aria-disabled", String(zoom === ZOOMS.length - 1));
    fit();
  };
  const tool = (path: string, words: Phrase, deed: () => void): HTMLButtonElement => {
    const button = h("button", { type: "button", class: "tool", "aria-label": words, title: words }, icon(path));
    button.addEventListener("click", deed);
    return button;
  };
  const smaller = tool(
    ICON.minus,
    (m) => m.share.smaller,
    () => zoomBy(-1),
  );
  const larger = tool(
    ICON.plus,
    (m) => m.share.larger,
    () => zoomBy(1),
  );
  const close = tool(
    ICON.close,
    (m) => m.share.closeView,
    () => dialog.close(),
  );
  const get = tool(
    ICON.download,
    (m) => m.share.downloadOf(of.name),
    () => void of.download().catch(refuse),
  );
  const dialog = h(
    "dialog",
    { class: "viewer", "aria-labelledby": "viewed" },
    h(
      "div",
      { class: "viewer-top" },
      h("h2", { id: "viewed" }, of.name),
      h("div", { class: "viewer-tools" }, smaller, larger, get, close),
    ),
    told,
    sheet,
  );
  const refuse = (fault: unknown): void => {
    told.replaceChildren(refusalNotice(fault, linkRefusalCode(fault)));
  };
  const cannot = (title: Phrase, text: Phrase): void => {
    const button = deedButton(
      (m) => m.share.download,
      () => of.download().catch(refuse),
    );
    told.replaceChildren(notice("wait", h("strong", {}, title), h("p", {}, text), h("p", {}, button)));
  };

  const show = async (): Promise<void> => {
    const { fetched } = await import("./fetching.ts");
    const bytes = await fetched(await of.address(), of.size, leaving.signal, (part) =>
      say(told, (m) => m.share.fetching(part, of.size)),
    );
    if (of.type === "application/pdf") {
      const { drawPdf } = await import("./pdf.ts");
      drawn = await drawPdf(sheet, new Uint8Array(await bytes.arrayBuffer()));
    } else {
      const { drawPicture } = await import("./picture.ts");
      drawn = await drawPicture(sheet, bytes, of.name);
    }
    if (leaving.signal.aborted) return drawn.end();
    told.replaceChildren();
    resize.observe(sheet);
    fit();
  };

  dialog.addEventListener("close", () => {
    leaving.abort();
    resize.disconnect();
    drawn?.end();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  say(told, (m) => m.share.fetching(0, of.size));
  void show().catch((fault: unknown) => {
    if (leaving.signal.aborted) return;
    sheet.replaceChildren();
    if (fault instanceof LockedPdf)
      cannot(
        (m) => m.share.hasPassword,
        (m) => m.share.hasPasswordText,
      );
    else if (fault instanceof Refusal || fault instanceof Unreachable) refuse(fault);
    else
      cannot(
        (m) => m.share.cannotShow,
        (m) => m.share.cannotShowText,
      );
  });
}
