// What a trunk and a server may do that is not in the book, and what must not come of it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { RtpPeer } from './rtp_peer.mjs';
import { Telephone } from './telephone.mjs';

const LOUD = 4000;
const AGENT = 'oren.hale';

let telephone;
let operator;
before(async () => {
  telephone = await Telephone.start();
  operator = await RtpPeer.open({ hertz: 1000 });
  await telephone.headset(AGENT, operator);
});
after(async () => {
  operator.close();
  await telephone.stop();
});

test('a fax machine on the line is refused its fax, and the call goes on', async () => {
  const resident = await RtpPeer.open({ hertz: 440 });
  const line = await telephone.caller('caller_would_send_a_fax', { rtp: resident.port, ms: 6000 });
  const { call_id: call } = await telephone.told('arrived');
  await telephone.does('announce', call, { text: 'Welcome.', language: 'en' });
  await telephone.told('queued', call);
  await telephone.does('connect', call, { agent: AGENT });
  await telephone.told('answered', call);
  // The 488 came after 300 ms; sipp hangs up 6 s later, and only then it is over.
  await resident.listen(4000);
  assert.deepEqual(telephone.story(call), ['arrived', 'queued', 'answered']);
  const [heard] = await resident.hears(1000, 440);
  assert.ok(heard > LOUD, String(heard));
  await line.done;
  await telephone.told('ended', call);
  resident.close();
});

test('a command that is sent twice is obeyed once, and answered the same', async () => {
  const called = await RtpPeer.open({ hertz: 440 });
  // Plays one call only: a second INVITE would be an error of sipp's.
  const callee = await telephone.callee('callee_answers', { rtp: called.port });
  const call = telephone.dialled();
  const order = { action: 'dial', call_id: call, agent: AGENT, phone: '+14165550142' };
  const answers = await Promise.all(
    [1, 2, 3].map(() => telephone.post('/commands', order, { key: 'kept311-7' })),
  );
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200],
  );
  await telephone.told('answered', call);
  await telephone.does('hang_up', call);
  await callee.done;
  assert.deepEqual(telephone.story(call), ['answered', 'ended']);
  called.close();
});

test('a command that comes to the door of sound takes nobody’s sound away', async () => {
  const { status, body } = await telephone.post('/audio', { action: 'connect', call_id: 'x', agent: AGENT });
  assert.equal(status, 422, JSON.stringify(body));
  assert.equal((await telephone.health()).legs, 1);
});

test('a server with another secret, or a proxy in its place, loses no event', async () => {
  const resident = await RtpPeer.open({ hertz: 440 });
  telephone.answers.push(401, 404, 403, 413);
  const seen = telephone.events.length;
  const line = await telephone.caller('caller_gives_up', { rtp: resident.port, ms: 300 });
  await line.done;
  const own = () => telephone.events.slice(seen).map(({ event }) => event);
  await telephone.until(() => own().includes('abandoned'), 'abandoned');
  assert.deepEqual(own(), ['arrived', 'abandoned']);
  resident.close();
});

test('a second telephone with the same data is refused, and the first goes on', async () => {
  const second = await new Promise((ended) => {
    const { program, environment } = telephone.started;
    execFile(program, ['telephone', '--json'], { env: environment }, (error, stdout, stderr) =>
      ended({ code: error?.code, stderr }),
    );
  });
  assert.equal(second.code, 4, second.stderr);
  assert.match(second.stderr, /store\.in_use/);
  assert.equal((await telephone.health()).legs, 1);
});
