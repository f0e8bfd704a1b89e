/** A code for a phone's camera, drawn as one path. */
import { generate } from "lean-qr";
import type { Phrase } from "../dom/build.ts";
import { bind } from "../i18n/language.ts";

const SVG = "http://www.w3.org/2000/svg";
// What readers need around a code to tell it from what stands beside it (ISO/IEC 18004).
const QUIET = 4;

/** Draw what a camera is to read. It is said in words too: what it holds must stand beside it for who can't scan. */
export function qrCode(content: string, label: Phrase): SVGSVGElement {
  const code = generate(content);
  const rows = Array.from({ length: code.size }, (_, y) =>
    Array.from({ length: code.size }, (_, x) => (code.get(x, y) ? `M${x} ${y}h1v1h-1z` : "")).join(""),
  );
  const side = code.size + 2 * QUIET;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `${-QUIET} ${-QUIET} ${side} ${side}`);
  svg.setAttribute("class", "qr-code");
  svg.setAttribute("role", "img");
  svg.setAttribute("shape-rendering", "crispEdges");
  bind(svg, (messages) => svg.setAttribute("aria-label", label(messages)));
  const dark = document.createElementNS(SVG, "path");
  dark.setAttribute("d", rows.join(""));
  svg.append(dark);
  return svg;
}
