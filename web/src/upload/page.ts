/** The page behind an upload link: what is asked for, where to put it, what became of it, and that one is done. */
import { call, type View } from "../api/client.ts";
import { Refusal } from "../api/refusal.ts";
import { fill, h, say } from "../dom/build.ts";
import { carrier } from "../files/carrying.ts";
import { Memory, type Remembered } from "../files/memory.ts";
import { pause } from "../files/patience.ts";
import { Turns } from "../files/queue.ts";
import type { Means } from "../files/sending.ts";
import { ending, linkRefusalCode } from "../guest/endings.ts";
import { gateDialog } from "../guest/gate.ts";
import { markOf } from "../guest/mark.ts";
import { endsLink, type Link, type Visit } from "../guest/visit.ts";
import { messages } from "../i18n/language.ts";
import { notice, refusalNotice } from "../parts/notices.ts";
import { card, heading } from "../parts/shell.ts";
import { deskOf } from "./desk.ts";
import { doneBox } from "./done.ts";
import { earlier } from "./earlier.ts";
import { Item, isOver, type Lanes } from "./item.ts";
import { rowOf, stageWords, type Row } from "./row.ts";
import { unfinished } from "./unfinished.ts";
import { wantedList } from "./wanted.ts";
import { zone } from "./zone.ts";

type Terms = View<"TakenView">;

const HASHED_AT_ONCE = 1;
const SENT_AT_ONCE = 2;

/** Show it: what the link takes is told behind the gates alone. Raises what keeps it away. */
export async function showBoard(visit: Visit, link: Link): Promise<void> {
  const { upload } = link.upload === null ? await visit.look() : link;
  if (upload === null) throw new Refusal(403, "PASS_REQUIRED", [], null, null);
  new Board(visit, link, upload).show();
}

class Board {
  readonly #visit: Visit;
  readonly #link: Link;
  #terms: Terms;
  readonly #means: Means;
  readonly #desk: ReturnType<typeof deskOf>;
  readonly #lanes: Lanes = { hashing: new Turns(HASHED_AT_ONCE), sending: new Turns(SENT_AT_ONCE) };
  readonly #rows = new Map<Item, Row>();
  readonly #list = h("ul", { class: "rows" });
  readonly #spoken = h("p", { class: "unseen", role: "status" });
  readonly #told = h("div", { class: "told-above", role: "alert" });
  readonly #zone: HTMLElement;
  readonly #files: HTMLElement;
  readonly #wanted: ReturnType<typeof wantedList>;
  readonly #unfinished: ReturnType<typeof unfinished>;
  readonly #done: ReturnType<typeof doneBox>;

