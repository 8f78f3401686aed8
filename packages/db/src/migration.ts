import type { RawBuilder } from "kysely";

/** A schema change. There are no down migrations, and it must be safe while services of the previous version run. */
export interface Migration {
  name: string;
  up: RawBuilder<unknown>;
}
