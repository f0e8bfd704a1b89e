import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";

const page = (path: string): string => resolve(import.meta.dirname, path);

// Where `npm run dev` sends the API's calls; the built pages know one origin only, their own.
const api = process.env["PORTICO_API"] ?? "http://localhost:8080";

const pdfjs = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
const { version } = JSON.parse(readFileSync(join(pdfjs, "package.json"), "utf8")) as { readonly version: string };
// What PDF.js asks for by name while it draws: fonts that files leave out, tables of characters, decoders without WebAssembly.
const ASKED_FOR = {
  cmaps: /\.bcmap$/,
  standard_fonts: /\.pfb$/,
  wasm: /_nowasm_fallback\.js$/,
} as const;

/** Puts beside the pages what PDF.js asks for, under its version: as lasting as everything else in `assets`. */
function pdfParts(): Plugin {
  return {
    name: "pdf-parts",
    apply: "build",
    generateBundle() {
      for (const [folder, wanted] of Object.entries(ASKED_FOR))
        for (const name of readdirSync(join(pdfjs, folder)).filter((each) => wanted.test(each)))
          this.emitFile({
            type: "asset",
            fileName: `assets/pdfjs-${version}/${folder}/${name}`,
            source: readFileSync(join(pdfjs, folder, name)),
          });
    },
  };
}

export default defineConfig({
  appType: "mpa",
  define: { __PDF_PARTS__: JSON.stringify(`/assets/pdfjs-${version}/`) },
  plugins: [pdfParts()],
  worker: { format: "es" },
  build: {
    target: "es2022",
    // The content security policy allows no data: address and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        home: page("index.html"),
        activate: page("activate/index.html"),
        reset: page("reset/index.html"),
        portal: page("portal/index.html"),
        team: page("team/index.html"),
        share: page("share/index.html"),
        upload: page("upload/index.html"),
      },
    },
  },
  server: { host: "127.0.0.1", proxy: { "/v1": api } },
});
