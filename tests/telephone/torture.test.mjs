// Messages that are broken, or look so (after RFC 4475), and floods: the process lives, and whoever talks goes on talking.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { RtpPeer } from './rtp_peer.mjs';
import { SipPeer } from './sip_peer.mjs';
import { freePort } from './sipp.mjs';
import { Telephone } from './telephone.mjs';

const AGENT = 'oren.hale';
const LOUD = 4000;

let telephone;
let udp;
let tcp;
let operator;
let resident;
let dialog;
let talk;

/** Two trunks, and a call that is up over the first. */
before(async () => {
  [udp, tcp] = [await SipPeer.open(), await SipPeer.open({ transport: 'tcp' })];
  const tcpPort = await freePort();
  telephone = await Telephone.start({}, ({ sipPort }) =>
    [
      ['udp', sipPort, udp],
      ['tcp', tcpPort, tcp],
    ]
      .map(
        ([transport, port, at]) => `[[telephone.trunk]]
name = "${transport}"
transport = "${transport}"
listen = "127.0.0.1:${port}"
gateway = "127.0.0.1:${at.port}"
`,
      )
      .join(''),
  );
  udp.to = telephone.sipPort;
  tcp.to = tcpPort;
  operator = await RtpPeer.open({ hertz: 1000 });
  resident = await RtpPeer.open({ hertz: 440 });
  await telephone.headset(AGENT, operator);
  dialog = await udp.call({ sdp: resident.sdp() });
  ({ call_id: talk } = await telephone.told('arrived'));
  await telephone.does('announce', talk, { text: 'Welcome.', language: 'en' });
  await udp.isAnswered(dialog);
  await telephone.told('queued', talk);
  await telephone.does('connect', talk, { agent: AGENT });
  await telephone.told('answered', talk);
});
after(async () => {
  await telephone.stop();
  resident.close();
  operator.close();
  await Promise.all([udp.close(), tcp.close()]);
});

/** Both ways, as before. */
async function goesOn() {
  const [[tone], [voice]] = await Promise.all([resident.hears(1000), operator.hears(440)]);
  assert.ok(tone > LOUD && voice > LOUD, `${tone}, ${voice}\n${telephone.log}`);
}

let count = 0;

/** An INVITE like any other, of which one thing is another. */
function invite(peer, { start, headers = {}, body = '', more = [], length, end = '\r\n' } = {}) {
  count += 1;
  const all = {
    Via: `SIP/2.0/${peer.transport.toUpperCase()} ${peer.address};branch=z9hG4bKtorture${count}`,
    From: `<sip:+14165550142@${peer.address}>;tag=t${count}`,
    To: `<sip:311@127.0.0.1:${peer.to}>`,
    'Call-ID': `torture-${count}`,
    CSeq: '1 INVITE',
    Contact: `<sip:trunk@${peer.address}>`,
    'Max-Forwards': '70',
    'Content-Type': 'application/sdp',
    'Content-Length': length ?? Buffer.byteLength(body),
    ...headers,
  };
  const lines = Object.entries(all).filter(([, value]) => value !== null);
  return [
    start ?? `INVITE sip:311@127.0.0.1:${peer.to} SIP/2.0`,
    ...lines.map(([key, value]) => `${key}: ${value}`),
    ...more,
    '',
    body,
  ].join(end);
}

const SDP = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n';

