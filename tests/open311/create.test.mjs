// POST requests, tokens, keys and repeats.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mailsIn } from '../support/mail_server.mjs';
import { BASE, Client, HERE, POTHOLE } from './client.mjs';
import { textOf } from './formats.mjs';

const client = Client.ofThisFile();

const errorsOf = ({ body }) => body.map(({ description }) => description);

/** The case as staff see it. */
async function caseOf(number) {
  return (await client.staff()).call('readCase', { path: { number } });
}

describe('a new request', () => {
  test('is answered with its number', async () => {
    const { status, type, body } = await client.post(POTHOLE);
    assert.equal(status, 200);
    assert.equal(type, 'application/json; charset=utf-8');
    assert.equal(body.length, 1);
    assert.match(body[0].service_request_id, /^\d{9}$/);
    assert.equal(body[0].token, undefined);
    const xml = await client.post(POTHOLE, { path: 'requests.xml' });
    assert.equal(xml.type, 'text/xml; charset=utf-8');
    assert.match(xml.text, /<service_requests><request><service_request_id>\d{9}</);
  });

  test('is a case with target, owner, place, answers and a reporter who can be reached', async () => {
    const number = await client.pothole({
      description: 'Deep enough to lose a boot in.',
      first_name: 'Rosa',
      last_name: 'Delgado',
      email: 'rosa@example.org',
      phone: '416 555 0123',
    });
    const opened = await caseOf(number);
    assert.equal(opened.kind, 'service_request');
    assert.equal(opened.state, 'open');
    assert.equal(opened.summary, 'Deep enough to lose a boot in.');
    assert.equal(opened.place, '43.6532, -79.3832');
    assert.equal(opened.contact.name, 'Rosa Delgado');
    assert.ok(opened.first_operator);
    assert.equal(opened.obligations.filter(({ kind }) => kind === 'target').length, 1);
  });

  test('of the same person is the same contact; of a namesake it is not', async () => {
    const person = { first_name: 'Ana', last_name: 'Ortiz', email: 'ana@example.org' };
    const first = (await caseOf(await client.pothole(person))).contact.id;
    const again = (await caseOf(await client.pothole({ ...person, email: 'ANA@example.org' }))).contact.id;
    const other = (await caseOf(await client.pothole({ ...person, first_name: 'Eva' }))).contact.id;
    const namesake = (await caseOf(await client.pothole({ ...person, email: 'a.o@example.org' }))).contact.id;
    assert.equal(again, first);
    assert.notEqual(other, first);
    assert.notEqual(namesake, first);
  });

  test('with a number that nobody can call is from somebody, whose words go when they are redacted', async () => {
    const number = await client.pothole({ phone: '12', email: 'rosa at home' });
    const operator = await client.staff();
    const { contact, conversations } = await caseOf(number);
    assert.match(conversations[0].notes, /email: rosa at home\nphone: 12\n/);
    await operator.call('recordOutcome', {
      path: { number },
      body: { resolution: 'completed', text: 'Filled.' },
    });
    assert.equal((await caseOf(number)).state, 'closed');
    const supervisor = await client.staff('supervisor');
    await supervisor.call('redactContact', { path: { contact: contact.id }, body: { reason: 'Asked to.' } });
    assert.equal((await caseOf(number)).conversations[0].notes, null);
  });

  test('tells homes to the block only, also to who asks place by place or word by word; its own key sees them', async () => {
    const where = { lat: '43.65349', long: '-79.38371', address_string: '1127 Elm Street Unit4' };
    const made = await client.post({
      service_code: 'missed_collection',
      'attribute[stream]': 'garbage',
      description: 'Nobody took the wombat.',
      ...where,
    });
    const number = made.body[0].service_request_id;
    const shown = async (query) => (await client.ask(`requests/${number}.json`, { query })).body[0];
    const told = ({ address, lat, long }) => [address, lat, long];
    assert.deepEqual(told(await shown({})), ['11XX Elm Street', 43.653, -79.384]);
    const own = await shown({ api_key: client.key });
    assert.deepEqual(told(own), ['1127 Elm Street Unit4', 43.65349, -79.38371]);
    const there = await client.ask('requests.json', {
      query: { lat: where.lat, long: where.long, radius: '5' },
    });
    assert.ok(there.body.every(({ service_request_id: id }) => id !== number));
    for (const q of ['elm 11', 'elm 1127', 'wombat 112']) {
      for (const more of [{}, { service_code: 'missed_collection' }, { status: 'open' }]) {
        const found = await client.ask('requests.json', { query: { q, ...more } });
        assert.deepEqual(found.body, [], q);
        assert.equal(found.headers.get('x-total-count'), '0');
      }
    }
  });

  test('needs no contact details, and takes an address, an address id or a point for its place', async () => {
    for (const place of [
      HERE,
      { address_string: '12 Elm Street' },
      { address_id: '4711' },
      { lat: '+43.6532', long: ' -79.3832 ' },
    ]) {
      const { status, text } = await client.post({
        service_code: 'pothole',
        'attribute[where_in_road]': 'lane',
        ...place,
      });
      assert.equal(status, 200, text);
    }
  });

  test('may come with arguments in the query, or half and half', async () => {
    const query = new URLSearchParams({ ...POTHOLE, api_key: client.key });
    assert.equal((await client.ask(`requests.json?${query}`, { method: 'POST' })).status, 200);
    assert.equal((await client.ask(`requests/json?${query}`, { method: 'POST' })).status, 200);
    const { status } = await client.post(POTHOLE, {
      key: null,
      path: `requests.json?api_key=${client.key}`,
    });
    assert.equal(status, 200);
  });

  test('may be multipart, with brackets as they are', async () => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...POTHOLE, api_key: client.key })) body.append(name, value);
    body.append('description', 'A hole: «profond»');
    const { status, body: answer } = await client.ask('requests.json', { method: 'POST', body });
    assert.equal(status, 200);
    assert.equal((await caseOf(answer[0].service_request_id)).summary, 'A hole: «profond»');
  });

  test('takes the spellings of an attribute', async () => {
    for (const attribute of [
      'attribute[where_in_road]=lane',
      'attribute%5Bwhere_in_road%5D=lane',
      'attribute[where_in_road][]=lane',
      'attribute%5bwhere_in_road%5d%5b%5d=lane',
    ]) {
      const rest = new URLSearchParams({ api_key: client.key, service_code: 'pothole', ...HERE });
      const { status, text } = await client.ask('requests.json', {
        method: 'POST',
        body: `${attribute}&${rest}`,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      });
      assert.equal(status, 200, `${attribute}: ${text}`);
      const inQuery = await client.ask(`requests.json?${attribute}&${rest}`, { method: 'POST' });
      assert.equal(inQuery.status, 200, `${attribute} in the query: ${inQuery.text}`);
    }
  });

  describe('with several values for one question', () => {
    const park = (attributes) =>
      client.ask('requests.json', {
        method: 'POST',
        body: `${attributes}&${new URLSearchParams({ api_key: client.key, service_code: 'park_maintenance', ...HERE })}`,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      });

    for (const attributes of [
      'attribute[what][]=bench&attribute[what][]=lights',
      'attribute%5Bwhat%5D%5B%5D=bench&attribute%5Bwhat%5D%5B%5D=lights',
      'attribute[what]=bench&attribute[what]=lights',
      'attribute[what]=bench,lights',
    ]) {
      test(`keeps each, and goes where one of them says: ${attributes}`, async () => {
        const { status, body, text } = await park(attributes);
        assert.equal(status, 200, text);
        const number = body[0].service_request_id;
        const [shown] = (await client.ask(`requests/${number}.json`, { query: { extensions: 'true' } })).body;
        assert.deepEqual(
          shown.attributes.map(({ code, value, name }) => [code, value, name]),
          [['what', 'bench,lights', 'Bench or table, Lights']],
        );
        assert.equal(shown.agency_responsible, 'Transportation');
      });
    }

    test('goes where all others do when none of them says otherwise', async () => {
      const { body } = await park('attribute[what][]=bench&attribute[what][]=lawn');
      const [shown] = (await client.ask(`requests/${body[0].service_request_id}.json`)).body;
      assert.equal(shown.agency_responsible, 'Parks and Forestry');
    });

    test('is refused where one is no value', async () => {
      const { status, body } = await park('attribute[what][]=bench&attribute[what][]=moat');
      assert.equal(status, 400);
      assert.match(body[0].description, /^what must be one of/);
    });
  });

  test('takes a time in any spelling, and keeps it as we write it', async () => {
    const kept = async (seen_at) => {
      const fields = { service_code: 'park_maintenance', 'attribute[seen_at]': seen_at, ...HERE };
      const { status, body, text } = await client.post(fields);
      assert.equal(status, 200, text);
      const query = { extensions: 'true', api_key: client.key };
      const [shown] = (await client.ask(`requests/${body[0].service_request_id}.json`, { query })).body;
      return shown.attributes[0].value;
    };
    for (const spelling of [
      '2026-11-24T14:00:00Z',
      '2026-11-24T09:00:00-05:00',
      '2026-11-24T09:00:00-0500',
      '2026-11-24 09:00',
      '2026-11-24T14:00:00.250Z',
    ]) {
      assert.equal(await kept(spelling), '2026-11-24T09:00:00-05:00', spelling);
    }
    assert.equal(await kept('2026-11-24'), '2026-11-24');
  });

  test('with contact details is looked after: told when it ends, and asked whether that arrived', async () => {
    const number = await client.pothole({ first_name: 'Rosa', email: 'rosa@example.org' });
    const operator = await client.staff();
    await operator.call('recordOutcome', {
      path: { number },
      body: { resolution: 'completed', text: 'Filled.' },
    });
    const resolved = await caseOf(number);
    assert.equal(resolved.state, 'resolved');
    assert.deepEqual(
      resolved.obligations.map(({ kind }) => kind),
      ['contact_attempts'],
    );
    await operator.call('tellInWriting', { path: { number }, body: { contact: resolved.contact.id } });
    await client.advance('PT1M');
    const mails = (await mailsIn(client.server.data)).filter(({ to }) => to.includes('rosa@example.org'));
    assert.ok(mails.some(({ text }) => text.includes('the work is done')));
    await client.advance('P1D');
    const { state, obligations } = await caseOf(number);
    assert.equal(state, 'resolved');
    assert.deepEqual(
      obligations.map(({ kind }) => kind),
      ['follow_up'],
    );
  });

  test('keeps what the city does not ask, and is not refused for it', async () => {
    const number = await client.pothole({
      'attribute[colour]': 'grey',
      media_url: 'https://example.org/hole.jpg',
      device_id: '7',
    });
    assert.ok(number);
  });

  test('an empty argument is as if it were not there', async () => {
    const { status } = await client.post({
      ...POTHOLE,
      email: '',
      address_string: '',
      'attribute[damage]': '',
      jurisdiction_id: '',
    });
    assert.equal(status, 200);
  });

  test('a slip of a pin is no place', async () => {
    const { status } = await client.post({ ...POTHOLE, address_id: '#NOTPINPOINTED#' });
    assert.equal(status, 400);
  });
});

