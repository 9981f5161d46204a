// Everything that can be wrong with one field, derived from its schema in the contract.
import { resolve } from '../support/contract.mjs';

/** What the pattern of a wall time lets through, and no clock or calendar shows; or nobody means. */
export const NO_WALL_TIMES = ['2026-13-01T10:00', '2026-11-24T25:00', '9000-01-01T10:00', '9999-12-31T23:59'];
const LONE_SURROGATE = '\u0001lone surrogate\u0001';
export const LOCAL_TIME = resolve({ $ref: '#/components/schemas/LocalTime' });
const FOREIGN_ID = 999_999_999;

const wrongTypeFor = {
  string: 12_345,
  integer: 'many',
  number: 'much',
  boolean: 'perhaps',
  array: 'one',
  object: 'thing',
};

/**
 * The faults of one field: {name, value, loose?}. `loose`: the answer may point at the whole list
 * instead of at its member.
 */
function faultsOf(schema, now) {
  const faults = [
    ...(schema.nullable ? [] : [{ name: 'null', value: null }]),
    { name: 'of the wrong type', value: wrongTypeFor[schema.type] },
  ];
  const add = (name, value) => faults.push({ name, value });
  if (schema.type === 'string') {
    add('with a lone surrogate', LONE_SURROGATE);
    if (schema.minLength > 0) add('empty', '');
    if (schema.maxLength) add('too long', 'x'.repeat(schema.maxLength + 1));
    if (schema.enum) add('not one of its values', 'no_such_value');
    if (schema.format || schema.pattern) add('ill-formed', 'at noon');
  }
  if (schema === LOCAL_TIME) for (const wall of NO_WALL_TIMES) add(`as ${wall}`, wall);
  if (schema.minimum !== undefined) add('too small', schema.minimum - 1);
  if (schema['x-future']) add('in the past', new Date(now.getTime() - 3_600_000).toISOString());
  if (schema['x-ref']) add('foreign', schema.type === 'integer' ? FOREIGN_ID : String(FOREIGN_ID));
  if (schema.maxItems) add('too many', undefined);
  return faults;
}

const set = (body, path, value) => {
  const copy = structuredClone(body);
  const at = path.slice(0, -1).reduce((node, key) => node[key], copy);
  if (value === undefined) delete at[path.at(-1)];
  else at[path.at(-1)] = value;
  return copy;
};

/** What a field holds; one that may be null refers to it by allOf, beside which OpenAPI lets `nullable` stand. */
function schemaOf(node) {
  const found = resolve(node);
  return found?.allOf?.length === 1 ? { ...resolve(found.allOf[0]), nullable: found.nullable } : found;
}

/** Every field that a body of this schema may have, as a pointer. */
export function* fieldsOf(schema, at = '') {
  for (const [key, property] of Object.entries(resolve(schema).properties ?? {})) {
    yield `${at}/${key}`;
    yield* fieldsOf(schemaOf(property), `${at}/${key}`);
  }
}

/** Every field that this body has, as a pointer. */
export function* fieldsIn(body, at = '') {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return;
  for (const [key, value] of Object.entries(body)) {
    yield `${at}/${key}`;
    yield* fieldsIn(value, `${at}/${key}`);
  }
}

/**
 * Every way to spoil `body` in one field that it has: {pointer, name, raw, loose}.
 * @param {object} schema of the body
 */
export function* spoiled(schema, body, now, path = []) {
  const known = resolve(schema);
  const at = path.reduce((node, key) => node[key], body);
  for (const [key, value] of Object.entries(at)) {
    const fieldSchema = schemaOf(known.properties?.[key]);
    if (!fieldSchema) continue;
    const here = [...path, key];
    const pointer = `/${here.join('/')}`;
    if (known.required?.includes(key)) yield fault(body, here, pointer, 'missing', undefined);
    for (const { name, value: wrong } of faultsOf(fieldSchema, now)) {
      const spoiling = name === 'too many' ? Array(fieldSchema.maxItems + 1).fill(value[0]) : wrong;
      yield fault(body, here, pointer, name, spoiling);
    }
    if (fieldSchema.type === 'object' && fieldSchema.properties) {
      yield* spoiled(fieldSchema, body, now, here);
    }
    if (fieldSchema.type === 'array' && value.length > 0) {
      for (const { name, value: wrong } of faultsOf(resolve(fieldSchema.items), now)) {
        yield { ...fault(body, [...here, 0], `${pointer}/0`, name, wrong), loose: pointer };
      }
    }
  }
  if (known.additionalProperties === false) {
    const here = [...path, 'no_such_field'];
    yield fault(body, here, `/${here.join('/')}`, 'unknown', 'surprise');
  }
}

function fault(body, path, pointer, name, value) {
  const raw = JSON.stringify(set(body, path, value));
  return { pointer, name, raw: raw.replace(JSON.stringify(LONE_SURROGATE), '"\\ud800"') };
}
