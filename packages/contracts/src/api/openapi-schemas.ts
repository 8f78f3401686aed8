import { z } from "zod";

type JsonSchema = Record<string, unknown>;

/** Converts zod schemas to JSON Schema. Schemas with an `id` become components and are referenced. */
export interface OpenApiSchemas {
  /** @param io `input` for requests, `output` for responses */
  describe(schema: z.ZodType, io: "input" | "output"): JsonSchema;
  components: Record<string, JsonSchema>;
}

const definitions = "#/$defs/";
const componentSchemas = "#/components/schemas/";

export function createOpenApiSchemas(): OpenApiSchemas {
  const components: Record<string, JsonSchema> = {};

  function define(name: string, schema: JsonSchema): void {
    if (components[name] && JSON.stringify(components[name]) !== JSON.stringify(schema))
      throw new Error(`two schemas have the id ${name}`);
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

/** References point into `#/components/schemas`. */
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
  // Examples show the input; zod omits them from schemas that transform it.
  const examples = z.globalRegistry.get(schema)?.examples;
  if (Array.isArray(examples)) part.examples = examples;
  // The format says the same, and people can read it.
  if (part.format !== undefined) delete part.pattern;
  // The limits of safe integers say nothing about a field.
  if (part.minimum === Number.MIN_SAFE_INTEGER) delete part.minimum;
  if (part.maximum === Number.MAX_SAFE_INTEGER) delete part.maximum;
  // Responses may get further fields.
  if (io === "output" && part.additionalProperties === false) delete part.additionalProperties;
}
