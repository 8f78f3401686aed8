import { afterAll, expect, test, vi } from "vitest";

const page = new EventTarget();
vi.stubGlobal("window", page);
const { bindKeys } = await import("./bind-keys.ts");
afterAll(() => vi.unstubAllGlobals());

interface Press {
  key: string;
  code: string;
  held?: string;
}

/** The names of the bindings that a press runs. */
function press({ key, code, held }: Press, names: readonly string[]): string[] {
  const ran: string[] = [];
  const unbind = bindKeys(Object.fromEntries(names.map(name => [name, () => ran.push(name)])));
  const getModifierState = (name: string) => name === held;
  page.dispatchEvent(Object.assign(new Event("keydown"), { key, code, getModifierState }));
  unbind();
  return ran;
}

test.each([
  ["an American keyboard", { key: "k", code: "KeyK", held: "Control" }, ["$mod+k"]],
  ["an American keyboard", { key: "/", code: "Slash" }, ["/"]],
  ["an American keyboard", { key: "?", code: "Slash", held: "Shift" }, ["Shift+?"]],
  ["an American keyboard", { key: "X", code: "KeyX", held: "Shift" }, ["Shift+X"]],
  ["a Russian keyboard", { key: "л", code: "KeyK", held: "Control" }, ["$mod+k"]],
  ["a Russian keyboard", { key: "с", code: "KeyC" }, ["c"]],
  ["a Greek keyboard", { key: "Χ", code: "KeyX", held: "Shift" }, ["Shift+X"]],
  ["a German keyboard", { key: "/", code: "Digit7", held: "Shift" }, ["/"]],
  ["a French keyboard", { key: "?", code: "KeyM", held: "Shift" }, ["Shift+?"]],
  ["a French keyboard, with the letter of another key", { key: "x", code: "KeyX" }, ["x"]],
  ["a Dvorak keyboard, where C is elsewhere", { key: "c", code: "KeyI" }, ["c"]],
  ["a Dvorak keyboard, with J at the place of C", { key: "j", code: "KeyC" }, ["j"]],
  ["any keyboard", { key: "ArrowDown", code: "ArrowDown" }, ["ArrowDown"]],
])("on %s, %j runs %j", (_where, pressed, expected) => {
  const names = ["$mod+k", "/", "Shift+?", "Shift+X", "x", "c", "j", "ArrowDown"];

  expect(press(pressed, names)).toEqual(expected);
});