describe('a request that is refused', () => {
  const CASES = {
    'no key': [403, { key: null }, POTHOLE, ['api_key required']],
    'an unknown key': [403, { key: 'nonsense' }, POTHOLE, ['This api_key is not in force.']],
    'a key that only reads figures': [
      403,
      { scope: 'figures' },
      POTHOLE,
      ['This api_key is not for sending requests.'],
    ],
    'an empty key': [403, { key: '' }, POTHOLE, ['api_key required']],
    'no service': [400, {}, HERE, ['service_code required']],
    'an unknown service': [404, {}, { ...POTHOLE, service_code: 'no_such' }, [/service_code/]],
    'no place, no answer': [400, {}, { service_code: 'pothole' }, [/place/, 'where_in_road required']],
    'half a place': [400, {}, { ...POTHOLE, long: '' }, [/^long required/, /place/]],
    'a place beyond the earth': [400, {}, { ...POTHOLE, lat: '91' }, [/^lat must/, /place/]],
    'a place in words': [400, {}, { ...POTHOLE, lat: 'north' }, [/^lat must/, /place/]],
    'a value that is none': [
      400,
      {},
      { ...POTHOLE, 'attribute[where_in_road]': 'Traffic lane' },
      [/^where_in_road must be one of/],
    ],
    'a number in words': [
      400,
      {},
      {
        service_code: 'food_safety',
        ...HERE,
        'attribute[what]': 'ill',
        'attribute[eaten]': 'Soup',
        'attribute[people]': 'a few',
      },
      ['people must be a number.'],
    ],
    'a time that is none': [
      400,
      {},
      { service_code: 'park_maintenance', ...HERE, 'attribute[seen_at]': 'after lunch' },
      [/^seen_at must be a time/],
    ],
    'a condition met': [400, {}, { ...POTHOLE, 'attribute[damage]': 'yes' }, ['damage_what required']],
    'a long description': [400, {}, { ...POTHOLE, description: 'é'.repeat(4001) }, [/^description/]],
  };
  for (const [what, [status, { scope, ...options }, fields, wanted]] of Object.entries(CASES)) {
    test(`for ${what} is told so, mistake by mistake`, async () => {
      if (scope) options.key = await client.newKey(what, scope);
      const answer = await client.post(fields, options);
      assert.equal(answer.status, status, answer.text);
      assert.equal(answer.body[0].code, status);
      const told = errorsOf(answer);
      assert.equal(told.length, wanted.length, told.join(' | '));
      wanted.forEach((one, i) =>
        one instanceof RegExp ? assert.match(told[i], one) : assert.equal(told[i], one),
      );
      const xml = await client.post(fields, { ...options, path: 'requests.xml' });
      assert.equal(xml.status, status);
      assert.equal(textOf(xml.text, 'code'), String(status));
    });
  }

  test('4,000 characters are not too long, whatever their bytes', async () => {
    assert.equal((await client.post({ ...POTHOLE, description: 'é'.repeat(4000) })).status, 200);
  });

  test('speaks French', async () => {
    const answer = await client.post({ service_code: 'pothole', ...HERE, locale: 'fr' });
    assert.deepEqual(errorsOf(answer), ['where_in_road obligatoire']);
  });

  test('is not stored', async () => {
    const count = async () => Number((await client.ask('requests.json')).headers.get('x-total-count'));
    const before = await count();
    await client.post({ service_code: 'pothole' });
    assert.equal(await count(), before);
  });
});

