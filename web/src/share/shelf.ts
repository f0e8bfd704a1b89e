/** The documents of a share link. */
import { call, type View } from "../api/client.ts";
import { h, ICON, icon, type Child } from "../dom/build.ts";
import { isShown } from "../files/types.ts";
import { ending, linkRefusalCode } from "../guest/endings.ts";
import { gateDialog } from "../guest/gate.ts";
import { endsLink, type Link, type Visit } from "../guest/visit.ts";
import { deedButton } from "../parts/deed.ts";
import { refusalNotice } from "../parts/notices.ts";
import { card, empty, heading } from "../parts/shell.ts";
import { Refusal } from "../api/refusal.ts";
import { download } from "./download.ts";
import { view } from "./viewer.ts";
import { zipPart } from "./zip.ts";

type Document = View<"GuestDocumentView">;
/** One that is there: what is gone has no name. */
type Present = Document & { readonly name: string; readonly type: string; readonly size: number };

/** Show the list. Raises what keeps it away. */
export async function showShelf(visit: Visit, link: Link): Promise<void> {
  const over = (fault: unknown): void => ending(visit, fault, link, () => void showShelf(visit, link).catch(over));
  visit.reopenBy(() => gateDialog(visit, over));
  const shelf = await visit.ask((headers) => call("get", "/v1/guest/documents", { headers }));
  const { opened } = visit;
  const open = shelf.documents.filter(isPresent).filter((each) => each.refusal === null);
  visit.page.show(
    { title: () => shelf.title, layout: "wide", focus: true },
    h(
      "div",
      { class: "opening" },
      heading(shelf.title),
      h("p", { class: "lead" }, (m) => m.share.lead(link.sender)),
      opened?.message == null ? null : h("blockquote", { class: "message" }, opened.message),
    ),
    card(
      "documents",
      (m) => m.share.documents,
      shelf.documents.length === 0
        ? empty(
            (m) => m.share.none,
            (m) => m.share.noneText,
          )
        : h(
            "ul",
            { class: "rows" },
            shelf.documents.map((each) => row(visit, each, over)),
          ),
      open.length < 2 ? null : zipPart(visit, new Map(open.map(({ id, name }) => [id, name])), over),
    ),
  );
}

function isPresent(document: Document): document is Present {
  return document.name !== null && document.type !== null && document.size !== null;
}

function row(visit: Visit, document: Document, over: (fault: unknown) => void): HTMLElement {
  if (!isPresent(document)) return rowOfGone();
  const { id, name, type, size } = document;
  const told = h("div", { class: "told-row", role: "status" });
  const buttons = h("div", { class: "row-deeds" });
  const refuse = (fault: unknown): void => {
    if (endsLink(fault)) return over(fault);
    const code = linkRefusalCode(fault);
    told.replaceChildren(refusalNotice(fault, code === "LINK_NOT_FOUND" ? "TARGET_GONE" : code));
    // What is gone, or waits for its invoice, is not offered again before the page is opened anew.
    if (code === "TARGET_GONE" || code === "PAYMENT_REQUIRED") buttons.replaceChildren();
  };
  const address = async (): Promise<string> => {
    const { url } = await visit.ask((headers) =>
      call("post", "/v1/guest/documents/{documentId}/download", { path: { documentId: id }, headers }),
    );
    return url;
  };
  const get = async (): Promise<void> => {
    download(await address());
    told.replaceChildren(h("p", { class: "hint" }, (m) => m.share.downloading(name)));
  };
  if (document.refusal === null) {
    if (isShown(type)) {
      const look = h(
        "button",
        { type: "button", class: "button small", "aria-label": (m) => m.share.viewOf(name) },
        (m) => m.share.view,
      );
      look.addEventListener("click", () => {
        told.replaceChildren();
        view({ name, type, size, address, download: get });
      });
      buttons.append(look);
    }
    const save = deedButton(
      (m) => m.share.download,
      () => get().catch(refuse),
      true,
      (m) => m.share.downloadOf(name),
    );
    save.classList.add("small");
    buttons.append(save);
  } else refuse(new Refusal(410, document.refusal.code, [], null, null));
  return h(
    "li",
    { class: "row document" },
    h("span", { class: "file-sign" }, icon(document.refusal === null ? ICON.file : ICON.lock, 24)),
    h(
      "div",
      { class: "item-words grows" },
      h("p", { class: "row-name" }, name),
      h(
        "p",
        { class: "row-more" },
        h("span", {}, (m) => m.share.size(size)),
      ),
    ),
    buttons,
    told,
  );
}

function rowOfGone(): HTMLElement {
  const words: Child = h("p", { class: "row-name" }, (m) => m.share.gone);
  return h(
    "li",
    { class: "row document" },
    h("span", { class: "file-sign" }, icon(ICON.file, 24)),
    h(
      "div",
      { class: "item-words grows" },
      words,
      h("p", { class: "row-more" }, (m) => m.refusals.TARGET_GONE.text),
    ),
  );
}
