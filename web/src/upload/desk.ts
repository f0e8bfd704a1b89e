/** The server's side of uploading, by a link. */
import { call, type View } from "../api/client.ts";
import type { Desk, Standing } from "../files/sending.ts";
import type { Visit } from "../guest/visit.ts";

type Upload = View<"GuestUploadView">;
type Sent = Pick<Standing, "address" | "parts">;

function standingOf(upload: Upload, { address, parts }: Sent): Standing {
  const { id, state, reason } = upload;
  return { id, state, reason, address, parts };
}

/** What calls it for a visit; each passes the gates anew when half an hour is over. */
export function deskOf(visit: Visit): Desk & { abandon(upload: string): Promise<void> } {
  return {
    async announce({ name, size, type, sha256, wanted }, key) {
      const body = { name, size, type, sha256, wanted };
      const { upload, address, parts } = await visit.ask((headers) =>
        call("post", "/v1/guest/uploads", { headers: { ...headers, "Idempotency-Key": key }, body }),
      );
      return standingOf(upload, { address, parts: parts === null ? null : { ...parts, stored: [] } });
    },
    async look(id) {
      const path = { uploadId: id };
      const { upload, parts } = await visit.ask((headers) =>
        call("get", "/v1/guest/uploads/{uploadId}", { path, headers }),
      );
      return standingOf(upload, { address: null, parts });
    },
    async sign(id) {
      const path = { uploadId: id };
      return await visit.ask((headers) => call("post", "/v1/guest/uploads/{uploadId}/address", { path, headers }));
    },
    async signPart(id, number) {
      const path = { uploadId: id };
      const { items } = await visit.ask((headers) =>
        call("post", "/v1/guest/uploads/{uploadId}/parts", { path, headers, body: { numbers: [number] } }),
      );
      const [part] = items;
      if (part === undefined) throw new RangeError(`no address for part ${String(number)}`);
      return part.url;
    },
    async complete(id) {
      const path = { uploadId: id };
      await visit.ask((headers) => call("post", "/v1/guest/uploads/{uploadId}/complete", { path, headers }));
    },
    async abandon(id) {
      const path = { uploadId: id };
      await visit.ask((headers) => call("delete", "/v1/guest/uploads/{uploadId}", { path, headers }));
    },
  };
}