/** Each with what is wrong or odd about it. */
const messages = (peer) => [
  ['nothing', ''],
  ['only line ends', '\r\n\r\n\r\n\r\n'],
  ['no SIP', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['bytes', Buffer.from(Array.from({ length: 600 }, (_, at) => (at * 37) % 256)).toString('latin1')],
  ['another version', invite(peer, { start: 'INVITE sip:311@127.0.0.1 SIP/7.0' })],
  [
    'a method that nobody knows',
    invite(peer, { start: 'NEWMETHOD sip:311@127.0.0.1 SIP/2.0', headers: { CSeq: '1 NEWMETHOD' } }),
  ],
  [
    'a method of odd letters',
    invite(peer, {
      start: "!interesting-Method0123456789_*+`.%indeed'~ sip:311@127.0.0.1 SIP/2.0",
      headers: { CSeq: "1 !interesting-Method0123456789_*+`.%indeed'~" },
    }),
  ],
  ['two methods', invite(peer, { headers: { CSeq: '1 OPTIONS' } })],
  [
    'a number that is too large',
    invite(peer, { headers: { CSeq: '36893488147419103232 INVITE', 'Max-Forwards': '300' } }),
  ],
  ['less than no content', invite(peer, { length: '-999' })],
  ['content that is not there', invite(peer, { length: peer.transport === 'udp' ? '9999' : '0' })],
  [
    'content that is longer than said',
    invite(peer, { body: `${SDP}m=audio 4000 RTP/AVP 0\r\n`, length: '10' }),
  ],
  ['two lengths', invite(peer, { more: ['Content-Length: 0'] })],
  ['no Via', invite(peer, { headers: { Via: null } })],
  ['no From', invite(peer, { headers: { From: null } })],
  ['no To', invite(peer, { headers: { To: null } })],
  ['no Call-ID', invite(peer, { headers: { 'Call-ID': null } })],
  ['no CSeq', invite(peer, { headers: { CSeq: null } })],
  ['no Contact', invite(peer, { headers: { Contact: null } })],
  ['nothing but the first line', 'INVITE sip:311@127.0.0.1 SIP/2.0\r\n\r\n'],
  ['an open quotation', invite(peer, { headers: { To: '"Mr. J. User <sip:311@127.0.0.1>' } })],
  ['brackets around the target', invite(peer, { start: 'INVITE <sip:311@127.0.0.1> SIP/2.0' })],
  ['blanks in the target', invite(peer, { start: 'INVITE sip:311@127.0.0.1; lr=x SIP/2.0' })],
  ['blanks after the version', invite(peer, { start: 'INVITE sip:311@127.0.0.1 SIP/2.0  ' })],
  ['a target of another kind', invite(peer, { start: 'INVITE nobodyKnowsThisScheme:totallyopaque SIP/2.0' })],
  ['a zero in the name', invite(peer, { headers: { From: '<sip:null-%00-null@127.0.0.1>;tag=1' } })],
  ['a real zero', invite(peer, { headers: { Subject: 'a\0b' } })],
  ['tags twice', invite(peer, { headers: { From: '<sip:1@127.0.0.1>;tag=a;tag=b' } })],
  ['a To with a tag of no call', invite(peer, { headers: { To: '<sip:311@127.0.0.1>;tag=nobody' } })],
  [
    'an extension that is required',
    invite(peer, { headers: { Require: 'nothingSupportsThis', 'Proxy-Require': 'noProxiesSupportThis' } }),
  ],
  [
    'a content that nobody can read',
    invite(peer, { headers: { 'Content-Type': 'application/unknownformat' }, body: '<x/>' }),
  ],
  ['no hops left', invite(peer, { headers: { 'Max-Forwards': '0' } })],
  ['a date that is none', invite(peer, { headers: { Date: 'Fri, 01 Jan 2010 16:00:00 EST' } })],
  ['a Via of nowhere', invite(peer, { headers: { Via: 'SIP/2.0/UDP 255.255.255.255;branch=z9hG4bKbcast' } })],
  ['an empty branch', invite(peer, { headers: { Via: `SIP/2.0/UDP ${peer.address};branch=z9hG4bK` } })],
  [
    'a hundred Vias',
    invite(peer, {
      more: Array.from({ length: 100 }, (_, at) => `Via: SIP/2.0/UDP 192.0.2.${at}:5060;branch=z9hG4bK${at}`),
    }),
  ],
  ['lines that end in one character', invite(peer, { end: '\n' })],
  ['a folded header', invite(peer, { headers: { Subject: 'one\r\n  two\r\n\tthree' } })],
  ['a header without a name', invite(peer, { more: [': nothing', '\x01\x02: x', 'a'] })],
  ['a long header', invite(peer, { headers: { Subject: 'x'.repeat(40_000) } })],
  ['a long name', invite(peer, { start: `INVITE sip:${'3'.repeat(2000)}@127.0.0.1 SIP/2.0` })],
  [
    'a replacement of a call',
    invite(peer, { headers: { Replaces: `${dialog.callId};to-tag=1;from-tag=2` } }),
  ],
  [
    'a session of no time',
    invite(peer, { headers: { 'Session-Expires': '0', 'Min-SE': '0', Supported: 'timer' } }),
  ],
  ['a session of another kind', invite(peer, { headers: { 'Session-Expires': 'x;refresher=nobody' } })],
  [
    'credentials that nobody wanted',
    invite(peer, {
      headers: {
        Authorization: 'NoOneKnowsThisScheme opaque-data=here',
        'Proxy-Authorization': 'Digest username="',
      },
    }),
  ],
  [
    'many parts',
    invite(peer, { headers: { 'Content-Type': 'multipart/mixed;boundary=x' }, body: '--x\r\n\r\n--x--' }),
  ],
  ['sound in no coding', invite(peer, { body: `${SDP}m=audio 4000 RTP/AVP 96\r\n` })],
  ['SDP without end', invite(peer, { body: `${SDP}m=audio 4000 RTP/AVP /bar\r\n` })],
  [
    'an answer to nothing',
    `SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP ${peer.address};branch=z9hG4bKnone\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\nCall-ID: none\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n`,
  ],
  [
    'an answer with a large number',
    `SIP/2.0 4294967301 better not\r\nVia: SIP/2.0/UDP ${peer.address};branch=z9hG4bKnone\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\nCall-ID: none\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n`,
  ],
  [
    'a goodbye to a call that is up, by somebody else',
    invite(peer, {
      start: 'BYE sip:311@127.0.0.1 SIP/2.0',
      headers: { 'Call-ID': dialog.callId, CSeq: '7 BYE', To: '<sip:311@127.0.0.1>;tag=guessed' },
    }),
  ],
  [
    'a registration here',
    invite(peer, {
      start: 'REGISTER sip:127.0.0.1 SIP/2.0',
      headers: { CSeq: '1 REGISTER', Contact: '*', Expires: '0' },
    }),
  ],
  [
    'messages to people',
    invite(peer, {
      start: 'MESSAGE sip:311@127.0.0.1 SIP/2.0',
      headers: { CSeq: '1 MESSAGE', 'Content-Type': 'text/plain' },
      body: 'hello',
    }),
  ],
  [
    'a wish to be told',
    invite(peer, {
      start: 'SUBSCRIBE sip:311@127.0.0.1 SIP/2.0',
      headers: { CSeq: '1 SUBSCRIBE', Event: 'presence', Expires: '3600' },
    }),
  ],
  [
    'a wish that we call somebody',
    invite(peer, {
      start: 'REFER sip:311@127.0.0.1 SIP/2.0',
      headers: { CSeq: '1 REFER', 'Refer-To': '<sip:+19005550199@127.0.0.1>' },
    }),
  ],
];

for (const transport of ['udp', 'tcp']) {
  test(`what is broken or odd, over ${transport}, harms nobody`, async () => {
    const peer = transport === 'udp' ? udp : tcp;
    for (const [what, text] of messages(peer)) {
      // Over TCP the other side may have been hung up on for the last one.
      await peer.send(text).catch(() => {});
      if (transport === 'tcp') await peer.hangUp();
      assert.ok((await telephone.health()).calls >= 1, `${what}\n${telephone.log}`);
    }
    await goesOn();
    // It still takes calls; who hears nothing of the server is answered after a while.
    peer.messages = [];
    const sound = await RtpPeer.open();
    const seen = telephone.events.length;
    const next = await peer.call({ sdp: sound.sdp(), caller: '+14165550177' });
    await telephone.until(
      () => telephone.events.slice(seen).some(({ caller }) => caller === '+14165550177'),
      'a call after all that',
    );
    await peer.isAnswered(next);
    await next.request('BYE');
    await peer.expect('200 BYE');
    sound.close();
    peer.messages = [];
  });
}

test('a re-INVITE in mid-call moves the sound, and one that cannot be taken leaves it', async () => {
  const elsewhere = await RtpPeer.open({ hertz: 600 });
  for (const to of [elsewhere, resident]) {
    await dialog.request('INVITE', { sdp: to.sdp() });
    const answer = await udp.expect('200 INVITE');
    assert.match(answer.body, /m=audio \d+ RTP\/AVP 0/);
    await dialog.ack();
    const [tone] = await to.hears(1000);
    assert.ok(tone > LOUD, `${tone}`);
  }
  await dialog.request('INVITE', { sdp: resident.sdp().replace('RTP/AVP', 'RTP/SAVP') });
  await udp.expect('488 INVITE');
  await dialog.ack();
  await goesOn();
  await dialog.request('UPDATE', { sdp: resident.sdp() });
  // RFC 3261, 8.2.1: refused with what is taken. Who keeps to our Allow does not ask (RFC 3311, 5).
  const refused = await udp.expect('405 UPDATE');
  const allowed = refused
    .get('allow')
    .split(',')
    .map((method) => method.trim());
  assert.deepEqual(allowed.sort(), ['ACK', 'BYE', 'CANCEL', 'INVITE', 'OPTIONS', 'PRACK']);
  await goesOn();
  elsewhere.close();
});

test('thousands of questions whether we are there are answered, and forgotten', async () => {
  const memory = async () =>
    Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${telephone.pid}/status`, 'utf8'))[1]) / 1024;
  const question = () =>
    invite(udp, {
      start: `OPTIONS sip:127.0.0.1:${udp.to} SIP/2.0`,
      headers: { CSeq: '1 OPTIONS', 'Content-Type': null },
    });
  const before_ = await memory();
  const QUESTIONS = 5000;
  for (let asked = 0; asked < QUESTIONS; asked += 50) {
    for (let each = 0; each < 50; each += 1) await udp.send(question());
    await udp.expect('200 OPTIONS');
  }
  await goesOn();
  // Each is kept for 32 s, for it may come again (RFC 3261, timer J).
  const more = (await memory()) - before_;
  assert.ok(more < QUESTIONS * 0.02, `${more} MB more for ${QUESTIONS} questions`);
});

test('and at the end the call is over as it should, and nothing is left', async () => {
  await dialog.request('BYE');
  await udp.expect('200 BYE');
  await telephone.told('ended', talk);
  assert.deepEqual(telephone.story(talk), ['arrived', 'queued', 'answered', 'ended']);
});
