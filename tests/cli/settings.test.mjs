// Settings: the example file is what the program says it is, and what is wrong is refused with its
// place.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { CODE, ROOT, kept311, scratch } from './program.mjs';

async function settingsFile(t, text) {
  const file = join(await scratch(t), 'kept311.toml');
  await writeFile(file, text);
  return file;
}

async function inForce(words = [], options = {}) {
  const { code, stdout, stderr } = await kept311(['config', 'show', '--json', ...words], options);
  assert.equal(code, CODE.done, stderr);
  return JSON.parse(stdout);
}

test('config/kept311.example.toml is what the program writes', async () => {
  const { stdout } = await kept311(['config', 'example']);
  assert.equal(await readFile(join(ROOT, 'config/kept311.example.toml'), 'utf8'), stdout);
});

test('the example changes nothing', async () => {
  const example = ['--config', 'config/kept311.example.toml'];
  assert.deepEqual(await inForce(example), await inForce());
});

test('every setting has a comment with its unit, and its variable', async () => {
  const { stdout } = await kept311(['config', 'example']);
  const lines = stdout.split('\n');
  const keys = lines.flatMap((line, at) => (/^\w+ = /.test(line) ? [at] : []));
  assert.equal(keys.length, Object.keys(await inForce()).length);
  for (const at of keys) assert.match(lines[at - 1], /^# .+; KEPT311_[A-Z0-9_]+$/);
});

test('the command line goes before the environment, the environment before the file', async (t) => {
  const file = await settingsFile(t, 'data = "of-the-file"\n[http]\nworkers = 3\ndrain = 4\n');
  const env = { KEPT311_CONFIG: file, KEPT311_HTTP_DRAIN: '5', KEPT311_DATA: 'of-the-environment' };
  const all = await inForce(['--data', 'of-the-command-line'], { env });
  assert.equal(all['http.workers'], 3);
  assert.equal(all['http.drain'], 5);
  assert.equal(all.data, 'of-the-command-line');
  assert.equal((await inForce([], { env })).data, 'of-the-environment');
});

for (const [what, text, place, sentence] of [
  ['an unknown key', 'data = "x"\n\n[http]\nworker = 3\n', ':4', /no setting 'http.worker'/],
  ['an unknown table', '[htpp]\nworkers = 3\n', ':1', /no setting 'htpp'/],
  ['a text for a number', '[http]\nworkers = "3"\n', ':2', /whole number of threads/],
  ['a number for a text', 'listen = 3110\n', ':1', /a text in quotes/],
  ['a fraction', '[http]\ndrain = 1.5\n', ':2', /whole number of seconds/],
  ['a number out of range', '[http]\nworkers = 0\n', ':2', /1 to 256 threads, not 0/],
  ['a word that is none of its', 'log_level = "loud"\n', ':1', /one of debug, info/],
  ['a key twice', '[http]\ndrain = 1\ndrain = 2\n', ':3', /drain/],
  ['no TOML', 'listen =\n', ':1', /./],
]) {
  test(`${what} is refused with its line`, async (t) => {
    const file = await settingsFile(t, text);
    const { code, stderr } = await kept311(['config', 'show', '--config', file]);
    assert.equal(code, CODE.usage, stderr);
    assert.ok(stderr.includes(file + place), stderr);
    assert.match(stderr, sentence);
  });
}

test('a wrong variable is refused by its name', async () => {
  const { code, stderr } = await kept311(['config', 'show'], {
    env: { KEPT311_HTTP_WORKERS: 'many' },
  });
  assert.equal(code, CODE.usage);
  assert.match(stderr, /KEPT311_HTTP_WORKERS: .*whole number of threads/);
});

test('a variable that is no setting is told, and the work goes on', async () => {
  const env = { KEPT311_LISTN: '127.0.0.1:1', KEPT311_MAIL_PASSWORD: 'known', KEPT311_DATA: 'known' };
  const { code, stderr } = await kept311(['config', 'show', '--json'], { env });
  assert.equal(code, CODE.done);
  const warnings = stderr.trim().split('\n');
  assert.equal(warnings.length, 1, stderr);
  assert.match(JSON.parse(warnings[0]).warning, /KEPT311_LISTN/);
});

test('the program says its version', async () => {
  const { code, stdout } = await kept311(['--version']);
  assert.equal(code, CODE.done);
  assert.match(stdout, /^kept311 \d+\.\d+\.\d+\n$/);
});

test('a file that is not there is said so', async () => {
  const { code, stderr } = await kept311(['config', 'show', '--config', 'nowhere.toml']);
  assert.equal(code, CODE.notThere);
  assert.match(stderr, /nowhere\.toml cannot be read/);
});

test('help has examples; words that are none get a usage error', async () => {
  const help = await kept311(['user', 'add', '--help']);
  assert.equal(help.code, CODE.done);
  assert.match(help.stdout, /Example:\n {2}kept311 user add/);
  for (const words of [[], ['serv'], ['user'], ['verify', '--nope']]) {
    assert.equal((await kept311(words)).code, CODE.usage, words.join(' '));
  }
});

test('with --json an error is an object too', async (t) => {
  const { code, stdout, stderr } = await kept311(['user', 'list', '--json', '--data', await scratch(t)]);
  assert.equal(code, CODE.notThere);
  assert.equal(stdout, '');
  assert.equal(JSON.parse(stderr).error, 'installation.none');
});
