// A complaint about a person is kept from that person and from all who report to them: to them it
// is as if it did not exist, wherever cases are read.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { forgetDemoCities } from '../support/server.mjs';
import { City, later } from './city.mjs';

const WORDS = 'He shouted at the ombudsperson of the swans.';

let city;
let about;
let caller;
let made;
const accounts = {};

before(async () => {
  city = await City.start();
  for (const name of ['operator', 'supervisor', 'manager', 'delegate']) accounts[name] = await city.as(name);
  about = accounts.manager.session.staff.id;
  caller = await city.contact('Swan Warden');
  const open = async (kind, summary, point) => {
    const call = await city.inbound(caller);
    return city.operator.call('openCase', {
      body: {
        interaction: call.id,
        kind,
        summary,
        about_staff: about,
        point,
        promise: { words: 'I will call you back.' },
      },
    });
  };
  made = {
    complaint: await open('complaint', WORDS, { lat: 43.66, lng: -79.35 }),
    compliment: await open('compliment', 'He was kind to the swans.', { lat: 43.71, lng: -79.48 }),
  };
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

/** Everywhere that a case may be met -> whether it is there. */
const PLACES = {
  'by its number': async (api, { number }) => {
    const { status, body } = await api.send('readCase', { path: { number } });
    if (status !== 200) assert.equal(body.type, 'urn:kept311:problem:case.unknown');
    return status === 200;
  },
  'in the list': async (api, { number }) =>
    (await api.call('listCases', { query: { limit: 200 } })).cases.some((line) => line.number === number),
  'among those in a state': async (api, { number }) =>
    (await api.call('listCases', { query: { state: 'open', limit: 200 } })).cases.some(
      (line) => line.number === number,
    ),
  'on the map': async (api, { point: { lat, lng } }) => {
    const bbox = [lng - 0.001, lat - 0.001, lng + 0.001, lat + 0.001].join(',');
    return (await api.call('mapCases', { query: { bbox, zoom: 15 } })).count > 0;
  },
  'in the search for its number': async (api, { number }) =>
    (await api.call('search', { query: { q: number } })).cases.length > 0,
  'in the search for its words': async (api, { number }) =>
    (await api.call('search', { query: { q: 'swans' } })).cases.some((line) => line.number === number),
  'in the search for the telephone': async (api, { number }) =>
    (await api.call('search', { query: { q: caller.phones[0] } })).cases.some(
      (line) => line.number === number,
    ),
};

describe('a complaint', () => {
  const SEES = { operator: true, supervisor: true, manager: false, delegate: false };
  for (const [name, sees] of Object.entries(SEES)) {
    for (const [place, isThere] of Object.entries(PLACES)) {
      test(`${name} ${sees ? 'finds' : 'does not find'} it ${place}`, async () => {
        assert.equal(await isThere(accounts[name], made.complaint), sees);
        // A compliment is for them; whose telephone it came from is not (find_cases.h).
        const asksWho = place === 'in the search for the telephone';
        assert.equal(await isThere(accounts[name], made.compliment), sees || !asksWho, 'the compliment');
      });
    }
  }

  test('is owed in sight of others only', async () => {
    for (const [name, sees] of Object.entries({ supervisor: true, manager: false })) {
      const { obligations } = await accounts[name].call('listObligations', { query: { scope: 'all' } });
      assert.equal(
        obligations.some((one) => one.case === made.complaint.number),
        sees,
        name,
      );
    }
  });

  test('takes nothing from whom it is about', async () => {
    const outcome = await accounts.manager.send('recordOutcome', {
      path: { number: made.complaint.number },
      body: { resolution: 'answered', text: 'He did not.' },
    });
    assert.equal(outcome.body.type, 'urn:kept311:problem:case.unknown');
    const kept = await accounts.manager.send('recordKept', {
      path: { promise: made.complaint.promises[0].id },
      body: { contact_at: later(0) },
    });
    assert.equal(kept.body.type, 'urn:kept311:problem:duty.unknown');
  });

  test('alerts them of nothing', async () => {
    await city.operator.call('setTestClock', { body: { advance: 'P2D' } });
    const about = async (name, { number }) =>
      (await accounts[name].call('listAlerts')).alerts.filter((alert) => alert.case === number).length;
    assert.ok((await about('supervisor', made.complaint)) > 0, 'its promise is broken');
    assert.equal(await about('manager', made.complaint), 0);
    assert.ok((await about('manager', made.compliment)) > 0);
  });
});
