import { expect, test } from "vitest";
import { splitTicket } from "./split-ticket.ts";

test.each<[string, { query: string; ticket: string | undefined }]>([
  ["", { query: "", ticket: undefined }],
  ["a=1&b", { query: "a=1&b", ticket: undefined }],
  ["shunt_ticket=x.y", { query: "", ticket: "x.y" }],
  ["b=%20+&shunt_ticket=x&&a=&a=ü", { query: "b=%20+&&a=&a=ü", ticket: "x" }],
  ["shunt_ticket=x&shunt_ticket=y", { query: "", ticket: "x" }],
  ["my_shunt_ticket=x", { query: "my_shunt_ticket=x", ticket: undefined }],
  ["q=shunt_ticket=x", { query: "q=shunt_ticket=x", ticket: undefined }],
])("splitTicket takes the ticket out of %j and keeps the rest", (query, expected) => {
  expect(splitTicket(query)).toEqual(expected);
});
