import { expect, test } from "vitest";
import { toPlate } from "./matrix.ts";

/** Modules per side of the 40 versions of QR codes. */
const sizes = Array.from({ length: 40 }, (_, version) => 21 + 4 * version);

test.each(sizes)(
  "toPlate centres whole modules in a code of %d modules a side, and hides less than a tenth of it",
  count => {
    const { start, side } = toPlate({ count, isDark: () => true });

    expect(Number.isInteger(start)).toBe(true);
    expect(start + side + start).toBe(count);
    expect(side ** 2 / count ** 2).toBeLessThanOrEqual(0.09);
    expect(side).toBeGreaterThan(0);
  },
);
