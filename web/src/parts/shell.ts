/** The frame every page stands in: skip link, brand, language switch, main part. */
import "../styles/page.css";
import { append, fill, h, ICON, icon, type Child, type Phrase } from "../dom/build.ts";
import { bind, LANGUAGES, CATALOGUES, language, messages, pickLanguage } from "../i18n/language.ts";

export interface Page {
  readonly main: HTMLElement;
  /** Name the firm in the brand; until then the product's own name stands there. */
  brand(name: string): void;
  /** What stands in the header beside the language switch. */
  actions(...children: readonly Child[]): void;
  /** Replace the main part. With `focus`, the reader is taken to its heading. */
  show(
    options: { readonly title: Phrase; readonly layout?: "narrow" | "split" | "wide"; readonly focus?: boolean },
    ...children: readonly Child[]
  ): void;
}

const PORTICO =
  "M12 3.500 4 8v1.600h16V8zM6 11h2.200v6.500H6zM10.900 11h2.200v6.500h-2.200zM15.800 11H18v6.500h-2.200zM4 18.800h16v1.700H4z";

function mark(): HTMLElement {
  const glyph = icon(PORTICO, 22);
  glyph.setAttribute("fill", "currentColor");
  glyph.setAttribute("stroke", "none");
  return h("span", { class: "mark" }, glyph);
}

function languageSwitch(): HTMLElement {
  const buttons = LANGUAGES.map((each) => {
    const button = h(
      "button",
      {
        type: "button",
        lang: each,
        class: "tongue",
        "aria-label": `${each.toUpperCase()}, ${CATALOGUES[each].languageName}`,
        "aria-pressed": () => String(each === language()),
      },
      each.toUpperCase(),
    );
    button.addEventListener("click", () => pickLanguage(each));
    return button;
  });
  return h("div", { class: "tongues", role: "group", "aria-label": (m) => m.chooseLanguage }, buttons);
}

/** Build the frame into the document; to be called once a page. */
export function openPage(): Page {
  const main = h("main", { id: "main", tabindex: -1 });
  const name = h("span", { class: "brand-name" }, (m) => m.product);
  const actions = h("div", { class: "actions" });
  const skip = h("a", { class: "skip", href: "#main" }, (m) => m.skip);
  skip.addEventListener("click", (event) => {
    // The fragment is where invitations arrive; it is not used for places on the page.
    event.preventDefault();
    main.focus();
  });
  let brandName = "";
  let title: Phrase = (m) => m.product;
  const entitle = (): void => {
    document.title = `${title(messages())} · ${brandName || messages().product}`;
  };
  bind(document, entitle);

  append(
    document.getElementById("page") ?? document.body,
    skip,
    h(
      "header",
      { class: "top" },
      h("div", { class: "brand" }, mark(), name),
      h("div", { class: "tools" }, languageSwitch(), actions),
    ),
    main,
  );

  return {
    main,
    brand(firm) {
      brandName = firm;
      name.replaceChildren(firm);
      entitle();
    },
    actions(...children) {
      fill(actions, ...children);
    },
    show(options, ...children) {
      title = options.title;
      entitle();
      main.className = options.layout ?? "narrow";
      main.removeAttribute("aria-busy");
      fill(main, ...children);
      if (options.focus === true) {
        window.scrollTo({ top: 0 });
        main.querySelector<HTMLElement>("h1")?.focus();
      }
    },
  };
}

/** The page's one heading; it can be given the focus when a view changes. */
export function heading(...children: readonly Child[]): HTMLElement {
  return h("h1", { tabindex: -1 }, ...children);
}

/** What stands while an answer is awaited. */
export function loading(phrase: Phrase): HTMLElement {
  return h(
    "div",
    { class: "card loading", "aria-busy": "true" },
    h("p", { class: "loading-word", role: "status" }, phrase),
    h("div", { class: "bone bone-title", "aria-hidden": "true" }),
    h("div", { class: "bone", "aria-hidden": "true" }),
    h("div", { class: "bone bone-short", "aria-hidden": "true" }),
  );
}

/** A card with a heading of its own. */
export function card(id: string, title: Phrase, ...children: readonly Child[]): HTMLElement {
  return h("section", { class: "card", "aria-labelledby": id }, h("h2", { id }, title), ...children);
}

/** What stands where a list is empty: why, and what will fill it. */
export function empty(title: Phrase, text: Phrase): HTMLElement {
  return h("div", { class: "empty" }, icon(ICON.folder, 28), h("p", { class: "empty-title" }, title), h("p", {}, text));
}

/** The way back to the page one came from. */
export function backLink(href: string, words: Phrase): HTMLElement {
  return h("a", { class: "back", href }, icon(ICON.back, 18), h("span", {}, words));
}

/** A term and what it is. */
export type Fact = readonly [Phrase, Child];

/** Terms and what they are, in rows. */
export function facts(...rows: readonly Fact[]): HTMLElement {
  return h(
    "dl",
    { class: "facts" },
    rows.map(([term, fact]) => h("div", {}, h("dt", {}, term), h("dd", {}, fact))),
  );
}
