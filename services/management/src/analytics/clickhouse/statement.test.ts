import { expect, test } from "vitest";
import { bound, ch, compile, join, raw } from "./statement.ts";

test("compile binds each value in order, and never writes one into the text", () => {
  const hostile = "' or 1 = 1 -- {p0:String}";
  const condition = ch`name = ${bound("String", hostile)}`;
  const statement = ch`select ${raw("id")} from t where ${join([condition, ch`n in ${bound("Array(UInt8)", [1, 2])}`], " or ")}`;

  expect(compile(statement)).toEqual({
    text: "select id from t where name = {p0:String} or n in {p1:Array(UInt8)}",
    params: { p0: hostile, p1: [1, 2] },
  });
});

test("compile sends a value once that stands in several places", () => {
  const condition = ch`id in ${bound("Array(UUID)", ["a"])}`;

  expect(compile(ch`${condition} or not ${condition}`)).toEqual({
    text: "id in {p0:Array(UUID)} or not id in {p0:Array(UUID)}",
    params: { p0: ["a"] },
  });
});

test("join of nothing is empty", () => {
  expect(compile(ch`a ${join([], ", ")} b`).text).toBe("a  b");
});
