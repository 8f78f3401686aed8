import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { ariaLanguages } from "./build-tools/aria-languages.ts";
import { ariaStart } from "./build-tools/aria-start.ts";
import { earlyStart } from "./build-tools/early/early-start.ts";
import { operationTable } from "./build-tools/operation-table.ts";
import { locales } from "./src/messages/locales.ts";

/** `npm run dev` in this folder passes requests for the API on to this address, where `npm start` serves it. */
const api = "http://localhost:8001";

/**
 * Few files for a first visit: what starts the application, and small parts that most pages need. Left alone, each of
 * those is a file of its own, whose headers are larger than itself.
 */
const chunkGroups = [
  { name: "main", tags: ["$initial" as const], priority: 1 },
  {
    name: "common",
    test: /[\\/](lucide-react[\\/]dist[\\/]esm[\\/]icons|src[\\/]undo)[\\/]|[\\/]src[\\/](home[\\/]to-web-address|ui[\\/](after-paint|copy|field|lazy-part|progress|search-box|toast\.|use-form)|messages[\\/](at-first-use|format|time-zone)|workspaces[\\/]use-may)|contracts[\\/]src[\\/]workspace-roles|use(Mutation|SuspenseQuery|TextField|ToggleState)|infiniteQueryOptions|VisuallyHidden/,
    minShareCount: 2,
  },
  // Left alone, the lists are in the file of all schemas of links, which takes long to evaluate.
  { name: "lists", test: /[\\/]contracts[\\/]src[\\/]link[\\/]rules[\\/](countries|weekdays)/ },
];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss(), operationTable(), ariaLanguages(locales), ariaStart(), earlyStart()],
  resolve: { conditions: ["@shunt/source", "module", "browser", "development|production"] },
  server: { proxy: { "/api": api } },
  build: {
    target: "es2023",
    // The Content-Security-Policy allows no data: URLs for fonts, and one more small file costs nothing over HTTP/2.
    assetsInlineLimit: 0,
    // The page starts without it in all browsers of the target; the polyfill would be one script more.
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: { output: { codeSplitting: { groups: chunkGroups } } },
    reportCompressedSize: false,
  },
});
