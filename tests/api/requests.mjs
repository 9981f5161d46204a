// Complete, valid requests for every operation that takes a body: the tests of fields change one
// thing in each. Each is made on a case of its own, so that none stands in another's way.
import { later, localLater } from './city.mjs';

const card = { name: 'Front desk', role: 'Reception', phone: '416 555 0100', hours: '9 to 5' };

/** operation, and what is special in words of its own -> (city) => {as, path?, body} */
export const validRequests = {
  async signIn(city) {
    const { name, password } = city.server.signInAs('operator');
    return { as: 'stranger', body: { name, password } };
  },
  async recordGap(city) {
    const { id } = await city.article();
    return { as: 'operator', body: { query: 'who owns the moon', language: 'en', article: id } };
  },
  async editArticle(city) {
    const { id, version, department } = await city.article();
    return {
      as: 'supervisor',
      path: { article: id },
      body: {
        language: 'en',
        synonyms: ['opening hours'],
        related_services: [city.catalogue.services[0].id],
        department,
        expected_version: version,
        question: 'When is the library open?',
        answer_markdown: 'Every day.',
        script: 'Every day.',
        state: 'published',
        review_date: '2027-05-01',
        card,
      },
    };
  },
  async proposeChange(city) {
    const { id, version } = await city.article();
    const words = { question: 'When is the library open?', answer_markdown: 'Never.', script: 'Never.' };
    return {
      as: 'operator',
      path: { article: id },
      body: { texts: { en: words, fr: { ...words } }, reason: 'It burnt down.', expected_version: version },
    };
  },
  async acceptChange(city) {
    const { id, article } = await city.proposal();
    const words = { question: 'When is the library open?', answer_markdown: 'Seldom.', script: 'Seldom.' };
    return {
      as: 'supervisor',
      path: { proposal: id },
      body: {
        texts: { en: words, fr: { ...words } },
        expected_version: article.version,
        answer: 'Thank you.',
      },
    };
  },
  async declineChange(city) {
    const { id } = await city.proposal();
    return { as: 'supervisor', path: { proposal: id }, body: { reason: 'It is open.' } };
  },
  async articleUsed(city) {
    const { id } = await city.article();
    const call = await city.inbound();
    return {
      as: 'operator',
      path: { article: id },
      body: { interaction: call.id, summary: 'When is it open?', language: 'en' },
    };
  },
  async startInteraction(city) {
    const { case: opened, promise, call } = await city.question();
    return {
      as: 'operator',
      body: {
        direction: 'outbound',
        channel: 'call',
        phone: call.phone,
        contact: call.contact.id,
        for: { case: opened.number, kind: 'promise', id: promise.id },
      },
    };
  },
  async identifyCaller(city) {
    const call = await city.operator.call('startInteraction', {
      body: { direction: 'inbound', channel: 'call' },
    });
    return { as: 'operator', path: { interaction: call.id }, body: { contact: (await city.contact()).id } };
  },
  async recordContactAttempt(city) {
    const { case: opened, promise } = await city.question();
    const call = await city.dial(opened.number, 'promise', promise.id);
    return {
      as: 'operator',
      path: { interaction: call.id },
      body: { result: 'connected', note: 'She was in.' },
    };
  },
  async endInteraction(city) {
    const call = await city.inbound();
    return { as: 'operator', path: { interaction: call.id }, body: { wrap_up: 'answered', notes: 'Short.' } };
  },
  async recordApology(city) {
    const { case: opened } = await city.resolved();
    const check = await city.operator.call('startInteraction', {
      body: { direction: 'inbound', channel: 'call', contact: opened.contact.id },
    });
    await city.operator.call('recordFollowUp', {
      path: { number: opened.number },
      body: { interaction: check.id, heard: false },
    });
    return { as: 'operator', path: { interaction: check.id }, body: { case: opened.number } };
  },
  async seeAlerts() {
    return { as: 'supervisor', body: { alerts: [1] } };
  },
  async recordDanger(city) {
    const call = await city.inbound();
    const { danger } = await city.operator.call('search', { query: { q: 'gas leak' } });
    return {
      as: 'operator',
      path: { interaction: call.id },
      body: { kind: danger.kind, choice: 'not_needed' },
    };
  },
  async createContact(city) {
    return {
      as: 'operator',
      body: {
        name: 'Karim Haddad',
        phones: [city.phone()],
        email: 'karim@example.org',
        language: 'fr',
        accessibility: 'TTY',
        address: '12 Larkspur Crescent',
        channel: 'email',
      },
    };
  },
  async editContact(city) {
    const { id, version } = await city.contact();
    return {
      as: 'operator',
      path: { contact: id },
      body: {
        name: 'Karim El Haddad',
        phones: [city.phone()],
        email: 'k.haddad@example.org',
        language: 'en',
        accessibility: 'Relay',
        address: '14 Larkspur Crescent',
        channel: 'call',
        expected_version: version,
      },
    };
  },
  async mergeContact(city) {
    return {
      as: 'operator',
      path: { contact: (await city.contact()).id },
      body: { into: (await city.contact()).id },
    };
  },
  async redactContact(city) {
    return {
      as: 'supervisor',
      path: { contact: (await city.contact()).id },
      body: { reason: 'The person asked for it.' },
    };
  },
  async openCase(city) {
    const call = await city.inbound();
    const { departments, staff } = city.catalogue;
    const notice = await postNotice(city);
    const self = city.operator.session.staff.id;
    return {
      as: 'operator',
      body: {
        interaction: call.id,
        kind: 'question',
        summary: 'Why is the gate shut?',
        contact: call.contact.id,
        place: '12 Elm Street',
        point: { lat: 43.6532, lng: -79.3832 },
        attributes: {},
        about_staff: staff[0].id,
        notice: notice.id,
        ask: { department: departments[0].id, text: 'Why?', answer_by: later(3) },
        promise: promiseBody(self, call.phone),
      },
    };
  },
  async 'openCase of a service'(city) {
    const call = await city.inbound();
    const { id } = city.catalogue.services.find((one) => one.code === 'pothole');
    return {
      as: 'operator',
      body: {
        interaction: call.id,
        kind: 'service_request',
        summary: 'A hole in the road.',
        service: id,
        place: 'Quay Street',
        attributes: { where_in_road: 'lane' },
      },
    };
  },
  async askDepartment(city) {
    const { case: opened } = await city.question({ ask: false });
    return {
      as: 'operator',
      path: { number: opened.number },
      body: {
        department: city.catalogue.departments[0].id,
        text: 'Why?',
        answer_by: later(3),
        expected_version: opened.version,
      },
    };
  },
  async giveToTeam(city) {
    const opened = await city.request();
    const { teams } = city.catalogue.departments.find(({ id }) => id === opened.department);
    return {
      as: 'operator',
      path: { number: opened.number },
      body: { team: teams[0].id, expected_version: opened.version },
    };
  },
  async decidePublicity(city) {
    const opened = await city.request();
    const supervisor = await city.as('supervisor');
    const { pieces } = await supervisor.call('listPublicity', { path: { number: opened.number } });
    return {
      as: 'supervisor',
      path: { number: opened.number },
      body: { part: pieces[0].part, id: pieces[0].id, public: false, expected_version: opened.version },
    };
  },
  async answerAsk(city) {
    const { ask, case: opened } = await city.question();
    return {
      as: 'operator',
      path: { ask: ask.id },
      body: { text: 'Because of the frost.', on_behalf_of: ask.owner.id, expected_version: opened.version },
    };
  },
  async askMoreTime(city) {
    const { ask, case: opened } = await city.question();
    return {
      as: 'operator',
      path: { ask: ask.id },
      body: { until: later(5), on_behalf_of: ask.owner.id, expected_version: opened.version },
    };
  },
  async returnAsk(city) {
    const { ask, case: opened } = await city.question();
    return {
      as: 'operator',
      path: { ask: ask.id },
      body: {
        reason: 'Not ours.',
        department: city.catalogue.departments[1].id,
        on_behalf_of: ask.owner.id,
        expected_version: opened.version,
      },
    };
  },
  async makePromise(city) {
    const { call, case: opened } = await city.question({ promise: false });
    const self = city.operator.session.staff.id;
    return {
      as: 'operator',
      path: { number: opened.number },
      body: {
        interaction: call.id,
        ...promiseBody(self, call.phone),
        expected_version: opened.version,
      },
    };
  },
  async handOverPromise(city) {
    const { promise, case: opened, ask } = await city.question();
    const call = await city.inbound(
      { id: opened.contact.id, phones: opened.contact.phones },
      await city.as('operator2'),
    );
    const body = promiseBody(ask.owner.id, opened.contact.phones[0]);
    delete body.action;
    return {
      as: 'operator2',
      path: { promise: promise.id },
      body: { interaction: call.id, ...body, expected_version: opened.version },
    };
  },
  async movePromise(city) {
    const { call, promise, case: opened } = await city.question();
    return {
      as: 'operator',
      path: { promise: promise.id },
      body: {
        interaction: call.id,
        due_local: localLater(4),
        words: 'By two.',
        asked_by_resident: true,
        expected_version: opened.version,
      },
    };
  },
  async releasePromise(city) {
    const { call, promise, case: opened } = await city.question();
    return {
      as: 'operator',
      path: { promise: promise.id },
      body: { interaction: call.id, note: 'Settled.', expected_version: opened.version },
    };
  },
  async recordKept(city) {
    const { promise, ask, case: opened } = await city.question();
    return {
      as: 'operator',
      path: { promise: promise.id },
      body: {
        contact_at: later(0),
        on_behalf_of: ask.owner.id,
        note: 'On the stairs.',
        expected_version: opened.version,
      },
    };
  },
  async wantMoreTime(city) {
    const { promise, case: opened } = await city.question();
    return {
      as: 'operator',
      path: { promise: promise.id },
      body: { until: later(5), on_behalf_of: promise.owner.id, expected_version: opened.version },
    };
  },
  async declinePromise(city) {
    const { promise, case: opened } = await city.question();
    return {
      as: 'operator',
      path: { promise: promise.id },
      body: {
        reason: 'Not our stairs.',
        on_behalf_of: promise.owner.id,
        expected_version: opened.version,
      },
    };
  },
  async recordOutcome(city) {
    const { call, ask, case: opened } = await city.question({ promise: false });
    return {
      as: 'operator',
      path: { number: opened.number },
      body: {
        resolution: 'information_not_held',
        qualifiers: ['resident_declined_to_give_more'],
        text: 'Nobody counts them.',
        interaction: call.id,
        on_behalf_of: ask.owner.id,
        expected_version: opened.version,
      },
    };
  },
  async 'recordOutcome that the owner told'(city) {
    const { call, promise, case: opened } = await city.question();
    return {
      as: 'operator',
      path: { number: opened.number },
      body: {
        resolution: 'answered',
        text: 'The town does.',
        interaction: call.id,
        told_by_owner_at: later(0),
        on_behalf_of: promise.owner.id,
        expected_version: opened.version,
      },
    };
  },
  async recordTold(city) {
    const { call, case: opened } = await city.question({ promise: false });
    const resolved = await city.operator.call('recordOutcome', {
      path: { number: opened.number },
      body: { resolution: 'answered', text: 'The town does.' },
    });
    return {
      as: 'operator',
      path: { number: opened.number },
      body: { interaction: call.id, waived: true, expected_version: resolved.version },
    };
  },
  async tellInWriting(city) {
    const contact = await city.operator.call('createContact', {
      body: { name: 'Ada Moreau', phones: [city.phone()], email: 'ada@example.org', language: 'fr' },
    });
    const call = await city.inbound(contact);
    const opened = await city.operator.call('openCase', {
      body: { interaction: call.id, kind: 'question', summary: 'Who sweeps the stairs?' },
    });
    const resolved = await city.operator.call('recordOutcome', {
      path: { number: opened.number },
      body: { resolution: 'answered', text: 'The town does.' },
    });
    return {
      as: 'operator',
      path: { number: opened.number },
      body: { contact: contact.id, expected_version: resolved.version },
    };
  },
  async recordFollowUp(city) {
    const { case: opened } = await city.resolved();
    const check = await city.operator.call('startInteraction', {
      body: { direction: 'inbound', channel: 'call', contact: opened.contact.id },
    });
    return {
      as: 'operator',
      path: { number: opened.number },
      body: {
        interaction: check.id,
        heard: true,
        satisfied_with_call: true,
        satisfied_with_outcome: false,
        note: 'She had hoped for more.',
        expected_version: opened.version,
      },
    };
  },
  async closeCase(city) {
    const { call, case: opened } = await city.question({ ask: false, promise: false });
    return {
      as: 'operator',
      path: { number: opened.number },
      body: {
        resolution: 'answered',
        qualifiers: ['referred_elsewhere'],
        text: 'At the desk.',
        interaction: call.id,
        expected_version: opened.version,
      },
    };
  },
  async reopenCase(city) {
    const { call, case: opened } = await city.resolved();
    return {
      as: 'operator',
      path: { number: opened.number },
      body: { reason: 'She has more to ask.', interaction: call.id, expected_version: opened.version },
    };
  },
  async recordNotHeard(city) {
    const { call, case: opened } = await city.question();
    return {
      as: 'operator',
      path: { number: opened.number },
      body: { interaction: call.id, note: 'Third call.', expected_version: opened.version },
    };
  },
  async joinDuplicate(city) {
    const { call, case: opened } = await city.question();
    const stands = await city.question();
    return {
      as: 'operator',
      path: { number: opened.number },
      body: { into: stands.case.number, interaction: call.id, expected_version: opened.version },
    };
  },
  async followCase(city) {
    const opened = await city.request();
    const call = await city.inbound();
    return {
      as: 'operator',
      path: { number: opened.number },
      body: { interaction: call.id, expected_version: opened.version },
    };
  },
  async nameReporter(city) {
    const { opened, call } = await city.nameless();
    const caller = await city.contact();
    await city.operator.call('identifyCaller', {
      path: { interaction: call.id },
      body: { contact: caller.id },
    });
    return {
      as: 'operator',
      path: { number: opened.number },
      body: { contact: caller.id, interaction: call.id, expected_version: opened.version },
    };
  },
  async decide(city) {
    const { ask, case: opened } = await city.question();
    const returned = await city.operator.call('returnAsk', {
      path: { ask: ask.id },
      body: { reason: 'Not ours.' },
    });
    return {
      as: 'supervisor',
      path: { number: opened.number },
      body: {
        department: city.catalogue.departments[1].id,
        reason: 'They paint the gates.',
        expected_version: returned.version,
      },
    };
  },
  async 'decide on a promise'(city) {
    const { promise, case: opened } = await city.question();
    const kept = await city.dial(opened.number, 'promise', promise.id);
    await city.operator.call('recordContactAttempt', {
      path: { interaction: kept.id },
      body: { result: 'connected' },
    });
    await city.operator.call('recordOutcome', {
      path: { number: opened.number },
      body: { interaction: kept.id, resolution: 'answered', text: 'The town does.' },
    });
    const check = await city.inbound(opened.contact);
    const disputed = await city.operator.call('recordFollowUp', {
      path: { number: opened.number },
      body: { interaction: check.id, heard: false },
    });
    return {
      as: 'supervisor',
      path: { number: opened.number },
      body: {
        promise: promise.id,
        promise_was_kept: true,
        reason: 'The log of the exchange shows it.',
        expected_version: disputed.version,
      },
    };
  },
  async enterAbsence(city) {
    const { staff } = city.catalogue;
    const own = city.operator.session.staff.id;
    const delegate = staff.find(({ id, role }) => role === 'operator' && id !== own);
    return {
      as: 'operator',
      path: { staff: own },
      body: { from: later(200), until: later(201), delegate: delegate.id },
    };
  },
  async postNotice(city) {
    return { as: 'supervisor', body: noticeBody(city) };
  },
  async setDuty() {
    return { as: 'operator2', body: { duty: 'not_ready', reason: 'lunch' } };
  },
  async consultOnCall(city) {
    return { as: 'operator2', path: { call: await talking(city) }, body: { phone: '416 555 0160' } };
  },
  async 'consultOnCall with a colleague'(city) {
    const call = await talking(city);
    const colleague = await city.as('supervisor');
    await colleague.call('setDuty', { body: { duty: 'ready' } });
    return { as: 'operator2', path: { call }, body: { to: colleague.session.staff.id } };
  },
  async noteInterpreter(city) {
    const operator = await city.as('operator2');
    const call = await talking(city);
    const { interpreter: phone } = await operator.call('readTelephone');
    await operator.call('consultOnCall', { path: { call }, body: { phone } });
    await operator.call('setTestClock', { body: { advance: 'PT0S' } });
    const { interaction: talk } = await operator.call('readOwnInteraction');
    const { party } = talk.parties.at(-1);
    const body = { party, interpreter_id: '4711', language: 'so' };
    return { as: 'operator2', path: { interaction: talk.id }, body };
  },
  async passCall(city) {
    const call = await talking(city);
    const colleague = await city.as('supervisor');
    await colleague.call('setDuty', { body: { duty: 'ready' } });
    const to = (await colleague.call('readSession')).staff.id;
    return { as: 'operator2', path: { call }, body: { to } };
  },
  async sendDigits(city) {
    return { as: 'operator2', path: { call: await talking(city) }, body: { digits: '12#' } };
  },
  async useSimulatedLine(city) {
    return {
      as: 'stranger',
      path: { line: city.phone() },
      body: { act: 'dial', number: '311', withheld: true, digit: '1' },
    };
  },
  async setTestClock() {
    return { as: 'operator', body: { set: later(0) } };
  },
  async 'setTestClock by so long'() {
    return { as: 'operator', body: { advance: 'PT0S' } };
  },
};

