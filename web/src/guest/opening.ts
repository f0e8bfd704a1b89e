/** A link before it is opened: whose it is, until when it is good, and the gates. */
import { h, ICON, icon } from "../dom/build.ts";
import { adoptInvited } from "../i18n/language.ts";
import { facts, heading, loading, type Fact, type Page } from "../parts/shell.ts";
import { takeToken } from "../activate/token.ts";
import { ending, refusalOf, withoutToken } from "./endings.ts";
import { gate } from "./gate.ts";
import { keptLink, type Kind } from "./keeping.ts";
import { Visit, type Link } from "./visit.ts";

/** What stands behind the gates. */
export type Inside = (visit: Visit, link: Link) => Promise<void>;

/** Open the page of a kind of link: with the token in its address, or the one this tab came with before. */
export function startVisit(page: Page, kind: Kind, inside: Inside): void {
  const begin = (): void => {
    const taken = takeToken(location, history);
    const token = taken ?? keptLink(kind)?.token ?? null;
    if (token === null) withoutToken(page, "LINK_NO_TOKEN");
    else if (token === "") withoutToken(page, "LINK_NOT_FOUND");
    else void enter(new Visit(page, kind, token), inside);
  };
  begin();
  // A second link pasted over the first changes the fragment alone, and no page is loaded for it.
  addEventListener("hashchange", () => {
    if (location.hash !== "") begin();
  });
}

async function enter(visit: Visit, inside: Inside): Promise<void> {
  const { page } = visit;
  page.show(
    { title: (m) => (visit.kind === "share" ? m.link.titleShare : m.link.titleUpload) },
    loading((m) => m.link.loading),
  );
  const again = (): void => void enter(visit, inside);
  let link: Link;
  try {
    link = await visit.look();
  } catch (fault) {
    return ending(visit, fault, null, again);
  }
  page.brand(link.firm.name);
  adoptInvited(link.locale);
  if (link.kind !== visit.kind) return elsewhere(visit, link);
  const refusal = refusalOf(link);
  if (refusal !== null) return ending(visit, refusal, link, again);
  if (visit.hasPass() && (link.kind === "share" || link.upload !== null)) return await within(visit, link, inside);
  page.show(
    { title: (m) => (visit.kind === "share" ? m.link.titleShare : m.link.titleUpload), layout: "split" },
    story(visit, link),
    h(
      "section",
      { class: "card deed", "aria-labelledby": "deed" },
      gate(visit, link, {
        passed: () => void within(visit, link, inside),
        ended: (fault) => ending(visit, fault, link, again),
        back: again,
      }),
    ),
  );
}

/** Show what is behind the gates; whatever keeps it away is shown in its place. */
async function within(visit: Visit, link: Link, inside: Inside): Promise<void> {
  visit.page.show(
    { title: (m) => (visit.kind === "share" ? m.link.titleShare : m.link.titleUpload) },
    loading((m) => m.loading),
  );
  try {
    await inside(visit, link);
  } catch (fault) {
    ending(visit, fault, link, () => void enter(visit, inside));
  }
}

/** A link of another kind opens on the page of its own. */
function elsewhere(visit: Visit, link: Link): void {
  visit.forget();
  if (link.kind === "share" || link.kind === "upload") location.replace(`/${link.kind}/#${visit.token}`);
  else withoutToken(visit.page, "LINK_NOT_FOUND");
}

function story(visit: Visit, link: Link): HTMLElement {
  const isShare = visit.kind === "share";
  const { firm, sender, sentTo, expiresAt } = link;
  const rows: Fact[] = [[(m) => m.link.sender, sender]];
  if (sentTo !== null) rows.push([(m) => m.link.sentTo, sentTo]);
  rows.push([
    (m) => m.link.validUntil,
    expiresAt === null
      ? h("span", {}, (m) => m.link.noEnd)
      : h("time", { datetime: expiresAt }, (m) => m.minute(expiresAt)),
  ]);
  return h(
    "section",
    { class: "story" },
    h("p", { class: "eyebrow" }, (m) => (isShare ? m.link.eyebrowShare : m.link.eyebrowUpload)),
    heading((m) => (isShare ? m.link.headingShare(firm.name) : m.link.headingUpload(firm.name))),
    h("p", { class: "lead" }, (m) => (isShare ? m.link.leadShare(sender) : m.link.leadUpload(sender))),
    facts(...rows),
    link.gates.login
      ? null
      : h(
          "p",
          { class: "quietly" },
          icon(ICON.check, 18),
          h("span", {}, (m) => m.link.noLogin),
        ),
  );
}
