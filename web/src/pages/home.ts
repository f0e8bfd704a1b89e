/** The front door: leads clients and team to their own pages. */
import { h, type Phrase } from "../dom/build.ts";
import { startLanguage } from "../i18n/language.ts";
import { heading, openPage } from "../parts/shell.ts";
import { PAGE } from "../session.ts";

function door(href: string, name: Phrase, lead: Phrase): HTMLElement {
  return h(
    "li",
    {},
    h(
      "a",
      { class: "card door", href: href + location.search },
      h("span", { class: "door-name" }, name),
      h("span", { class: "door-lead" }, lead),
    ),
  );
}

startLanguage();
openPage().show(
  { title: (m) => m.home.title },
  h(
    "div",
    { class: "opening" },
    heading((m) => m.home.title),
    h("p", { class: "lead" }, (m) => m.home.lead),
  ),
  h(
    "ul",
    { class: "doors" },
    door(
      PAGE.client,
      (m) => m.home.client,
      (m) => m.home.clientLead,
    ),
    door(
      PAGE.team,
      (m) => m.home.team,
      (m) => m.home.teamLead,
    ),
  ),
);
