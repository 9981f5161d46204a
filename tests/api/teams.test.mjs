// A department passes a case to one of its teams, and sees what its team owes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { forgetDemoCities } from '../support/server.mjs';
import { City } from './city.mjs';

let city;
let streets;
before(async () => {
  city = await City.start();
  streets = city.catalogue.departments.find(({ teams }) => teams.length > 0);
});
after(async () => {
  await city?.stop();
  await forgetDemoCities();
});

const give = async (role, number, team) =>
  (await city.as(role)).send('giveToTeam', { path: { number }, body: { team } });

const targetOf = ({ obligations }) => obligations.find(({ kind }) => kind === 'target');

test('a service that is a team’s is owed by its lead, or by who covers', async () => {
  const service = city.catalogue.services.find(({ team }) => team !== null);
  const team = streets.teams.find(({ id }) => id === service.team);
  const opened = await city.request({ service: service.id, attributes: {} });
  assert.equal(opened.team, team.id);
  assert.equal(targetOf(opened).owner.id, team.lead.id);
});

test('a department gives its case to another team; the lead finds it among what is owed', async () => {
  const opened = await city.request();
  const [team] = streets.teams;
  assert.equal(opened.team, null);
  const given = await give('manager', opened.number, team.id);
  assert.equal(given.status, 200, JSON.stringify(given.body));
  assert.equal(given.body.team, team.id);
  assert.equal(targetOf(given.body).owner.id, team.lead.id);
  // Tomás is in that team, and does not lead it.
  const delegate = await city.as('delegate');
  const { obligations } = await delegate.call('listObligations', { query: { scope: 'team' } });
  const owners = new Set(obligations.map(({ owner }) => owner.id));
  assert.ok(obligations.some((one) => one.case === opened.number));
  assert.ok(!owners.has(streets.manager.id), 'the manager is in no team');
});

test('who is in no team sees what they owe themselves', async () => {
  const { staff } = city.operator.session;
  const { obligations } = await city.operator.call('listObligations', { query: { scope: 'team' } });
  assert.ok(obligations.every(({ owner }) => owner.id === staff.id));
});

test('another department’s people do not give it away, nor to another department’s team', async () => {
  const opened = await city.request();
  const [team] = streets.teams;
  assert.equal((await give('manager2', opened.number, team.id)).status, 403);
  const question = await city.question({ promise: false });
  const refused = await give('operator', question.case.number, team.id);
  assert.equal(refused.status, 422);
  assert.equal(refused.body.errors[0].pointer, '/team');
});

/** What the figures say that a team has. */
const figuresOf = async (team) =>
  (await (await city.as('supervisor')).call('readMeasures')).teams.find(({ id }) => id === team);

test('the cases of a team are listed and counted, until another department has them', async () => {
  const [team] = streets.teams;
  const before = await figuresOf(team.id);
  assert.equal(before.department, streets.id);
  const { number } = await city.request();
  await give('manager', number, team.id);
  assert.equal((await figuresOf(team.id)).open, before.open + 1);
  const listed = async (query) =>
    (await city.operator.call('listCases', { query })).cases.map((one) => one.number);
  assert.ok((await listed({ team: team.id })).includes(number));
  assert.ok((await listed({ team: team.id, state: 'open' })).includes(number));
  assert.ok(!(await listed({ team: team.id, state: 'closed' })).includes(number));
  assert.ok(!(await listed({ team: streets.teams[1].id })).includes(number));

  const other = city.catalogue.departments.find(({ id }) => id !== streets.id);
  await city.operator.call('askDepartment', {
    path: { number },
    body: { department: other.id, text: 'Is it yours?' },
  });
  assert.ok(!(await listed({ team: team.id })).includes(number));
  assert.deepEqual(await figuresOf(team.id), before);
});
