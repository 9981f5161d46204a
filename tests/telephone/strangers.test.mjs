// Who may not call, what may not be asked of us, and gateways that are gone when we leave.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { RtpPeer } from './rtp_peer.mjs';
import { SipPeer } from './sip_peer.mjs';
import { Telephone } from './telephone.mjs';

const running = [];
after(() => Promise.all(running.map((one) => one.stop())));

async function started(settings) {
  const telephone = await Telephone.start(settings);
  running.push(telephone);
  return telephone;
}

/** A caller who is greeted; whether their side has said that it knows of our answer. */
async function greeted({ acknowledges = true } = {}) {
  const telephone = await started();
  const gateway = await SipPeer.open({ to: telephone.sipPort });
  const sound = await RtpPeer.open({ hertz: 440 });
  const dialog = await gateway.call({ sdp: sound.sdp() });
  const { call_id: call } = await telephone.told('arrived');
  await telephone.does('announce', call, { text: 'Welcome.', language: 'en' });
  await gateway.isAnswered(dialog, { acknowledges });
  return { telephone, gateway, sound, dialog, call };
}

test('somebody whose address is not the trunk’s is refused, and nobody hears of it', async () => {
  const telephone = await started();
  const stranger = await SipPeer.open({ host: '127.0.0.2', to: telephone.sipPort, toHost: '127.0.0.1' });
  const sound = await RtpPeer.open();
  await stranger.call({ sdp: sound.sdp() });
  await stranger.expect('403 INVITE');
  const gateway = await SipPeer.open({ to: telephone.sipPort });
  await gateway.call({ sdp: sound.sdp(), caller: '+14165550199' });
  const { caller } = await telephone.told('arrived');
  assert.equal(caller, '+14165550199');
  sound.close();
  await Promise.all([stranger.close(), gateway.close()]);
});

test('sound is sent to no group, no link and not into nothing', async () => {
  const telephone = await started();
  const gateway = await SipPeer.open({ to: telephone.sipPort });
  const sound = await RtpPeer.open();
  for (const address of ['224.0.0.9', '255.255.255.255', '169.254.169.254']) {
    await gateway.call({ sdp: sound.sdp().replace('c=IN IP4 127.0.0.1', `c=IN IP4 ${address}`) });
    await gateway.expect('488 INVITE');
  }
  assert.deepEqual(telephone.events, []);
  sound.close();
  await gateway.close();
});

test('who was answered in the moment of a kill, before they could confirm it, is said goodbye', async () => {
  const { telephone, gateway, sound, dialog } = await greeted({ acknowledges: false });
  await telephone.end('SIGKILL');
  await telephone.run();
  const bye = await gateway.expect('BYE');
  assert.equal(bye.get('call-id'), dialog.callId);
  assert.match(bye.get('from'), new RegExp(/tag=.*/.exec(dialog.to)[0]));
  assert.equal(bye.get('to'), dialog.from);
  gateway.respond(bye, '200 OK');
  sound.close();
  await gateway.close();
});

test('a call that went over two proxies is said goodbye over both, in their order', async () => {
  const telephone = await started();
  const gateway = await SipPeer.open({ port: telephone.gatewayPort, to: telephone.sipPort });
  const sound = await RtpPeer.open();
  const operator = await RtpPeer.open({ hertz: 1000 });
  await telephone.headset('oren.hale', operator);
  const call = telephone.dialled();
  await telephone.does('dial', call, { agent: 'oren.hale', phone: '+14165550142' });
  const invite = await gateway.expect('INVITE');
  const near = `<sip:${gateway.address};lr;proxy=near>`;
  const far = '<sip:127.0.0.1:9;lr;proxy=far>';
  gateway.respond(invite, '200 OK', {
    sdp: sound.sdp(),
    // Each proxy puts itself on top (RFC 3261, 16.6): the last one below is the nearest to us.
    more: [`Record-Route: ${far}`, `Record-Route: ${near}`],
  });
  await telephone.told('answered', call);
  await telephone.end('SIGKILL');
  await telephone.run();
  const bye = await gateway.expect('BYE');
  assert.deepEqual(
    bye.all('route').flatMap((one) => one.split(/,\s*/)),
    [near, far],
  );
  gateway.respond(bye, '200 OK');
  sound.close();
  operator.close();
  await gateway.close();
});

test('who ends us does not wait for a gateway that is gone', async () => {
  const { telephone, gateway, sound, call } = await greeted();
  gateway.always('BYE', () => {});
  const began = performance.now();
  assert.equal((await telephone.end('SIGTERM')).code, 0);
  const took = performance.now() - began;
  assert.ok(took < 10_000, `${took} ms`);
  assert.deepEqual(telephone.story(call), ['arrived', 'queued', 'abandoned']);
  sound.close();
  await gateway.close();
});

test('nobody else on the machine reads who called', async () => {
  const { telephone, gateway, sound } = await greeted();
  const directory = join(telephone.directory, 'telephone');
  const names = await readdir(directory, { recursive: true });
  assert.ok(names.some((name) => name.endsWith('.json')) && names.includes('events'), String(names));
  for (const name of ['', ...names]) {
    const { mode } = await stat(join(directory, name));
    assert.equal(mode & 0o077, 0, `${name}: ${mode.toString(8)}`);
  }
  sound.close();
  await gateway.close();
});

test('a server elsewhere is told of callers over https only', async () => {
  const telephone = await started();
  await telephone.end();
  const { program, environment } = telephone.started;
  const refused = await new Promise((ended) => {
    const env = { ...environment, KEPT311_TELEPHONE_SERVER: 'http://192.0.2.9:3110' };
    execFile(program, ['telephone', '--json'], { env }, (error, stdout, stderr) =>
      ended({ code: error?.code, stderr }),
    );
  });
  assert.notEqual(refused.code, 0);
  assert.match(refused.stderr, /telephone\.server begins with https/);
});
