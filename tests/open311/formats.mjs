// What tests need to read of an XML document, and golden files.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';

/** The inner text of every element of this name; nested ones of the same name are not looked for. */
export const elements = (xml, name) =>
  [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map(([, inner]) => inner);

export const textOf = (xml, name) => elements(xml, name)[0];

/** Compares with what was agreed on; KEPT311_GOLDEN=write agrees on what is there now. */
export async function golden(name, text) {
  const file = new URL(`golden/${name}`, import.meta.url);
  if (process.env.KEPT311_GOLDEN === 'write') await writeFile(file, `${text}\n`);
  assert.equal(`${text}\n`, await readFile(file, 'utf8'));
}
