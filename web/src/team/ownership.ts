/** The offer of the firm: whom it is made to answers it here, and the owner who made it can take it back. */
import { call, type View } from "../api/client.ts";
import { Refusal } from "../api/refusal.ts";
import { fill, h, type Child, type Phrase } from "../dom/build.ts";
import { refusalNotice } from "../parts/notices.ts";
import { card } from "../parts/shell.ts";
import type { Visit } from "../signed/entrance.ts";

type Me = View<"MeView">;
type Deed = (headers: { readonly "Idempotency-Key": string }) => Promise<unknown>;

/** One act of the reader's on the offer. */
interface Answer {
  readonly words: Phrase;
  readonly quiet?: boolean;
  readonly deed: Deed;
}

/** Build the card; null where no offer concerns the reader. `again` shows the desk as it has become. */
export async function ownershipCard(visit: Visit, me: Me, again: () => Promise<void>): Promise<Child> {
  const { token } = visit;
  const firm = await call("get", "/v1/firm", { token });
  const offer = firm.ownershipOffer;
  if (offer === null) return null;
  if (offer.member.id !== me.id)
    return offerCard(
      visit,
      again,
      (m) => m.team.ownership.made,
      (m) => m.team.ownership.madeLead(offer.offeredAt, offer.member.name, firm.name),
      [
        {
          words: (m) => m.team.ownership.withdraw,
          quiet: true,
          deed: () => call("delete", "/v1/firm/ownership-offer", { token }),
        },
      ],
    );
  return offerCard(
    visit,
    again,
    (m) => m.team.ownership.received,
    (m) => m.team.ownership.receivedLead(offer.offeredBy, firm.name),
    [
      {
        words: (m) => m.team.ownership.accept,
        deed: (headers) => call("post", "/v1/firm/ownership-offer/accept", { token, headers }),
      },
      {
        words: (m) => m.team.ownership.decline,
        quiet: true,
        deed: (headers) => call("post", "/v1/firm/ownership-offer/decline", { token, headers }),
      },
    ],
  );
}

function offerCard(
  visit: Visit,
  again: () => Promise<void>,
  title: Phrase,
  lead: Phrase,
  answers: readonly Answer[],
): HTMLElement {
  const told = h("div", { class: "told", role: "alert" });
  let running = false;
  const buttons = answers.map(({ words, quiet, deed }) => {
    // The same press after a lost answer is the same act.
    const headers = { "Idempotency-Key": crypto.randomUUID() };
    const button = h("button", { type: "button", class: quiet === true ? "button quiet" : "button" }, words);
    button.addEventListener("click", () => {
      if (running) return;
      running = true;
      for (const each of buttons) each.setAttribute("aria-disabled", "true");
      const act = async (): Promise<void> => {
        try {
          await deed(headers);
        } catch (fault) {
          // Meanwhile the offer was answered, or taken back: the desk tells how things stand.
          if (!(fault instanceof Refusal) || fault.status !== 404) throw fault;
        }
        await again();
      };
      void visit
        .attempt(act, (fault) => fill(told, refusalNotice(fault)))
        .finally(() => {
          running = false;
          for (const each of buttons) each.removeAttribute("aria-disabled");
        });
    });
    return button;
  });
  return card("ownership", title, h("p", { class: "card-lead" }, lead), told, h("div", { class: "next" }, buttons));
}
