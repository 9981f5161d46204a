// Whoever sets mail up tries it with one letter; TLS and who certified the server are not negotiable.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { MailServer, mailsIn, readMail } from '../support/mail_server.mjs';
import { CODE, demoCity, forgetDemoCity, kept311 } from './program.mjs';

after(forgetDemoCity);

/** A certificate of its own for 127.0.0.1, and the file of who signed it: itself. */
async function certified(directory) {
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(directory, name));
  const words = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
  ];
  const names = ['-subj', '/CN=mail.example.org', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', [...words, ...names, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return { key: await readFile(key), cert: await readFile(cert), file: cert };
}

/** A city, a mail server that speaks TLS so, and the settings that name both. */
async function setUp(t, tls) {
  const city = await demoCity(t);
  const identity = await certified(city.directory);
  const server = await MailServer.start({ tls, key: identity.key, cert: identity.cert });
  t.after(() => server.goDown());
  const env = {
    KEPT311_DATA: city.data,
    KEPT311_MAIL_SERVER: server.address,
    KEPT311_MAIL_FROM: '311@example.org',
  };
  return { ...city, server, env, trusted: { ...env, KEPT311_MAIL_AUTHORITIES: identity.file } };
}

const tryMail = (env) => kept311(['mail', 'try', '--to', 'me@example.org', '--json'], { env });

for (const tls of ['at once', 'offered']) {
  test(`a letter goes out under TLS that is ${tls}`, async (t) => {
    const { server, trusted } = await setUp(t, tls);
    const tried = await tryMail(trusted);
    assert.equal(tried.code, CODE.done, tried.stderr);
    assert.equal(server.taken.length, 1);
    const [{ to, secure, text }] = server.taken;
    assert.deepEqual({ to, secure }, { to: 'me@example.org', secure: true });
    assert.equal(readMail(text).messageId, `<${JSON.parse(tried.stdout).message_id}>`);
  });

  test(`nothing goes to a server that nobody vouches for, TLS being ${tls}`, async (t) => {
    const { server, env } = await setUp(t, tls);
    const tried = await tryMail(env);
    assert.equal(tried.code, CODE.machine);
    assert.match(tried.stderr, /certificate/i);
    assert.deepEqual(server.taken, []);
  });
}

test('nothing goes in the clear, unless the city says so', async (t) => {
  const { server, trusted } = await setUp(t, undefined);
  assert.equal((await tryMail(trusted)).code, CODE.machine);
  assert.deepEqual(server.taken, []);
  assert.equal((await tryMail({ ...trusted, KEPT311_MAIL_TLS: 'if_offered' })).code, CODE.done);
  assert.equal(server.taken[0].secure, false);
});

test('what the server refuses is told with its code', async (t) => {
  const { server, trusted } = await setUp(t, 'at once');
  server.refuse('me@example.org');
  const tried = await tryMail(trusted);
  assert.equal(tried.code, CODE.machine);
  assert.match(tried.stderr, /smtp 550/);
});

test('without a mail server it becomes a file, and says so', async (t) => {
  const { data } = await demoCity(t);
  const tried = await tryMail({ KEPT311_DATA: data });
  assert.equal(tried.code, CODE.done, tried.stderr);
  assert.deepEqual(
    (await mailsIn(data)).map((mail) => mail.to),
    ['me@example.org'],
  );
});
