import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { operationTable } from "./build-tools/operation-table.ts";

/** `npm run dev` in this folder passes requests for the API on to this address, where `npm start` serves it. */
const api = "http://localhost:8001";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss(), operationTable()],
  resolve: { conditions: ["@shunt/source", "module", "browser", "development|production"] },
  server: { proxy: { "/api": api } },
  build: {
    target: "es2023",
    // The Content-Security-Policy allows no data: URLs for fonts, and one more small file costs nothing over HTTP/2.
    assetsInlineLimit: 0,
    // The page starts without it in all browsers of the target; the polyfill would be one script more.
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
  },
});
