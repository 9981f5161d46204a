// The rules of CONTRIBUTING.md that no compiler knows: who may include whom, how long a file may
// be, names that collide when sources are joined, and words that must not be committed.
// Usage: node script/check-structure.mjs [ROOT]
// Prints every breach as file:line: reason, and exits 1 when there is one.
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join, relative, extname, basename } from 'node:path';

const root = process.argv[2] ?? process.cwd();

// Which folders of src/ each folder may include, besides itself.
const INNER = ['base', 'domain', 'desk'];
const OUTER = ['store', 'search', 'places', 'http', 'notify', 'keeper', 'records', 'photos', 'partners', 'telephony'];
const MAY_INCLUDE = new Map([
  ['base', []],
  ['media', ['base']],
  ['trunk', ['base', 'media']],
  ['domain', ['base']],
  ['desk', ['base', 'domain']],
  ...OUTER.map((folder) => [folder, INNER]),
  ['main', [...INNER, ...OUTER, 'media', 'trunk']],
]);
// Folders whose code, tests apart, sees nothing but the standard library and MAY_INCLUDE.
const PURE = new Set(['domain']);

const MAX_LINES = { '.h': 300, '.cpp': 600 };
const FORBIDDEN_TEXT = [
  [/\b(TODO|FIXME|XXX)\b/, 'says TODO: do it, or write an issue'],
  [/(^|[\s"'`(=:])\/(work|root|home\/\w+)\//, 'names a path of one machine'],
];
const TEXT_SOURCES = new Set(['.h', '.cpp', '.ts', '.tsx', '.js', '.mjs', '.sql', '.cmake', '.feature', '.sh', '']);
const NOT_OURS = new Set(['node_modules', 'build', 'dist', '.git', 'output']);

const breaches = [];
const report = (file, line, reason) => breaches.push(`${relative(root, file)}:${line}: ${reason}`);

function* filesBelow(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (NOT_OURS.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

const linesOf = (file) => readFileSync(file, 'utf8').split('\n');
const isTest = (file) => /_test\.cpp$|(^|\/)testing\//.test(relative(root, file));
const isCxx = (file) => extname(file) === '.h' || extname(file) === '.cpp';
const isStandard = (name) => /^[a-z_]+$/.test(name);

// {line, name, quoted} of each #include.
function includesOf(lines) {
  return lines.flatMap((text, index) => {
    const match = /^\s*#\s*include\s*([<"])([^>"]+)[>"]/.exec(text);
    return match ? [{ line: index + 1, name: match[2], quoted: match[1] === '"' }] : [];
  });
}

function checkLayers(file, folder, includes) {
  const allowed = MAY_INCLUDE.get(folder);
  for (const { line, name, quoted } of includes) {
    const target = name.split('/')[0];
    if (isTest(file) && target === 'tests' && existsSync(join(root, name))) continue;
    if (quoted && !existsSync(join(root, 'src', name))) {
      report(file, line, `"${name}" is not below src/; other people's headers are included with <>`);
    } else if (MAY_INCLUDE.has(target) && name.includes('/') && quoted) {
      if (target !== folder && !allowed.includes(target)) {
        report(file, line, `${folder} must not include ${target} (${name})`);
      }
    } else if (PURE.has(folder) && !quoted && !isTest(file) && !isStandard(name)) {
      report(file, line, `${folder} may include only std, itself and ${allowed.join(', ')}, not <${name}>`);
    }
  }
}

// A header that shows a third-party type may be seen only by its own folder.
function checkThirdPartyStaysInside(sources) {
  const headers = new Map();
  for (const { file, folder, includes } of sources) {
    if (extname(file) === '.h') headers.set(relative(join(root, 'src'), file), { folder, includes });
  }
  const exposedBy = (name, seen = new Set()) => {
    const header = headers.get(name);
    if (!header || seen.has(name)) return undefined;
    seen.add(name);
    const own = header.includes.find(({ name: inner, quoted }) => !quoted && !isStandard(inner));
    if (own) return own.name;
    for (const { name: inner, quoted } of header.includes) {
      const found = quoted && headers.get(inner)?.folder === header.folder && exposedBy(inner, seen);
      if (found) return found;
    }
    return undefined;
  };
  for (const { file, folder, includes } of sources) {
    if (isTest(file)) continue;
    for (const { line, name, quoted } of includes) {
      if (!quoted || !headers.has(name) || headers.get(name).folder === folder) continue;
      const exposed = exposedBy(name);
      if (exposed) report(file, line, `${name} brings <${exposed}> into ${folder}; keep it in ${headers.get(name).folder}`);
    }
  }
}

// Sources of a folder are compiled joined (docs/adr/0011), and a new file changes which with which: a
// constant or type of an unnamed namespace is named once in its folder.
function checkNamesOfFolder(sources) {
  const first = new Map();
  for (const { file, folder, lines } of sources) {
    if (extname(file) !== '.cpp' || isTest(file)) continue;
    let unnamed = false;
    lines.forEach((text, index) => {
      if (text === 'namespace {') unnamed = true;
      if (/^}\s+\/\/ namespace$/.test(text)) unnamed = false;
      const name = unnamed &&
        (/^(?:struct|class|enum(?: class)?) (\w+)/.exec(text) ?? /^(?:inline |static )?const\w*\b[^(=]*?\b(k[A-Z]\w*)/.exec(text))?.[1];
      if (!name) return;
      const key = `${folder} ${name}`;
      const other = first.get(key) ?? file;
      first.set(key, other);
      if (other !== file) report(file, index + 1, `${name} is a name in ${relative(root, other)} too; they may be compiled joined`);
    });
  }
}

// Two branches may each have taken the next free number; a store would take only one of them over.
function checkNumbersOfMigrations() {
  const first = new Map();
  for (const file of [...filesBelow(join(root, 'src/store/schema'))].sort()) {
    const number = basename(file).split('_')[0];
    if (first.has(number)) report(file, 1, `${basename(first.get(number))} is migration ${number} too; take the next free number`);
    else first.set(number, file);
  }
}

const sources = [];
for (const file of filesBelow(join(root, 'src'))) {
  if (!isCxx(file)) continue;
  const lines = linesOf(file);
  const folder = relative(join(root, 'src'), file).split('/')[0];
  const includes = includesOf(lines);
  sources.push({ file, folder, lines, includes });
  if (MAY_INCLUDE.has(folder)) checkLayers(file, folder, includes);
  else report(file, 1, `src/${folder} is not in the list of layers of script/check-structure.mjs`);
  const count = lines.length - 1;
  const limit = MAX_LINES[extname(file)];
  if (count > limit) report(file, limit, `has ${count} lines, over ${limit}: it does more than one thing`);
  if (extname(file) === '.h' && !lines.includes('#pragma once')) report(file, 1, 'lacks #pragma once');
  if (!/^[a-z0-9_]+\.(h|cpp)$/.test(basename(file))) report(file, 1, 'file names are snake_case');
}
checkThirdPartyStaysInside(sources);
checkNamesOfFolder(sources);
checkNumbersOfMigrations();

for (const folder of ['src', 'tests', 'bench', 'fuzz', 'console/src', 'script', 'cmake', '.ci']) {
  for (const file of filesBelow(join(root, folder))) {
    if (!TEXT_SOURCES.has(extname(file)) || /check-structure/.test(basename(file))) continue;
    linesOf(file).forEach((text, index) => {
      for (const [pattern, reason] of FORBIDDEN_TEXT) {
        if (pattern.test(text)) report(file, index + 1, reason);
      }
    });
  }
}

breaches.forEach((breach) => console.log(breach));
console.log(breaches.length === 0 ? `structure: ${sources.length} sources in order` : `structure: ${breaches.length} breaches`);
process.exit(breaches.length === 0 ? 0 : 1);
