/** All documents of a link in one file, made in the background while the page waits. */
import { call, type View } from "../api/client.ts";
import { Refusal } from "../api/refusal.ts";
import { h, say } from "../dom/build.ts";
import { pause, Tries } from "../files/patience.ts";
import { linkRefusalCode } from "../guest/endings.ts";
import { endsLink, type Visit } from "../guest/visit.ts";
import { deedButton } from "../parts/deed.ts";
import { notice, refusalNotice } from "../parts/notices.ts";
import { download } from "./download.ts";

type Zip = View<"ZipView">;

const LOOKS_MS = [1000, 1000, 2000, 3000, 5000];
// What another one, asked for now, would do better.
const TO_ASK_ANEW: ReadonlySet<string> = new Set(["ZIP_OUTDATED", "ZIP_FAILED"]);

/** The button, and what is told of the file. `names` are those of the documents, by id. */
export function zipPart(visit: Visit, names: ReadonlyMap<string, string>, over: (fault: unknown) => void): HTMLElement {
  const told = h("div", { class: "told", role: "status" });
  const bar = h("progress", { hidden: true, "aria-label": (m) => m.share.zipWaiting });
  const refuse = (fault: unknown): void => {
    if (endsLink(fault)) return over(fault);
    if (fault instanceof Refusal && TO_ASK_ANEW.has(fault.code)) failed();
    else told.replaceChildren(refusalNotice(fault, linkRefusalCode(fault)));
  };
  const failed = (): void => {
    told.replaceChildren(
      notice(
        "stop",
        h("p", {}, (m) => m.share.zipFailed),
      ),
    );
  };
  const ask = deedButton(
    (m) => m.share.zip,
    async () => {
      say(told, (m) => m.share.zipWaiting);
      bar.hidden = false;
      try {
        const made = await make(visit, [...names.keys()]);
        if (made.state === "failed") failed();
        else told.replaceChildren(ready(visit, made, names, refuse));
      } catch (fault) {
        refuse(fault);
      } finally {
        bar.hidden = true;
      }
    },
    true,
  );
  const count = h("p", { id: "zip-count", class: "hint" }, (m) => m.share.zipCount);
  ask.setAttribute("aria-describedby", count.id);
  return h("div", { class: "zip" }, ask, count, bar, told);
}

async function make(visit: Visit, documentIds: string[]): Promise<Zip> {
  const { signal } = new AbortController();
  const tries = new Tries(pause, signal);
  const key = crypto.randomUUID();
  let zip = await tries.until(() =>
    visit.ask((headers) =>
      call("post", "/v1/guest/zips", { headers: { ...headers, "Idempotency-Key": key }, body: { documentIds } }),
    ),
  );
  const path = { zipId: zip.id };
  for (let looks = 0; zip.state === "making"; looks += 1) {
    await pause(LOOKS_MS[Math.min(looks, LOOKS_MS.length - 1)] ?? 0, signal);
    zip = await tries.until(() => visit.ask((headers) => call("get", "/v1/guest/zips/{zipId}", { path, headers })));
  }
  return zip;
}

function ready(
  visit: Visit,
  zip: Zip,
  names: ReadonlyMap<string, string>,
  refuse: (fault: unknown) => void,
): HTMLElement {
  const path = { zipId: zip.id };
  const get = deedButton(
    (m) => m.share.zipDownload,
    async () => {
      try {
        const { url } = await visit.ask((headers) =>
          call("post", "/v1/guest/zips/{zipId}/download", { path, headers }),
        );
        download(url);
      } catch (fault) {
        refuse(fault);
      }
    },
  );
  const missing = zip.leftOut.map(({ documentId }) => names.get(documentId)).filter((each) => each !== undefined);
  return notice(
    "good",
    h("p", {}, (m) => m.share.zipReady),
    missing.length === 0 ? null : h("p", {}, (m) => m.share.zipSkipped(missing)),
    h("p", {}, get),
  );
}
