import { z } from "zod";

type JsonSchema = Record<string, unknown>;

/** Turns zod schemas into those of a description, where the ones that have a name stand once and are referred to. */
export interface OpenApiSchemas {
  /** `input`: as a client sends it; `output`: as it is answered. */
  describe(schema: z.ZodType, io: "input" | "output"): JsonSchema;
  /** All that had a name so far. */
  components: Record<string, JsonSchema>;
}

const definitions = "#/$defs/";
const componentSchemas = "#/components/schemas/";

export function createOpenApiSchemas(): OpenApiSchemas {
  const components: Record<string, JsonSchema> = {};

  function define(name: string, schema: JsonSchema): void {
    if (components[name] && JSON.stringify(components[name]) !== JSON.stringify(schema))
      throw new Error(`${name} is the name of two schemas`);
    components[name] = schema;
  }

  return {
    components,
    describe(schema, io) {
      const { $schema: _dialect, $defs = {}, ...rest } = toJsonSchema(schema, io);
      for (const [name, definition] of Object.entries($defs)) define(name, definition as JsonSchema);
      return rest;
    },
  };
}

/** With references as they are resolved from the root of a description. */
function toJsonSchema(schema: z.ZodType, io: "input" | "output") {
  const jsonSchema = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    reused: "inline",
    override: ({ zodSchema, jsonSchema: part }) => simplify(part, zodSchema, io),
  });
  return JSON.parse(JSON.stringify(jsonSchema).replaceAll(`"${definitions}`, `"${componentSchemas}`)) as JsonSchema & {
    $defs?: JsonSchema;
  };
}

function simplify(part: z.core.JSONSchema.BaseSchema, schema: z.core.$ZodTypes, io: "input" | "output"): void {
  // Ours are as clients write them; zod leaves them out where parsing makes something else of it.
  const examples = z.globalRegistry.get(schema)?.examples;
  if (Array.isArray(examples)) part.examples = examples;
  // The format tells as much, and people can read it.
  if (part.format !== undefined) delete part.pattern;
  // These are the numbers that JSON can carry.
  if (part.minimum === Number.MIN_SAFE_INTEGER) delete part.minimum;
  if (part.maximum === Number.MAX_SAFE_INTEGER) delete part.maximum;
  // Fields may be added to answers.
  if (io === "output" && part.additionalProperties === false) delete part.additionalProperties;
}
