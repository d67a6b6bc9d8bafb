/**
 * What of typebox the client needs: the schemas of src/api-types/deis as plain JSON Schema, by which it reads a Deis controller's
 * answers. typebox itself takes longer to load than most commands run. A test compares what both make of the same schemas.
 */
export const Type = {
  String: (options = {}) => ({ type: 'string', ...options }),
  Integer: (options = {}) => ({ type: 'integer', ...options }),
  Number: (options = {}) => ({ type: 'number', ...options }),
  Boolean: (options = {}) => ({ type: 'boolean', ...options }),
  Null: () => ({ type: 'null' }),
  Unknown: () => ({}),
  Array: (items: object) => ({ type: 'array', items }),
  Tuple: (items: object[]) => ({ type: 'array', additionalItems: false, items, minItems: items.length }),
  Union: (anyOf: object[]) => ({ anyOf }),
  Record: (_key: object, value: object) => ({ type: 'object', patternProperties: { '^.*$': value } }),
  Optional: (schema: object) => ({ ...schema, [optional]: true }),
  Object: (properties: Record<string, object>) => {
    const required = Object.keys(properties).filter((key) => !isOptional(properties[key]))
    return { type: 'object', ...(required.length === 0 ? {} : { required }), properties }
  },
}

const optional = Symbol('optional')

function isOptional(schema: object | undefined): boolean {
  return schema !== undefined && optional in schema
}
