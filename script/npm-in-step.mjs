// Exits 0 when FOLDER/node_modules holds exactly what FOLDER/package-lock.json asks for, so that
// script/bootstrap need not run npm (which takes seconds, and may want the network).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];

function packagesOf(lockFile) {
  try {
    const { '': _root, ...packages } = JSON.parse(readFileSync(join(folder, lockFile), 'utf8')).packages;
    return packages;
  } catch {
    return undefined;
  }
}

const wanted = packagesOf('package-lock.json');
const installed = packagesOf('node_modules/.package-lock.json');
// npm leaves optional packages of other platforms out.
const present = (path) =>
  installed[path] ? installed[path].integrity === wanted[path].integrity : wanted[path].optional;
const inStep =
  wanted && installed && Object.keys(wanted).every(present) && Object.keys(installed).every((path) => path in wanted);
process.exit(inStep ? 0 : 1);
