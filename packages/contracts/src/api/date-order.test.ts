import { expect, test } from "vitest";
import { findDateOrder } from "./date-order.ts";

test.each([
  [["03/04/2026", "31/12/2025 09:00"], "day_first"],
  [["03/04/2026", "", " 12/31/2025"], "month_first"],
  [["03/04/2026", "1/2/2026"], "unclear"],
  [["31/12/2025", "12/31/2025"], "unclear"],
  [["05/05/2026", "5/05/2026 09:00"], undefined],
  [["05/05/2026", "03/04/2026"], "unclear"],
  [["2026/12/31", "31.12.2026", "https://example.com/31/12/2026", ""], undefined],
])("findDateOrder finds in %j the order %s", (texts, order) => {
  expect(findDateOrder(texts)).toBe(order);
});
