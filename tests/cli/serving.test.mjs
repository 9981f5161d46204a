// Starting and ending the server: who may listen where, one server a city, no request lost.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CODE, ROOT, demoCity, forgetDemoCity, kept311, scratch, serving, signIn } from './program.mjs';

after(forgetDemoCity);

const serve = (data, ...words) => kept311(['serve', '--data', data, ...words]);

test('demo passwords and test clocks are for loopback only', async (t) => {
  const { data } = await demoCity(t);
  const demo = await serve(data, '--listen', '0.0.0.0:0');
  assert.equal(demo.code, CODE.refused);
  assert.match(demo.stderr, /demo passwords/);
  const clock = await serve(data, '--listen', '[::]:0', '--test-clock', '2026-03-02T14:00:00Z');
  assert.equal(clock.code, CODE.refused);
  assert.match(clock.stderr, /test clock is for loopback only/);
});

test('a telephone that must not be there, or lacks something, is refused', async (t) => {
  const { data } = await demoCity(t);
  const directory = await scratch(t);
  const short = join(directory, 'short');
  await writeFile(short, 'too-short\n');
  const long = join(directory, 'long');
  await writeFile(long, `${'s'.repeat(32)}\n`);
  const centre = {
    KEPT311_TELEPHONE_PROVIDER: 'contact_centre',
    KEPT311_TELEPHONE_WEBHOOK: 'https://centre.example.org/kept311',
    KEPT311_TELEPHONE_SECRET_FILE: long,
  };
  const standing = ['--test-clock', '2026-03-02T14:00:00Z'];
  for (const [code, sentence, env, words] of [
    [CODE.refused, /A demo city rings nobody/, centre, []],
    [CODE.usage, /secret_file is empty/, { ...centre, KEPT311_TELEPHONE_SECRET_FILE: '' }, standing],
    [CODE.usage, /fewer than 32/, { ...centre, KEPT311_TELEPHONE_SECRET_FILE: short }, standing],
    [
      CODE.usage,
      /nowhere cannot be read/,
      { ...centre, KEPT311_TELEPHONE_SECRET_FILE: '/nowhere' },
      standing,
    ],
    [
      CODE.usage,
      /webhook begins with https/,
      { ...centre, KEPT311_TELEPHONE_WEBHOOK: 'http://127.0.0.1.example.org/' },
      standing,
    ],
  ]) {
    const listen = ['--listen', '127.0.0.1:0'];
    const answer = await kept311(['serve', '--data', data, ...listen, ...words], { env });
    assert.equal(answer.code, code, answer.stderr);
    assert.match(answer.stderr, sentence);
  }
});

test('the simulated telephone, by which anybody can be anybody, is for loopback only', async (t) => {
  const data = join(await scratch(t), 'data');
  const made = await kept311(['config', 'import', join(ROOT, 'config/demo'), '--data', data]);
  assert.equal(made.code, CODE.done, made.stderr);
  const env = { KEPT311_TELEPHONE_PROVIDER: 'simulated' };
  const answer = await kept311(['serve', '--data', data, '--listen', '0.0.0.0:0'], { env });
  assert.equal(answer.code, CODE.refused);
  assert.match(answer.stderr, /served on loopback only/);
});

test('a second server on the same city is refused', async (t) => {
  const { data } = await demoCity(t);
  await serving(t, data);
  const second = await serve(data, '--listen', '127.0.0.1:0');
  assert.equal(second.code, CODE.refused);
  assert.match(second.stderr, /Another server works on/);
});

test('a port that is taken is said so', async (t) => {
  const { data } = await demoCity(t);
  const holder = createServer();
  await new Promise((ready) => holder.listen(0, '127.0.0.1', ready));
  t.after(() => holder.close());
  const taken = await serve(data, '--listen', `127.0.0.1:${holder.address().port}`);
  assert.equal(taken.code, CODE.machine);
  assert.match(taken.stderr, /Another program listens on 127\.0\.0\.1:\d+\. End it, or/);
});

test('addresses: brackets, localhost, and what is none', async (t) => {
  const { data } = await demoCity(t);
  for (const address of ['localhost:0', '[::1]:0']) {
    const { origin, stop } = await serving(t, data, ['--listen', address]);
    assert.equal((await fetch(`${origin}/healthz`)).status, 200);
    assert.deepEqual(await stop(), { code: CODE.done, signal: null });
  }
  for (const address of ['3110', 'city.example:3110', '127.0.0.1:99999', '127.0.0.1:x']) {
    const answer = await serve(data, '--listen', address);
    assert.equal(answer.code, CODE.usage, address);
    assert.match(answer.stderr, /ADDRESS:PORT/);
  }
});

