import type { RawBuilder } from "kysely";

/** One step of the schema. Upwards only, and safe while services of the version before still run. */
export interface Migration {
  name: string;
  up: RawBuilder<unknown>;
}
