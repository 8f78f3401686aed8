import { pictureNames } from "@shunt/contracts/social";
import { expect, test, vi } from "vitest";
import { codeTexts } from "../problems/codes/index.ts";
import { locales } from "./locales.ts";

vi.stubGlobal("localStorage", { getItem: () => null });

test.each(locales)("texts about pictures name the formats that the API accepts, in %s", async language => {
  const { messages: editor } = await import(`../editor/messages/${language}.ts`);
  const { messages: qr } = await import(`../qr/messages/${language}.ts`);
  const problems = (await codeTexts[language]?.())?.codes;
  const texts = [editor.pictureDrop, qr.logoDrop, qr.logoFailed, ...(problems ? [problems["media-refused"]] : [])];

  for (const text of texts) for (const name of pictureNames) expect(text).toContain(name);
});
