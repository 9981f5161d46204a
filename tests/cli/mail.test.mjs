// Mail that comes back: the mail server hands its report to the program, and the resident is called.
import assert from 'node:assert/strict';
import { watch } from 'node:fs';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Api } from '../support/api.mjs';
import { CODE, demoCity, forgetDemoCity, kept311, serving } from './program.mjs';

after(forgetDemoCity);

/** The report of a mail server (RFC 3464) that it could not deliver what has this Message-ID. */
function report(messageId, action = 'failed') {
  return [
    'From: MAILER-DAEMON@mail.example.org',
    'To: 311@example.org',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="edge"',
    '',
    '--edge',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I could not deliver your mail.',
    '--edge',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example.org',
    '',
    'Final-Recipient: rfc822; karim@example.org',
    `Action: ${action}`,
    'Status: 5.1.1',
    '',
    '--edge',
    'Content-Type: text/rfc822-headers',
    '',
    'From: 311@example.org',
    'To: karim@example.org',
    `Message-ID: <${messageId}>`,
    '',
    '--edge--',
    '',
  ].join('\r\n');
}

/** The first mail that leaves into the folder. */
async function firstMail(folder) {
  await mkdir(folder, { recursive: true });
  const ready = new AbortController();
  const changes = watch(folder, { signal: ready.signal });
  try {
    for (;;) {
      const changed = new Promise((resolve) => changes.once('change', resolve));
      const name = (await readdir(folder)).find((one) => one.endsWith('.eml'));
      if (name) return await readFile(join(folder, name), 'utf8');
      await changed;
    }
  } finally {
    ready.abort();
  }
}

test('a written answer that comes back is noted once, and its resident is owed a call', async (t) => {
  const city = await demoCity(t);
  const desk = new Api(await serving(t, city.data));
  const oren = city.named('operator');
  await desk.signIn(oren.name, oren.password);
  const contact = await desk.call('createContact', {
    body: { name: 'Karim Ash', email: 'karim@example.org', language: 'en' },
  });
  const call = await desk.call('startInteraction', {
    body: { direction: 'inbound', channel: 'call', contact: contact.id },
  });
  const { number } = await desk.call('openCase', {
    body: { interaction: call.id, kind: 'question', summary: 'May a choir practise in the park?' },
  });
  const path = { number };
  await desk.call('recordOutcome', { path, body: { resolution: 'answered', text: 'Until nine.' } });
  await desk.call('tellInWriting', { path, body: {} });
  const mail = await firstMail(join(city.data, 'outbox'));
  const messageId = /^Message-I[dD]: <(.*)>/m.exec(mail)[1];
  const returned = (input) => kept311(['mail', 'returned', '--data', city.data], { input });

  const late = await returned(report(messageId, 'delayed'));
  assert.equal(late.code, CODE.refused);
  const other = await returned(report(`1.1${messageId}`));
  assert.equal(other.code, CODE.refused);
  const person = await returned(mail);
  assert.equal(person.code, CODE.refused);
  assert.match(person.stderr, /no report that mail of ours/);

  const noted = await returned(report(messageId));
  assert.equal(noted.code, CODE.done, noted.stderr);
  const file = await desk.call('readCase', { path });
  assert.equal(file.told, false);
  assert.ok(file.obligations.some(({ kind }) => kind === 'contact_attempts'));
  assert.ok(file.timeline.some(({ kind }) => kind === 'message_bounced'));

  const again = await returned(report(messageId));
  assert.equal(again.code, CODE.refused);
  assert.match(again.stderr, /come back already/);
  const verified = await kept311(['verify', '--data', city.data]);
  assert.equal(verified.code, CODE.done, verified.stdout + verified.stderr);
});