test('a directory without a city says how to make one', async (t) => {
  const answer = await serve(await scratch(t));
  assert.equal(answer.code, CODE.notThere);
  assert.match(answer.stderr, /kept311 demo --data/);
});

test('SIGTERM answers every request that was sent, then ends', async (t) => {
  const city = await demoCity(t);
  const { origin, stop } = await serving(t, city.data);
  const { cookie } = await signIn(origin, city.named('operator'));
  let answered = 0;
  let enough;
  const warm = new Promise((reached) => {
    enough = reached;
  });
  const failures = [];
  // Each client asks again as soon as it is answered, until nobody listens any more.
  const client = async () => {
    for (;;) {
      let response;
      try {
        response = await fetch(`${origin}/api/v1/catalogue`, { headers: { Cookie: cookie } });
      } catch (error) {
        if (error.cause?.code !== 'ECONNREFUSED') failures.push(error.cause ?? error);
        return;
      }
      await response.arrayBuffer();
      if (response.status !== 200) failures.push(response.status);
      answered += 1;
      if (answered === 50) enough();
    }
  };
  const clients = Array.from({ length: 8 }, client);
  await warm;
  assert.deepEqual(await stop(), { code: CODE.done, signal: null });
  await Promise.all(clients);
  assert.deepEqual(failures, []);
});

test('what the server logs goes to standard error, and nothing of it to standard output', async (t) => {
  const { data } = await demoCity(t);
  const { stop, said } = await serving(t, data);
  assert.deepEqual(await stop(), { code: CODE.done, signal: null });
  const logged = /^\d{4}-\d\d-\d\dT[\d:.]+[+-][\d:]+ info ending: /m;
  assert.match(said.stderr, logged);
  assert.doesNotMatch(said.stdout, /^\d{4}-\d\d-\d\dT/m);
});

test('settings reach the server', async (t) => {
  const city = await demoCity(t);
  const { origin } = await serving(t, city.data, [], { KEPT311_HTTP_MAX_BODY: '1024' });
  const long = await fetch(`${origin}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'x'.repeat(2000), password: 'x' }),
  });
  assert.equal(long.status, 413);
});

test('the sign-ins of a demo city are told again, and how old it is', async (t) => {
  const city = await demoCity(t);
  const again = await kept311(['demo', '--sign-ins', '--data', city.data, '--json']);
  assert.equal(again.code, CODE.done, again.stderr);
  const told = JSON.parse(again.stdout);
  assert.deepEqual(
    told.sign_ins.find(({ role }) => role === 'operator'),
    city.named('operator'),
  );
  assert.equal(told.notice, undefined);
  const twice = await kept311(['demo', '--data', city.data]);
  assert.equal(twice.code, CODE.refused);

  const old = `${await scratch(t)}/data`;
  const words = ['demo', '--data', old, '--without-history', '--at', '2026-01-05T12:00:00Z'];
  assert.equal((await kept311(words)).code, CODE.done);
  const aged = await kept311(['demo', '--sign-ins', '--data', old]);
  assert.match(aged.stdout, /days old.*script\/server --new-city/);
});

test('a demo elsewhere: its sign-ins need no set-up, making one says what is missing', async (t) => {
  const city = await demoCity(t);
  const cwd = await scratch(t);
  const again = await kept311(['demo', '--sign-ins', '--data', city.data, '--json'], { cwd });
  assert.equal(again.code, CODE.done, again.stderr);
  const manager = JSON.parse(again.stdout).sign_ins.find(({ role }) => role === 'manager');
  assert.deepEqual(manager, city.named('manager'));
  const made = await kept311(['demo', '--data', 'new'], { cwd });
  assert.equal(made.code, CODE.notThere);
  assert.match(made.stderr, /--city/);
});

test("the city's signing key is its owner's alone", async (t) => {
  const { data } = await demoCity(t);
  const { stat } = await import('node:fs/promises');
  assert.equal((await stat(`${data}/secret.key`)).mode & 0o777, 0o600);
  assert.ok((await readFile(`${data}/secret.key`, 'utf8')).length >= 32);
});
