// Several trunks, over UDP, TCP, TLS and IPv6, that want to be told who calls or to be registered at.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { RtpPeer } from './rtp_peer.mjs';
import { isProven, SipPeer } from './sip_peer.mjs';
import { freePort } from './sipp.mjs';
import { Telephone } from './telephone.mjs';
import { until as looksUntil } from './until.mjs';

const AGENT = 'oren.hale';
const LOUD = 4000;
const PASSWORD = 'between-the-carrier-and-us';

const open = [];
after(() => Promise.all(open.map((one) => (one.stop ?? one.close).call(one))));

function remember(one) {
  open.push(one);
  return one;
}

const peer = async (options) => remember(await RtpPeer.open(options));
const gateway = async (options) => remember(await SipPeer.open(options));

async function started(settings, trunks, environment) {
  return remember(await Telephone.start(settings, trunks, environment));
}

/** One table of the settings. */
function trunk(keys) {
  const lines = Object.entries(keys).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return `[[telephone.trunk]]\n${lines.join('\n')}\n`;
}

/** Waits for what the telephone says of itself. */
const until = (telephone, holds) =>
  looksUntil(
    'health',
    async () => {
      const health = await telephone.health();
      return holds(health) && health;
    },
    { says: () => telephone.log },
  );

const standing = (name, state) => (health) =>
  health.trunks.some((one) => one.name === name && one.state === state);

/** Calls 311 over that gateway, hears the operator, and hangs up. */
async function callsAndIsHeard(telephone, from, { address = '127.0.0.1' } = {}) {
  const resident = await peer({ hertz: 440, host: address });
  const seen = telephone.events.length;
  const dialog = await from.call({ sdp: resident.sdp() });
  const { call_id: call } = await telephone.until(
    () => telephone.events.slice(seen).find(({ event }) => event === 'arrived'),
    'arrived',
  );
  await telephone.does('announce', call, { text: 'Welcome.', language: 'en' });
  await from.isAnswered(dialog);
  await telephone.told('queued', call);
  await telephone.does('connect', call, { agent: AGENT });
  const [tone] = await resident.hears(1000);
  assert.ok(tone > LOUD, `${tone}`);
  await dialog.request('BYE');
  await from.expect('200 BYE');
  await telephone.told('ended', call);
}

/** Dials, and whoever is there answers. */
async function isCalledAndHeard(telephone, at, { address = '127.0.0.1' } = {}) {
  const resident = await peer({ hertz: 440, host: address });
  const call = telephone.dialled();
  await telephone.does('dial', call, { agent: AGENT, phone: '+14165550142' });
  const invite = await at.expect('INVITE');
  at.respond(invite, '200 OK', { sdp: resident.sdp() });
  await telephone.told('answered', call);
  const [tone] = await resident.hears(1000);
  assert.ok(tone > LOUD, `${tone}`);
  await telephone.does('hang_up', call);
  const bye = await at.expect('BYE');
  at.respond(bye, '200 OK');
  await telephone.told('ended', call);
  return invite;
}

async function withOperator(telephone) {
  const operator = await peer({ hertz: 1000 });
  await telephone.headset(AGENT, operator);
}

for (const transport of ['tcp', 'udp']) {
  for (const host of ['127.0.0.1', '::1']) {
    test(`calls both ways over ${transport}, SIP and sound on ${host}`, async () => {
      const shown = host === '::1' ? '[::1]' : host;
      const at = await gateway({ transport, host });
      const telephone = await started(host === '::1' ? { TELEPHONE_ADDRESS6: '::1' } : {}, ({ sipPort }) =>
        trunk({ name: 'main', transport, listen: `${shown}:${sipPort}`, gateway: `${shown}:${at.port}` }),
      );
      at.to = telephone.sipPort;
      await withOperator(telephone);
      await callsAndIsHeard(telephone, at, { address: host });
      const invite = await isCalledAndHeard(telephone, at, { address: host });
      assert.match(invite.body, host === '::1' ? /c=IN IP6 ::1/ : /c=IN IP4 127\.0\.0\.1/);
    });
  }
}

