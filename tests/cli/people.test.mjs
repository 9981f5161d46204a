// Accounts and keys, changed by a second process while the server runs.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Api } from '../support/api.mjs';
import { CODE, demoCity, forgetDemoCity, kept311, serving, signIn } from './program.mjs';

after(forgetDemoCity);

const PASSWORD = 'a long enough password';

function keyed(origin, path, key, method = 'GET') {
  return fetch(`${origin}/api/v1/${path}`, { method, headers: { Authorization: `Bearer ${key}` } });
}

test('an account that is added, renewed and disabled beside a running server', async (t) => {
  const city = await demoCity(t);
  const { origin } = await serving(t, city.data);
  const user = (...words) => [...words, '--data', city.data];
  const maya = { name: 'maya.stone', password: PASSWORD };

  const added = await kept311(user('user', 'add', 'maya.stone', '--name', 'Maya Stone'), {
    input: `${PASSWORD}\n`,
  });
  assert.equal(added.code, CODE.done, added.stderr);
  const first = await signIn(origin, maya);
  assert.equal(first.status, 200);

  const renewed = await kept311(user('user', 'password', 'maya.stone', '--generate'));
  const password = renewed.stdout.trim().split('\n').at(-1);
  assert.match(password, /^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/);
  assert.equal((await signIn(origin, maya)).status, 401);
  const ended = await fetch(`${origin}/api/v1/session`, { headers: { Cookie: first.cookie } });
  assert.equal(ended.status, 401);
  const second = await signIn(origin, { name: 'maya.stone', password });
  assert.equal(second.status, 200);

  assert.equal((await kept311(user('user', 'disable', 'maya.stone'))).code, CODE.done);
  const refused = await fetch(`${origin}/api/v1/catalogue`, { headers: { Cookie: second.cookie } });
  assert.equal(refused.status, 403);
  assert.equal((await signIn(origin, { name: 'maya.stone', password })).status, 401);

  assert.equal((await kept311(user('user', 'enable', 'maya.stone'))).code, CODE.done);
  assert.equal((await signIn(origin, { name: 'maya.stone', password })).status, 200);

  const { users } = JSON.parse((await kept311(user('user', 'list', '--json'))).stdout);
  assert.deepEqual(
    users.find((one) => one.name === 'maya.stone'),
    { name: 'maya.stone', full_name: 'Maya Stone', role: 'operator', active: true, has_password: true },
  );
  const verified = await kept311(user('verify'));
  assert.equal(verified.code, CODE.done, verified.stderr);
});

test('a person who is forgotten beside a running server', async (t) => {
  const city = await demoCity(t);
  const { origin } = await serving(t, city.data);
  const supervisor = new Api({ origin });
  const { name: key, password } = city.named('supervisor');
  await supervisor.signIn(key, password);
  const { id } = await supervisor.call('createContact', {
    body: { name: 'Zephyrine Quill', phones: ['416 555 0199'], language: 'en' },
  });
  const redact = (...words) => kept311(['contact', 'redact', ...words, '--data', city.data]);

  assert.equal((await redact(String(id))).code, CODE.usage, 'a reason is wanted');
  assert.equal((await redact('999999999', '--reason', 'request 7')).code, CODE.notThere);
  const done = await redact(String(id), '--reason', 'request 7');
  assert.equal(done.code, CODE.done, done.stderr);
  assert.match(done.stdout, /Backups/);
  const { name, phones, anonymous } = await supervisor.call('readContact', { path: { contact: id } });
  assert.deepEqual({ name, phones, anonymous }, { name: null, phones: [], anonymous: true });
  const verified = await kept311(['verify', '--data', city.data]);
  assert.equal(verified.code, CODE.done, verified.stderr);
});

test('what cannot become an account is refused with the reason', async (t) => {
  const { data } = await demoCity(t);
  const add = (sign, ...words) =>
    kept311(['user', 'add', sign, '--name', 'X', '--data', data, ...words], { input: `${PASSWORD}\n` });
  for (const [answer, code, sentence] of [
    [await add('oren.hale'), CODE.refused, /account 'oren.hale' already/],
    [await add('Maya Stone'), CODE.usage, /only a to z/],
    [await add('maya', '--role', 'mayor'), CODE.usage, /operator, supervisor/],
    [await add('maya', '--role', 'department_manager'), CODE.usage, /which department/],
    [await add('maya', '--department', 'moon'), CODE.notThere, /no department 'moon'/],
    [await add('maya', '--manager', 'nobody'), CODE.notThere, /'nobody'/],
  ]) {
    assert.equal(answer.code, code, answer.stderr);
    assert.match(answer.stderr, sentence);
  }
  const short = await kept311(['user', 'add', 'maya', '--name', 'X', '--data', data], {
    input: 'short\n',
  });
  assert.equal(short.code, CODE.usage);
  assert.match(short.stderr, /at least twelve characters/);
  const unknown = await kept311(['user', 'disable', 'nobody', '--data', data]);
  assert.equal(unknown.code, CODE.notThere);
});

test('the last supervisor cannot be disabled', async (t) => {
  const { data } = await demoCity(t);
  const { users } = JSON.parse((await kept311(['user', 'list', '--json', '--data', data])).stdout);
  const supervisors = users.filter(({ role }) => role === 'supervisor');
  const answers = [];
  for (const { name } of supervisors) {
    answers.push(await kept311(['user', 'disable', name, '--data', data]));
  }
  assert.deepEqual(
    answers.map(({ code }) => code),
    supervisors.map((_, at) => (at === supervisors.length - 1 ? CODE.refused : CODE.done)),
  );
  assert.match(answers.at(-1).stderr, /last supervisor/);
});

test("a program's key reads figures, nobody's name, and changes nothing", async (t) => {
  const city = await demoCity(t);
  const { origin } = await serving(t, city.data);
  const words = (...all) => ['apikey', ...all, '--data', city.data];

  const created = await kept311(words('create', '--name', 'wall'));
  assert.equal(created.code, CODE.done, created.stderr);
  const key = created.stdout.trim().split('\n').at(-1);
  assert.match(key, /^kept311_[\w-]{43}$/);

  assert.equal((await keyed(origin, 'measures', key)).status, 200);
  const owed = await (await keyed(origin, 'obligations?scope=all', key)).json();
  assert.ok(Array.isArray(owed.obligations));
  assert.ok(owed.obligations.every((one) => one.contact === null && one.phone === null));
  assert.equal((await keyed(origin, 'cases', key)).status, 403);
  assert.equal((await keyed(origin, 'interactions', key, 'POST')).status, 403);
  assert.equal((await keyed(origin, 'measures', `${key}x`)).status, 401);

  const twice = await kept311(words('create', '--name', 'wall'));
  assert.equal(twice.code, CODE.refused);
  const [listed] = JSON.parse((await kept311(words('list', '--json'))).stdout).keys;
  assert.equal(listed.name, 'wall');
  assert.notEqual(listed.used_at, null);

  assert.equal((await kept311(words('revoke', '--name', 'wall'))).code, CODE.done);
  assert.equal((await keyed(origin, 'measures', key)).status, 401);
  assert.equal((await kept311(words('revoke', '--name', 'wall'))).code, CODE.notThere);
});
