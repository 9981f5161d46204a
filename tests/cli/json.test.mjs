// What scripts read: each command that changes something says with --json, in one object on one
// line, what it did.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CODE, demoCity, forgetDemoCity, kept311 } from './program.mjs';

after(forgetDemoCity);

const PASSWORD = 'a long enough password';
const typed = { input: `${PASSWORD}\n` };
const GENERATED = /^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/;
const KEY = /^kept311_\S{20,}$/;

/** One after the other on one city: words, what is typed, what is said. A pattern stands for what
 * nobody knows before. */
const COMMANDS = ({ data, directory }) => {
  const config = join(directory, 'config');
  const backup = join(directory, 'backup.db');
  const restored = join(directory, 'restored');
  return [
    [['user', 'add', 'maya.stone', '--name', 'Maya Stone'], typed, { name: 'maya.stone' }],
    [
      ['user', 'add', 'noor.stone', '--name', 'Noor Stone', '--generate'],
      {},
      { name: 'noor.stone', password: GENERATED },
    ],
    [['user', 'password', 'maya.stone'], typed, { name: 'maya.stone' }],
    [['user', 'password', 'maya.stone', '--generate'], {}, { name: 'maya.stone', password: GENERATED }],
    [['user', 'disable', 'maya.stone'], {}, { name: 'maya.stone', active: false }],
    [['user', 'enable', 'maya.stone'], {}, { name: 'maya.stone', active: true }],
    [['apikey', 'create', '--name', 'wall'], {}, { name: 'wall', scope: 'all', key: KEY }],
    [['apikey', 'revoke', '--name', 'wall'], {}, { name: 'wall' }],
    [['config', 'export', config], {}, { directory: config }],
    [['backup', backup], {}, undefined],
    [['restore', backup, '--data', restored], {}, { data: restored, with_key: true }],
  ].map(([words, options, says]) => ({
    words: words.includes('--data') ? words : [...words, '--data', data],
    options,
    says,
  }));
};

test('each command says what it did in one object', async (t) => {
  for (const { words, options, says } of COMMANDS(await demoCity(t))) {
    const name = words.slice(0, 2).join(' ');
    const { code, stdout, stderr } = await kept311([...words, '--json'], options);
    assert.equal(code, CODE.done, `${name}: ${stderr}`);
    assert.equal(stdout.trim().split('\n').length, 1, `${name} says more than one line`);
    const said = JSON.parse(stdout);
    if (!says) continue;
    assert.deepEqual(Object.keys(said).sort(), Object.keys(says).sort(), name);
    for (const [field, value] of Object.entries(says)) {
      if (value instanceof RegExp) assert.match(said[field], value, name);
      else assert.deepEqual(said[field], value, name);
    }
  }
});

test('and one that fails says why where its errors stand, and nothing to the script', async (t) => {
  const { data } = await demoCity(t);
  for (const words of [
    ['user', 'disable', 'nobody.here'],
    ['apikey', 'revoke', '--name', 'nothing'],
    ['restore', join(data, 'no.db')],
  ]) {
    const { code, stdout, stderr } = await kept311([...words, '--data', data, '--json']);
    assert.notEqual(code, CODE.done, words.join(' '));
    assert.equal(stdout, '', words.join(' '));
    assert.notEqual(stderr, '', words.join(' '));
  }
});
