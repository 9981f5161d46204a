// What is written: by the outbox, into a folder or through a mail server of the story's own.
import { After, Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { RESIDENTS } from '../../support/cast.mjs';
import { MailServer, mailsIn, readMail } from '../../support/mail_server.mjs';
import { alertsOf, happened } from './lookups.mjs';

Given("the city's mail goes through a mail server", async function () {
  this.mail = await MailServer.start();
  this.environment = {
    KEPT311_MAIL_SERVER: this.mail.address,
    KEPT311_MAIL_FROM: '311@alderbay.example.org',
    KEPT311_MAIL_TLS: 'if_offered',
    KEPT311_PUBLIC_URL: 'https://311.alderbay.example.org', // the same after a restart
  };
});
After(async function () {
  await this.mail?.goDown();
});
Given('the mail server refuses {word}', function (address) {
  this.mail.refuse(address);
});
When('the mail server goes down', async function () {
  await this.mail.goDown();
});
When('the mail server comes up again', async function () {
  await this.mail.comeUp();
});

Given(
  '{resident} can be called at {int} {int} {int} and written to at {word}',
  function (name, area, exchange, line, email) {
    const phone = `${area} ${exchange} ${String(line).padStart(4, '0')}`;
    const full = RESIDENTS.find((one) => one.name.split(' ')[0] === name.split(' ')[0]).name;
    this.residents.set(full, { name: full, phone, email });
  },
);
Given('{resident} reads French', function (name) {
  this.resident(name).language = 'fr';
});

When('{staff} takes down that a street light is out at {string}', async function (name, place) {
  const { services } = await this.catalogue();
  const desk = await this.desk(name);
  const opened = await desk.call('openCase', {
    body: {
      interaction: this.call(name).id,
      kind: 'service_request',
      summary: 'A street light is out.',
      service: services.find(({ code }) => code === 'street_light').id,
      place,
    },
  });
  this.about(opened, name);
});

/** Every message that has left, whoever it is for. */
async function written(story) {
  return story.mail ? story.mail.taken.map(({ text }) => readMail(text)) : mailsIn(story.server.data);
}
async function writtenTo(story, address) {
  return (await written(story)).filter(({ to }) => to.includes(address));
}

Then('nothing has been written to {resident}', async function (name) {
  const { email } = this.resident(name);
  assert.deepEqual(await writtenTo(this, email), []);
  assert.deepEqual(await happened(this, 'message_accepted'), []);
  assert.deepEqual(await happened(this, 'follow_up_message_sent'), []);
});
Then('{resident} was asked in writing for a response, once', async function (name) {
  const messages = await writtenTo(this, this.resident(name).email);
  assert.equal(messages.length, 1, `${messages.length} messages`);
  [this.message] = messages;
  const { spoken_number: spoken } = await this.case();
  assert.match(this.message.text, /did you get a response\?|avez-vous eu une réponse\?/i);
  assert.match(this.message.text, /call 311|appelez le 311/);
  assert.ok(this.message.text.includes(spoken), 'the number of the case is missing');
  assert.equal((await happened(this, 'follow_up_message_sent')).length, 1);
});
Then('that message is in French', function () {
  assert.match(this.message.text, /Bonjour/);
});

/** The address that a message leads to. */
const linkIn = ({ text }) => /https?:\/\/\S+/.exec(text)[0];

Then("the link in that message opens {resident}'s own page", async function (_name) {
  const page = await fetch(linkIn(this.message));
  assert.equal(page.status, 200);
  assert.ok((await page.text()).includes((await this.case()).spoken_number));
});
Then('{staff} is told that a message could not be delivered', async function (name) {
  assert.ok((await alertsOf(this, name)).includes('message_failed'));
});

When(
  'it is {day}, {clock}, and the server dies as soon as the mail server has the message',
  async function (date, clock) {
    const died = new Promise((dead) => this.mail.onceTaken(() => dead(this.server.kill())));
    const moved = this.waitUntilLocal(`${date}T${clock}`).catch(() => 'cut off');
    await died;
    assert.equal(await moved, 'cut off');
    await this.server.run(this.now);
  },
);
Then('{resident} got that message twice, and can tell that it is the same', async function (name) {
  const messages = await writtenTo(this, this.resident(name).email);
  assert.equal(messages.length, 2);
  assert.ok(messages[0].messageId);
  assert.deepEqual(messages[0], messages[1]);
});
Then('it is recorded once that the message was sent', async function () {
  assert.equal((await happened(this, 'message_accepted')).length, 1);
  assert.equal((await happened(this, 'follow_up_message_sent')).length, 1);
});

Then('{staff} was sent the question in writing', async function (name) {
  const [local] = this.member(name).signIn.split('@');
  const messages = await writtenTo(this, local);
  assert.equal(messages.length, 1, `${messages.length} messages`);
  [this.message] = messages;
  const [ask] = (await this.case()).asks;
  assert.ok(this.message.text.includes(ask.text));
});
When('{staff} answers by the link in that message: {string}', async function (_name, text) {
  const answer = await fetch(linkIn(this.message), {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ what: 'answer', text }),
  });
  assert.equal(answer.status, 200);
  this.answer = text;
});
Then("{staff}'s answer stands on the case", async function (_name) {
  const [ask] = (await this.case()).asks;
  assert.deepEqual([ask.state, ask.answer], ['answered', this.answer]);
});

When('{staff} sends {resident} the outcome in writing', async function (name, _resident) {
  await (await this.desk(name)).call('tellInWriting', { path: { number: this.number }, body: {} });
});
Then('{resident} was sent the answer {string}', async function (name, text) {
  const messages = await writtenTo(this, this.resident(name).email);
  assert.equal(messages.length, 1, `${messages.length} messages`);
  assert.ok(messages[0].text.includes(text));
});
Then('the answer does not count as told yet', async function () {
  assert.equal((await this.case()).told, false);
});
