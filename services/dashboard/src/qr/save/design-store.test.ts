import { expect, test } from "vitest";
import { defaultDesign, readDesign } from "../studio-design.ts";
import { deleteDesign, listDesigns, saveDesign } from "./design-store.ts";

function aStore(text?: string) {
  const values = new Map(text === undefined ? [] : [["shunt-qr-designs", text]]);
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => values.set(key, value),
  };
}

const blue = { ...defaultDesign, dark: "#003366" };

test("designs are listed for their account, the last one first, and one of the same name is replaced", () => {
  const store = aStore();
  for (const name of ["a", "b", "a"]) saveDesign(store, { name, accountId: "1", design: blue });
  saveDesign(store, { name: "c", accountId: "2", design: defaultDesign });

  expect(listDesigns(store, "1").map(({ name }) => name)).toEqual(["a", "b"]);
  deleteDesign(store, { name: "a", accountId: "1" });
  expect(listDesigns(store, "1")).toEqual([{ name: "b", accountId: "1", design: blue }]);
  expect(listDesigns(store, "2")).toHaveLength(1);
});

test.each(["", "no", "{}", "[1,null,{}]", `[{"name":1,"accountId":"1"}]`])(
  "stored text %j counts as no design",
  text => {
    expect(listDesigns(aStore(text), "1")).toEqual([]);
  },
);

test.each([
  [undefined, {}],
  [{ dots: "stars", dark: "red", size: 1e9, margin: -1, logo: "https://example.com/a.png", text: " " }, {}],
  [
    { dots: "dots", dark: "#AA0000", size: 256, logo: "data:image/png;base64,AA==", text: "Scan" },
    { dots: "dots", dark: "#AA0000", size: 256, logo: "data:image/png;base64,AA==", text: "Scan" },
  ],
])("readDesign reads %j", (stored, changes) => {
  expect(readDesign(stored)).toEqual({ ...defaultDesign, ...changes });
});