/** A telephone whose trunk has a user. */
async function identified(at, more = {}, settings = {}) {
  const passwordFile = join(await secretDirectory(), 'password');
  const telephone = await started(settings, ({ sipPort }) =>
    trunk({
      name: 'main',
      listen: `127.0.0.1:${sipPort}`,
      gateway: `127.0.0.1:${at.port}`,
      domain: 'alderbay.example',
      user: 'alderbay-311',
      password_file: passwordFile,
      ...more,
    }),
  );
  at.to = telephone.sipPort;
  return telephone;
}

let secrets;
/** Passwords and keys of the tests. */
async function secretDirectory() {
  if (secrets) return secrets;
  secrets = await mkdtemp(join(tmpdir(), 'kept311-secrets-'));
  remember({ stop: () => rm(secrets, { recursive: true }) });
  await writeFile(join(secrets, 'password'), `${PASSWORD}\n`);
  return secrets;
}

const REALM = 'carrier.example';

/**
 * Lets requests in that prove to know the password by the first of the algorithms that it offers; counts
 * those that do not.
 */
function asksForProof(
  at,
  method,
  accept,
  { status = 401, password = PASSWORD, offers = ['MD5'], wants = offers[0] } = {},
) {
  const count = { refused: 0, let: 0 };
  const nonces = new Set();
  const [challenge, header] =
    status === 401 ? ['WWW-Authenticate', 'authorization'] : ['Proxy-Authenticate', 'proxy-authorization'];
  at.always(method, (request, isRepeat) => {
    if (isRepeat) return;
    const nonce = request.field(header, 'nonce');
    const proof = { user: 'alderbay-311', password, realm: REALM, nonce, header, algorithm: wants };
    if (nonces.has(nonce) && isProven(request, proof)) {
      count.let += 1;
      accept(request);
      return;
    }
    count.refused += 1;
    const fresh = `n${nonces.size}`;
    nonces.add(fresh);
    at.respond(request, `${status} Who are you?`, {
      more: offers.map(
        (algorithm) =>
          `${challenge}: Digest realm="${REALM}", nonce="${fresh}", algorithm=${algorithm}, qop="auth"`,
      ),
    });
  });
  return count;
}

for (const [status, ...offers] of [
  [401, 'MD5'],
  [407, 'MD5'],
  [401, 'SHA-256'],
  [407, 'SHA-256', 'MD5'],
  [407, 'MD5', 'SHA-256'],
  [401, 'SHA-512-256', 'MD5'],
]) {
  const wants = offers.includes('SHA-256') ? 'SHA-256' : 'MD5';
  test(`a trunk that asks who calls (${status}, ${offers.join(' or ')}) is told by ${wants}`, async () => {
    const at = await gateway();
    const telephone = await identified(at);
    await withOperator(telephone);
    const resident = await peer({ hertz: 440 });
    const count = asksForProof(
      at,
      'INVITE',
      (invite) => at.respond(invite, '200 OK', { sdp: resident.sdp() }),
      { status, offers, wants },
    );
    const call = telephone.dialled();
    await telephone.does('dial', call, { agent: AGENT, phone: '+14165550142' });
    await telephone.told('answered', call);
    assert.deepEqual(count, { refused: 1, let: 1 });
    const [tone] = await resident.hears(1000);
    assert.ok(tone > LOUD, `${tone}`);
    await telephone.does('hang_up', call);
    at.respond(await at.expect('BYE'), '200 OK');
    await telephone.told('ended', call);
    assert.doesNotMatch(telephone.log, new RegExp(PASSWORD));
  });
}

test('a wrong password is tried once, and the call has failed', async () => {
  const at = await gateway();
  const telephone = await identified(at);
  await withOperator(telephone);
  const count = asksForProof(at, 'INVITE', () => {}, { password: 'another' });
  const call = telephone.dialled();
  await telephone.does('dial', call, { agent: AGENT, phone: '+14165550142' });
  const { reason } = await telephone.told('failed', call);
  assert.equal(reason, 'unreachable');
  assert.deepEqual(count, { refused: 2, let: 0 });
});