describe('a batch service', () => {
  test('gives a token that always resolves, and the number within 15 minutes', async () => {
    const { status, body } = await client.post({ service_code: 'tree_planting', ...HERE });
    assert.equal(status, 200);
    const [{ token, service_request_id: none }] = body;
    assert.ok(token);
    assert.equal(none, undefined);
    const early = await client.ask(`tokens/${token}.json`);
    assert.equal(early.status, 200);
    assert.deepEqual(early.body, [{ service_request_id: null, token }]);
    const listed = await client.ask('requests.json', { query: { service_code: 'tree_planting' } });
    assert.deepEqual(listed.body, []);

    await client.advance('PT15M');
    const late = await client.ask(`tokens/${token}.json`);
    const [{ service_request_id: number }] = late.body;
    assert.match(number, /^\d{9}$/);
    assert.equal((await client.ask(`requests/${number}.json`)).body[0].service_code, 'tree_planting');
    assert.equal(textOf((await client.ask(`tokens/${token}.xml`)).text, 'service_request_id'), number);
  });

  test('has its case, owned and targeted, before its number is told', async () => {
    const supervisor = await client.staff('supervisor');
    const targets = async () => {
      const query = { scope: 'all', limit: 200 };
      const { obligations } = await supervisor.call('listObligations', { query });
      return obligations.filter(({ kind }) => kind === 'target');
    };
    const before = new Set((await targets()).map((one) => one.case));
    const [{ token }] = (await client.post({ service_code: 'tree_planting', ...HERE })).body;
    const [target, ...more] = (await targets()).filter((one) => !before.has(one.case));
    assert.deepEqual(more, []);
    const number = target.case;
    const opened = await caseOf(number);
    assert.equal(opened.state, 'open');
    assert.ok(opened.first_operator.id);
    assert.ok(target.owner.id);
    assert.ok(new Date(target.due) > new Date(opened.opened_at));
    assert.equal((await client.ask(`requests/${number}.json`)).status, 404);
    assert.deepEqual((await client.ask('requests.json', { query: { service_request_id: number } })).body, []);
    await client.advance('PT15M');
    assert.equal((await client.ask(`tokens/${token}.json`)).body[0].service_request_id, number);
    assert.equal((await client.ask(`requests/${number}.json`)).status, 200);
  });

  test('a token that we did not give is unknown', async () => {
    for (const token of ['x', 'r1~AAAA', '12']) {
      assert.equal((await client.ask(`tokens/${token}.json`)).status, 404, token);
    }
  });
});