  constructor(visit: Visit, link: Link, terms: Terms) {
    this.#visit = visit;
    this.#link = link;
    this.#terms = terms;
    this.#desk = deskOf(visit);
    this.#means = { desk: this.#desk, carrier, memory: new Memory(markOf(visit.token)), pause };
    this.#zone = zone(terms, (files) => this.#take(files, null));
    this.#files = card("files", (m) => m.upload.files, this.#list);
    this.#wanted = wantedList(terms, (files, wanted) => this.#take(files, wanted));
    this.#unfinished = unfinished(terms, {
      all: () => this.#remembered(),
      chosen: (files) => this.#take(files, null),
      forget: (each) => this.#forget(each),
    });
    this.#done = doneBox(async () => {
      await visit.ask((headers) => call("post", "/v1/guest/uploads/done", { headers, body: { surface: "checkbox" } }));
    });
    visit.reopenBy(() => gateDialog(visit, (fault) => this.#end(fault)));
    addEventListener("beforeunload", (event) => {
      if (this.#isUnderWay() && this.#list.isConnected) event.preventDefault();
    });
  }

  show(): void {
    const { opened, page } = this.#visit;
    const title = opened?.title ?? this.#link.sender;
    page.show(
      { title: () => title, layout: "wide", focus: true },
      h(
        "div",
        { class: "opening" },
        heading(title),
        h("p", { class: "lead" }, (m) => m.upload.lead(this.#link.sender)),
        opened?.message == null ? null : h("blockquote", { class: "message" }, opened.message),
      ),
      this.#told,
      h(
        "div",
        { class: "stack" },
        this.#wanted.element,
        this.#unfinished.element,
        this.#zone,
        this.#files,
        earlier(this.#visit, this.#means),
        this.#terms.asksDone ? this.#done.element : null,
      ),
      this.#spoken,
    );
    this.#paint();
  }

  #take(files: readonly File[], wanted: string | null): void {
    for (const file of files) {
      const item = new Item(file, wanted, (of) => this.#moved(of));
      const label = this.#terms.wanted.find((each) => each.id === wanted)?.label ?? null;
      const row = rowOf(item, label, {
        stop: (of) => void of.stop(this.#means, this.#desk.abandon).then(() => this.#paint()),
        again: (of) => this.#run(of),
        remove: (of) => this.#remove(of),
      });
      this.#rows.set(item, row);
      this.#list.append(row.element);
      this.#run(item);
    }
    this.#done.reset();
    this.#paint();
    [...this.#rows.values()].at(-1)?.element.scrollIntoView({ block: "nearest" });
  }

  #run(item: Item): void {
    void item.run(this.#terms, this.#lanes, this.#means);
  }

  #remove(item: Item): void {
    const row = this.#rows.get(item);
    this.#rows.delete(item);
    row?.element.remove();
    this.#paint();
    this.#zone.querySelector("button")?.focus();
  }

  #moved(item: Item): void {
    const { stage } = item;
    this.#rows.get(item)?.paint();
    if (!isOver(stage)) return;
    // Spoken once, at its end; a bar that moves would never let a reader finish a sentence.
    if (stage.is !== "stopped")
      say(this.#spoken, (m) => m.upload.isNow(item.file.name, stageWords(stage, item.file.size)(m)));
    if (stage.is === "filed") void this.#refresh(item);
    if (stage.is === "failed" && endsLink(stage.fault)) this.#close(stage.fault);
    this.#paint();
  }

  /** What was filed ticks the list, and counts. */
  async #refresh(item: Item): Promise<void> {
    const wanted = this.#terms.wanted.map((each) => (each.id === item.wanted ? { ...each, isDone: true } : each));
    const left = this.#terms.filesLeft;
    this.#terms = { ...this.#terms, wanted, filesLeft: left === null ? null : Math.max(0, left - 1) };
    this.#paint();
    try {
      const { upload } = await this.#visit.look();
      if (upload !== null) this.#terms = upload;
    } catch {
      // What is known stays; the next file asks again.
    }
    this.#paint();
  }

  #paint(): void {
    this.#files.hidden = this.#rows.size === 0;
    const isFull = this.#terms.filesLeft === 0 || this.#terms.bytesLeft === 0;
    this.#zone.hidden = isFull;
    this.#wanted.paint(this.#terms.wanted, !isFull);
    this.#unfinished.paint();
    this.#done.paint(
      this.#isUnderWay(),
      [...this.#rows.keys()].some(({ stage }) => stage.is === "filed"),
    );
    if (isFull && this.#told.childElementCount === 0)
      fill(
        this.#told,
        notice(
          "wait",
          h("p", {}, (m) => m.upload.failed.TOO_MANY),
        ),
      );
  }

  /** The link takes nothing more; what is under way is told of still. */
  #close(fault: Refusal): void {
    if (!this.#isUnderWay() && ![...this.#rows.keys()].some(({ stage }) => stage.is === "filed"))
      return this.#end(fault);
    this.#terms = { ...this.#terms, filesLeft: 0 };
    fill(this.#told, refusalNotice(fault, linkRefusalCode(fault)));
  }

  #end(fault: Refusal): void {
    ending(this.#visit, fault, this.#link, () => location.reload());
  }

  #isUnderWay(): boolean {
    return [...this.#rows.keys()].some(({ stage }) => !isOver(stage));
  }

  /** What this browser began and nobody goes on with at present. */
  #remembered(): readonly Remembered[] {
    const present = new Set([...this.#rows.keys()].map(({ file }) => `${file.name}/${String(file.size)}`));
    return this.#means.memory.all().filter(({ name, size }) => !present.has(`${name}/${String(size)}`));
  }

  #forget(each: Remembered): void {
    this.#means.memory.forget(each.upload);
    void this.#desk.abandon(each.upload).catch(() => undefined);
    this.#paint();
    say(this.#spoken, () => messages().upload.isNow(each.name, messages().upload.stopped));
  }
}