for (const algorithm of ['MD5', 'SHA-256']) {
  test(`a trunk is up when we are registered, says so, and we take it back when we leave (${algorithm})`, async () => {
    const at = await gateway();
    const registered = [];
    const accept = (request) => {
      registered.push(request.get('expires') ?? request.get('contact'));
      at.respond(request, '200 OK', { more: [`Contact: ${request.get('contact')};expires=600`] });
    };
    asksForProof(at, 'REGISTER', accept, { offers: [algorithm] });
    const telephone = await identified(at, { registers: 'yes' });
    await until(telephone, standing('main', 'up'));
    assert.equal(registered.length, 1);
    await telephone.end();
    assert.equal(registered.length, 2);
    assert.match(registered[1], /^0$|expires=0/);
  });
}

test('a registrar that wants a proof that nobody here can give: the trunk is down, and that is why', async () => {
  const at = await gateway();
  const count = asksForProof(at, 'REGISTER', () => {}, { offers: ['SHA-512-256'] });
  const telephone = await identified(at, { registers: 'yes' });
  await until(telephone, (now) => /another proof than a digest by MD5 or SHA-256/.test(now.trunks[0].why));
  assert.deepEqual(count, { refused: 1, let: 0 });
});

test('a registrar that does not believe us: the trunk is down, that is said once, without the password', async () => {
  const at = await gateway();
  const count = asksForProof(at, 'REGISTER', () => {}, { password: 'another' });
  const telephone = await identified(at, { registers: 'yes' });
  const health = await until(telephone, (now) => /refuses the user or the password/.test(now.trunks[0].why));
  assert.equal(health.trunk, 'down');
  assert.deepEqual(count, { refused: 2, let: 0 });
  assert.match(telephone.log, /trunk main is down: it refuses the user or the password/);
  assert.doesNotMatch(telephone.log, new RegExp(PASSWORD));
});

/** Two trunks with a gateway each, on `hosts`. */
async function twoTrunks(settings = {}, hosts = ['127.0.0.1', '127.0.0.1']) {
  const [first, second] = [await gateway({ host: hosts[0] }), await gateway({ host: hosts[1] })];
  const [firstHost, secondHost] = hosts.map((host) => (host.includes(':') ? `[${host}]` : host));
  const otherPort = await freePort();
  const telephone = await started(settings, ({ sipPort }) =>
    [
      trunk({
        name: 'second',
        listen: `${secondHost}:${otherPort}`,
        gateway: `${secondHost}:${second.port}`,
        priority: 2,
      }),
      trunk({ name: 'first', listen: `${firstHost}:${sipPort}`, gateway: `${firstHost}:${first.port}` }),
    ].join(''),
  );
  first.to = telephone.sipPort;
  second.to = otherPort;
  await withOperator(telephone);
  return { telephone, first, second };
}

test('calls come in over either trunk; out over the first', async () => {
  const { telephone, first, second } = await twoTrunks();
  await callsAndIsHeard(telephone, second);
  await callsAndIsHeard(telephone, first);
  await isCalledAndHeard(telephone, first);
  assert.deepEqual(
    second.messages.filter(({ name }) => name === 'INVITE'),
    [],
  );
});

test('what the first trunk cannot, the second does; busy is busy', async () => {
  const { telephone, first, second } = await twoTrunks();
  first.always('INVITE', (invite) => first.respond(invite, '503 Full'));
  first.always('ACK', () => {});
  await isCalledAndHeard(telephone, second);
  first.always('INVITE', (invite) => first.respond(invite, '486 Busy'));
  const call = telephone.dialled();
  await telephone.does('dial', call, { agent: AGENT, phone: '+14165550142' });
  assert.equal((await telephone.told('failed', call)).reason, 'busy');
  assert.deepEqual(
    second.messages.filter(({ name }) => name === 'INVITE'),
    [],
  );
});

