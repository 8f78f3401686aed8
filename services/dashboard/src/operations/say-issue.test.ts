import type { OpsIssue } from "@shunt/contracts/admin";
import { opsSentences } from "@shunt/contracts/admin";
import { afterAll, expect, test, vi } from "vitest";

vi.stubGlobal("localStorage", { getItem: () => "de" });
// The language is chosen as its module loads, and test files of a process share modules.
vi.resetModules();
afterAll(() => void vi.resetModules());
const { sayIssue } = await import("./say-issue.ts");
const { sentences } = await import("./messages/de-sentences.ts");

const issue: OpsIssue = {
  id: "worker-down",
  severity: "critical",
  title: "No worker is running.",
  effect: "2,000 clicks wait; none is lost. Webhooks and upkeep wait, too.",
  remedy: "Start a worker.",
  runbook_url: "https://runbook.example/",
  concerns: ["worker"],
  sentences: {
    title: [{ code: "none-running", values: { service: "worker" } }],
    effect: [
      { code: "clicks-wait", values: { clicks: 2_000 } },
      { code: "webhooks-wait", values: {} },
    ],
    remedy: [{ code: "start-service", values: { service: "worker" } }],
  },
};

test("sayIssue puts every sentence into the language of the page", () => {
  expect(sayIssue(issue, sentences)).toMatchObject({
    title: "Es läuft kein Worker.",
    effect: "2.000 Klicks warten; keiner geht verloren. Auch Webhooks und Aufräumarbeiten warten.",
  });
  expect(sayIssue(issue, opsSentences)).toMatchObject({ title: issue.title, effect: issue.effect });
});

test.each([
  ["a sentence that the page does not know", [{ code: "on-fire", values: {} }]],
  ["a sentence named like a method of objects", [{ code: "toString", values: {} }]],
])("sayIssue keeps the English text with %s", (_what, title) => {
  const given = { ...issue, sentences: { title, effect: [], remedy: [] } };

  expect(sayIssue(given, sentences).title).toBe(issue.title);
});

test("sayIssue keeps the English texts of a server that sends no sentences", () => {
  const { sentences: _, ...older } = issue;

  expect(sayIssue(older, sentences)).toEqual({ title: issue.title, effect: issue.effect, remedy: issue.remedy });
});
