/** PNG and JPEG on the page: decoded and drawn, so that no address for pictures need be allowed. */
import { h } from "../dom/build.ts";
import type { Drawn } from "./drawn.ts";

/** Draw a picture into a scrolling place. Raises when it can't be decoded. */
export async function drawPicture(into: HTMLElement, bytes: Blob, name: string): Promise<Drawn> {
  const bitmap = await createImageBitmap(bytes);
  const canvas = h("canvas", {
    class: "picture",
    role: "img",
    "aria-label": (m) => m.share.picture(name),
    width: bitmap.width,
    height: bitmap.height,
  });
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  into.replaceChildren(canvas);
  const { width } = bitmap;
  bitmap.close();
  return {
    fit(zoom) {
      canvas.style.width = `${String(Math.min(into.clientWidth, width) * zoom)}px`;
    },
    end() {
      canvas.width = 0;
    },
  };
}