test('a trunk that says nothing is left for the next; what has rung is not dialled again', async () => {
  const { telephone, first, second } = await twoTrunks({ TELEPHONE_FAIL_OVER: '1' });
  first.always('INVITE', () => {});
  await isCalledAndHeard(telephone, second);
  first.always('ACK', () => {});
  first.always('INVITE', (invite, isRepeat) => {
    if (isRepeat) return;
    first.respond(invite, '180 Ringing');
    setTimeout(() => first.respond(invite, '503 Full'), 1500);
  });
  const call = telephone.dialled();
  await telephone.does('dial', call, { agent: AGENT, phone: '+14165550142' });
  assert.equal((await telephone.told('failed', call)).reason, 'unreachable');
  assert.deepEqual(
    second.messages.filter(({ name }) => name === 'INVITE'),
    [],
  );
});

for (const hosts of [
  ['::1', '127.0.0.1'],
  ['127.0.0.1', '::1'],
]) {
  test(`from a dead trunk on ${hosts[0]} a call goes over the one on ${hosts[1]}, with its address`, async () => {
    const { telephone, first, second } = await twoTrunks(
      { TELEPHONE_FAIL_OVER: '1', TELEPHONE_ADDRESS6: '::1' },
      hosts,
    );
    const sounds = { '::1': /^c=IN IP6 ::1\r$/m, '127.0.0.1': /^c=IN IP4 127\.0\.0\.1\r$/m };
    const asked = new Promise((came) => first.always('INVITE', came));
    const invite = await isCalledAndHeard(telephone, second, { address: hosts[1] });
    assert.match((await asked).body, sounds[hosts[0]]);
    assert.match(invite.body, sounds[hosts[1]]);
  });
}

test('gateways are asked whether they are there: who is not is passed over at once, and said', async () => {
  const { telephone, first, second } = await twoTrunks({ TELEPHONE_KEEP_ALIVE: '1' });
  for (const one of [first, second]) one.always('OPTIONS', (question) => one.respond(question, '200 OK'));
  await until(telephone, (health) => health.trunks.every(({ state }) => state === 'up'));
  first.always('OPTIONS', () => {});
  const health = await until(telephone, standing('first', 'down'));
  assert.equal(health.trunk, 'up');
  assert.match(telephone.log, /trunk first is down: it does not answer/);
  await isCalledAndHeard(telephone, second);
  assert.deepEqual(
    first.messages.filter(({ name }) => name === 'INVITE'),
    [],
  );
  first.always('OPTIONS', (question) => first.respond(question, '200 OK'));
  await until(telephone, standing('first', 'up'));
  await isCalledAndHeard(telephone, first);
});

const run = promisify(execFile);
let authority;

