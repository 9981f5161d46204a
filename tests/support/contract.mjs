// docs/api/openapi.yaml as code: where an operation lives, and whether an answer is what it says.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const DOCUMENT_ID = 'kept311';

/** OpenAPI 3.0 says `nullable`; JSON Schema says it with types. */
function toJsonSchema(node) {
  if (Array.isArray(node)) return node.map(toJsonSchema);
  if (node === null || typeof node !== 'object') return node;
  const { nullable, ...rest } = node;
  const converted = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, toJsonSchema(value)]),
  );
  return nullable === true ? { anyOf: [{ type: 'null' }, converted] } : converted;
}

export const contract = parse(readFileSync(new URL('../../docs/api/openapi.yaml', import.meta.url), 'utf8'));

/** Follows a `$ref` inside the contract. */
export function resolve(node) {
  if (!node?.$ref) return node;
  const target = node.$ref
    .slice(2)
    .split('/')
    .reduce((at, key) => at[key.replaceAll('~1', '/').replaceAll('~0', '~')], contract);
  return resolve(target);
}

/** @type {Map<string, {id: string, method: string, path: string, definition: object, parameters: object[]}>} */
export const operations = new Map();
for (const [path, item] of Object.entries(contract.paths)) {
  for (const method of METHODS) {
    const definition = item[method];
    if (!definition) continue;
    const parameters = [...(item.parameters ?? []), ...(definition.parameters ?? [])].map(resolve);
    const body = resolve(definition.requestBody);
    operations.set(definition.operationId, {
      id: definition.operationId,
      method: method.toUpperCase(),
      path,
      definition,
      parameters,
      body: resolve(body?.content['application/json'].schema),
    });
  }
}

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema({ $id: DOCUMENT_ID, ...toJsonSchema(contract) });

const escapePointer = (text) => text.replaceAll('~', '~0').replaceAll('/', '~1');
const validators = new Map();

function validatorFor(operation, response, contentType) {
  const pointer = response.$ref
    ? response.$ref
    : `#/paths/${escapePointer(operation.path)}/${operation.method.toLowerCase()}/responses/default`;
  const reference = `${DOCUMENT_ID}${pointer}/content/${escapePointer(contentType)}/schema`;
  if (!validators.has(reference)) validators.set(reference, ajv.compile({ $ref: reference }));
  return validators.get(reference);
}

/**
 * Throws when an answer is not what the contract says about this operation.
 * @param {string} operationId
 * @param {{status: number, contentType: string|null, body: unknown}} answer
 */
export function checkAnswer(operationId, { status, contentType, body }) {
  const operation = operations.get(operationId);
  const told = `${operationId} answered ${status}`;
  const listed = operation.definition.responses[String(status)];
  const response = listed ?? (status >= 400 ? operation.definition.responses.default : undefined);
  if (!response) throw new Error(`${told}, which the contract does not know`);
  const content = resolve(response).content;
  if (!content) {
    if (body !== undefined) throw new Error(`${told} with a body, where the contract has none`);
    return;
  }
  const type = contentType?.split(';')[0].trim();
  if (!type || !(type in content)) {
    throw new Error(`${told} as ${type}, where the contract says ${Object.keys(content).join(', ')}`);
  }
  const validate = validatorFor(operation, response, type);
  if (!validate(body)) {
    const reasons = validate.errors.map((error) => `${error.instancePath || '/'} ${error.message}`);
    throw new Error(`${told}, which breaks the contract: ${reasons.join('; ')}`);
  }
}