const promiseBody = (owner, phone) => ({
  owner,
  said_by: owner,
  action: 'call_back',
  phone,
  words: 'By noon.',
  due_local: localLater(2),
  card,
});

const noticeBody = (city) => ({
  text: { en: 'A main has burst.', fr: 'Une conduite a éclaté.' },
  area: 'Old town',
  services: [city.catalogue.services[0].id],
  until: later(6),
});

async function postNotice(city) {
  return (await city.as('supervisor')).call('postNotice', { body: noticeBody(city) });
}

/** A call that rang at the second operator, and was answered. */
async function talking(city) {
  const operator = await city.as('operator2');
  const supervisor = await city.as('supervisor'); // whom a call may have been passed to
  await supervisor.call('setDuty', { body: { duty: 'off' } });
  const settle = () => operator.call('setTestClock', { body: { advance: 'PT0S' } });
  const { interaction } = await operator.call('readOwnInteraction');
  if (interaction) {
    await operator.call('endInteraction', {
      path: { interaction: interaction.id },
      body: { wrap_up: 'other' },
    });
  }
  await operator.call('setDuty', { body: { duty: 'ready' } });
  const resident = await city.as('stranger');
  await resident.call('useSimulatedLine', { path: { line: city.phone() }, body: { act: 'dial' } });
  await settle();
  const { call } = await operator.call('readTelephone');
  await operator.call('answerCall', { path: { call: call.id } });
  await settle();
  return call.id;
}

/** Operations with a body that no request here covers, each with the reason. */
export const notCovered = new Map([
  ['connectAudio', 'the simulated telephone has no sound; see telephone_audio.test.mjs'],
  ['hearRecording', 'nothing is recorded here; see recordings.test.mjs'],
  ['listenToCall', 'the simulated telephone has no sound; see recordings.test.mjs'],
  ['recordCallEvent', 'it is signed; see call_events.test.mjs'],
  ['useDepartmentLink', 'its link is made for departments without an account; see links.test.mjs'],
]);

/** Fields of those that no valid request here holds, each with the reason. */
export const notSpoiled = new Map([
  ['openCase/adopts', 'no record of an older system is here; see open311/adoption.test.mjs'],
  ['openCase/adopts/source', 'as above'],
  ['openCase/adopts/number', 'as above'],
]);
