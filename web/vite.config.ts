import { resolve } from "node:path";
import { defineConfig } from "vite";

const page = (path: string): string => resolve(import.meta.dirname, path);

// Where `npm run dev` sends the API's calls; the built pages know one origin only, their own.
const api = process.env["PORTICO_API"] ?? "http://localhost:8080";

export default defineConfig({
  appType: "mpa",
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
      },
    },
  },
  server: { host: "127.0.0.1", proxy: { "/v1": api } },
});