/** An authority of the test's, and certificates by it. */
async function certified(name) {
  const directory = await secretDirectory();
  const at = (file) => join(directory, file);
  const openssl = (...words) => run('openssl', words, { cwd: directory });
  authority ??= openssl(
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
    ...['-subj', '/CN=Authority of the tests', '-keyout', 'ca.key', '-out', 'ca.pem'],
  );
  await authority;
  await openssl(
    ...['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', `/CN=${name}`],
    ...['-keyout', `${name}.key`, '-out', `${name}.csr`],
  );
  await writeFile(at(`${name}.ext`), `subjectAltName=${/^[\d.]+$/.test(name) ? 'IP' : 'DNS'}:${name}\n`);
  await openssl(
    ...['x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
    ...['-days', '2', '-extfile', `${name}.ext`, '-out', `${name}.pem`],
  );
  const [cert, key, ca] = await Promise.all(
    [`${name}.pem`, `${name}.key`, 'ca.pem'].map((file) => readFile(at(file))),
  );
  return {
    cert,
    key,
    ca,
    files: { certificate: at(`${name}.pem`), key: at(`${name}.key`), authorities: at('ca.pem') },
  };
}

/**
 * Sofia does not give back the TLS of a connection that is open when it ends, and naming each piece
 * of it takes the sanitizer most of a minute.
 */
const WITHOUT_LEAKS = { ASAN_OPTIONS: 'detect_leaks=0' };

async function overTls(theirs, more = {}, settings = {}) {
  const ours = await certified('telephone.example');
  const { cert, key, ca } = await certified(theirs);
  const at = await gateway({
    transport: 'tls',
    tls: { cert, key, ca, requestCert: true, rejectUnauthorized: true, servername: 'telephone.example' },
  });
  const telephone = await started(
    settings,
    ({ sipPort }) =>
      trunk({
        name: 'secure',
        transport: 'tls',
        listen: `127.0.0.1:${sipPort}`,
        gateway: `127.0.0.1:${at.port}`,
        ...ours.files,
        ...more,
      }),
    WITHOUT_LEAKS,
  );
  at.to = telephone.sipPort;
  return { telephone, at };
}

test('over TLS both sides show who they are, and talk', async () => {
  const { telephone, at } = await overTls('127.0.0.1');
  await withOperator(telephone);
  await isCalledAndHeard(telephone, at);
  await callsAndIsHeard(telephone, at);
  const kept = await readdir(join(telephone.directory, 'telephone'));
  assert.ok(!kept.includes('tls'), String(kept));
});

test('a gateway with a certificate of another name is not spoken with', async () => {
  const { telephone, at } = await overTls('elsewhere.example', {}, { TELEPHONE_KEEP_ALIVE: '1' });
  const health = await until(telephone, (now) => now.trunks[0].why !== 'it has not been asked yet');
  assert.equal(health.trunk, 'down');
  assert.deepEqual(at.messages, []);
  // Nor does it get in by itself.
  const resident = await peer();
  await assert.rejects(async () => {
    at.patience = 2000;
    await at.call({ sdp: resident.sdp() });
    await at.expect('100 INVITE');
  });
  assert.deepEqual(
    telephone.events.filter(({ event }) => event === 'arrived'),
    [],
  );
});

test('in the clear nobody gets in where TLS is wanted', async () => {
  const { telephone } = await overTls('127.0.0.1');
  const resident = await peer();
  for (const transport of ['udp', 'tcp']) {
    const plain = await gateway({ transport, to: telephone.sipPort });
    plain.patience = 1500;
    await plain.call({ sdp: resident.sdp() }).catch(() => {});
    await assert.rejects(plain.expect('100 INVITE'));
  }
  assert.deepEqual(telephone.events, []);
});

test('trunks that contradict themselves or the old settings are refused with what to do', async () => {
  const telephone = await started({}, ({ sipPort, gatewayPort }) =>
    trunk({ name: 'main', listen: `127.0.0.1:${sipPort}`, gateway: `127.0.0.1:${gatewayPort}` }),
  );
  await telephone.end();
  const { program, environment } = telephone.started;
  const says = async (text, more = {}) => {
    await writeFile(telephone.config, text);
    const env = { ...environment, ...more };
    const words = ['telephone', '--json', '--config', telephone.config];
    return new Promise((ended) => execFile(program, words, { env }, (error, out, stderr) => ended(stderr)));
  };
  const fine = { name: 'main', listen: '127.0.0.1:5070', gateway: '127.0.0.1:5071' };
  for (const [keys, expected] of [
    [{ ...fine, transport: 'sctp' }, /transport is one of udp, tcp, tls/],
    [{ ...fine, gate: 'x' }, /a trunk has no setting 'gate'/],
    [{ ...fine, listen: 'sbc.example:5060' }, /listen is ADDRESS:PORT/],
    [{ ...fine, gateway: 'sbc.example:5060' }, /sources says from which addresses/],
    [{ ...fine, sources: ['10.0.0.0/40'] }, /is no address and no network/],
    [{ ...fine, registers: 'yes' }, /has a user/],
    [{ ...fine, user: 'us' }, /belong together/],
    [{ ...fine, transport: 'tls' }, /certificate is a file in PEM/],
    [{ ...fine, name: 'a b' }, /name is letters/],
  ]) {
    assert.match(await says(trunk(keys)), expected);
  }
  assert.match(await says(trunk(fine) + trunk(fine)), /another one has this name/);
  const old = { KEPT311_TELEPHONE_SIP: '127.0.0.1:5999' };
  assert.match(await says(trunk(fine), old), /move the two, as listen and gateway/);
});