describe('a repeat', () => {
  test('with the same Idempotency-Key gets the first answer', async () => {
    const headers = { 'Idempotency-Key': 'one' };
    const first = await client.post(POTHOLE, { headers });
    const again = await client.post(POTHOLE, { headers });
    assert.equal(again.text, first.text);
  });

  test('is known for one however the body was cut into parts', async () => {
    const send = () => {
      const body = new FormData(); // each has a boundary of its own
      for (const [name, value] of Object.entries({ ...POTHOLE, api_key: client.key }))
        body.append(name, value);
      return client.ask('requests.json', { method: 'POST', body, headers: { 'Idempotency-Key': 'parts' } });
    };
    const first = await send();
    assert.equal(first.status, 200);
    assert.equal((await send()).text, first.text);
  });

  test('with the same key and another request is refused', async () => {
    const headers = { 'Idempotency-Key': 'two' };
    await client.post(POTHOLE, { headers });
    const other = await client.post({ ...POTHOLE, description: 'Another' }, { headers });
    assert.equal(other.status, 422);
    assert.equal(other.body[0].code, 422);
  });

  test('with a key of another application is another request', async () => {
    const headers = { 'Idempotency-Key': 'three' };
    const key = await client.newKey('other app');
    const first = await client.post(POTHOLE, { headers });
    const second = await client.post(POTHOLE, { headers, key });
    assert.notEqual(second.text, first.text);
  });
});

