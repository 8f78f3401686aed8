/**
 * Returns all values of a choice of the API, in the given order. The type makes the list complete, without the schemas, which would be in
 * the first load.
 */
export function listAll<Value extends string>(values: Record<Value, true>): readonly Value[] {
  return Object.keys(values) as Value[];
}
