import { clickClasses, clickSources, deviceKinds } from "@shunt/contracts/clicks";
import { expect, test, vi } from "vitest";

vi.stubGlobal("localStorage", { getItem: () => null });
const catalogues = [
  await import("./messages/en.ts"),
  await import("./messages/de.ts"),
  await import("./messages/fr.ts"),
  await import("./messages/es.ts"),
];
const { toValueLabel } = await import("./value-label.ts");

const kinds = { class: clickClasses, source: clickSources, device: deviceKinds } as const;

test.each(["class", "source", "device"] as const)("toValueLabel has words for every %s in all languages", dimension => {
  for (const { messages } of catalogues)
    for (const kind of kinds[dimension]) {
      expect(toValueLabel(messages, dimension, kind)).not.toMatch(new RegExp(`^(|${kind})$`));
    }
});