test('too many requests with one key are told when to come again', async (t) => {
  const limited = await Client.start({ KEPT311_OPEN311_REQUESTS_A_MINUTE: '2' });
  t.after(() => limited.stop());
  assert.equal((await limited.post(POTHOLE)).status, 200);
  assert.equal((await limited.post(POTHOLE)).status, 200);
  const refused = await limited.post(POTHOLE);
  assert.equal(refused.status, 429);
  assert.equal(refused.body[0].code, 429);
  // Two a minute are one in 30 seconds, of which some have passed.
  const wait = Number(refused.headers.get('retry-after'));
  assert.ok(wait > 15 && wait <= 30, `${wait}`);
  assert.equal((await limited.ask('requests.json')).status, 200); // reading has no rate
  await limited.advance('P1D'); // rates run on the machine's own clock
  assert.equal((await limited.post(POTHOLE)).status, 429);
});

test('a key may have a rate of its own, and spends no other’s', async () => {
  const slow = await client.newKey('slow', 'requests', 1);
  assert.equal((await client.post(POTHOLE, { key: slow })).status, 200);
  const refused = await client.post(POTHOLE, { key: slow });
  assert.equal(refused.status, 429);
  const wait = Number(refused.headers.get('retry-after'));
  assert.ok(wait > 30 && wait <= 60, `${wait}`);
  const quick = await client.newKey('quick', 'requests', 1000);
  for (let i = 0; i < 3; i += 1) assert.equal((await client.post(POTHOLE, { key: quick })).status, 200);
  assert.equal((await client.post(POTHOLE)).status, 200);
  assert.equal((await client.post(POTHOLE, { key: slow })).status, 429);
});

test('what was received stands as its events tell it', async () => {
  await client.server.verify();
});

test(`the base works with and without doubled slashes`, async () => {
  const body = new URLSearchParams({ ...POTHOLE, api_key: client.key });
  assert.equal((await client.ask(`${BASE}/requests.json`, { method: 'POST', body })).status, 200);
});
