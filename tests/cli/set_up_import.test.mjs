// A city's set-up as CSV: articles, staff, departments, services, addresses. Rows that cannot be read
// are refused alone, the same file again changes nothing, and a server beside it shows what is new.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CODE, demoCity, forgetDemoCity, kept311, ROOT, serving, signIn } from './program.mjs';

after(forgetDemoCity);

const file = (name) => join(ROOT, 'tests/cli/files', `${name}.csv`);
const ADDRESSES = [
  ...['--layer', 'kites', '--id-field', 'ADDRESS_ID', '--name-field', 'ADDRESS'],
  ...['--lat-field', 'LATITUDE', '--lng-field', 'LONGITUDE'],
];

/** Imports, and checks what holds of every import: one line, whose counts add up. */
async function imported(data, kind, path, ...words) {
  const done = await kept311(['import', kind, path, '--data', data, '--json', ...words]);
  assert.equal(done.code, CODE.done, done.stderr);
  const counts = JSON.parse(done.stdout);
  assert.deepEqual(Object.keys(counts), ['read', 'created', 'updated', 'unchanged', 'refused', 'seconds']);
  assert.match(done.stdout, /"seconds":\d+\.\d+}/); // as people write it: no 8.9E-1
  const { read, created, updated, unchanged, refused } = counts;
  assert.equal(read, created + updated + unchanged + refused);
  return { counts: [created, updated, unchanged, refused], told: done.stderr };
}

/** Why rows were refused, as [line, column, value, reason]; none of these has a quote or comma in it. */
async function refused(path) {
  const rows = (await readFile(path, 'utf8')).split('\r\n').slice(1, -1);
  return rows.map((row) => row.slice(1, -1).split('","').slice(0, 4));
}

/** The set-up as files. */
async function exported(data, directory) {
  const done = await kept311(['config', 'export', directory, '--data', data]);
  assert.equal(done.code, CODE.done, done.stderr);
  return (name) => readFile(join(directory, name), 'utf8');
}

test('articles: what is wrong is refused alone, with line, column and reason', async (t) => {
  const { data, directory } = await demoCity(t);
  const rejects = join(directory, 'refused.csv');
  const first = await imported(data, 'articles', file('articles'), '--rejects', rejects);
  assert.deepEqual(first.counts, [2, 0, 0, 4]);
  assert.match(first.told, /1 articles have no text in fr/);
  assert.deepEqual(await refused(rejects), [
    ['5', 'department', 'astronomy', 'there is no such department'],
    ['6', 'answer_en', '', 'this is missing'],
    ['7', 'key', 'kite-permit', 'line 2 has this key already'],
    ['8', 'services', 'pothole;warp_drive', 'there is no service warp_drive'],
  ]);
  const read = await exported(data, join(directory, 'files'));
  assert.equal(
    await read('articles/kite-permit.md'),
    [
      '+++',
      "card = { hours = '', name = 'Parks desk', phone = '+14165550134', role = '' }",
      "department = 'parks'",
      "key = 'kite-permit'",
      "review_date = '2027-05-31'",
      'services = []',
      "synonyms_en = [ 'kiting', 'kite flying' ]",
      'synonyms_fr = []',
      '+++',
      '',
      '# en',
      '',
      '## Question',
      'Do I need a permit to fly a kite in a park?',
      '',
      '## Answer',
      'No. Kites of up to **2 kg** need none, in any park.',
      'Keep clear of the *bandstand*.',
      '',
      '## Script',
      'You need no permit.',
      '',
      '# fr',
      '',
      '## Question',
      'Faut-il un permis pour faire voler un cerf-volant?',
      '',
      '## Answer',
      'Non.',
      '',
      '## Script',
      '',
      '',
    ].join('\n'),
  );

  // Mended there, and imported from there.
  const mended = (await readFile(rejects, 'utf8')).replace('"astronomy"', '"parks"');
  await writeFile(rejects, mended.replaceAll('astronomy', 'parks'));
  assert.deepEqual((await imported(data, 'articles', rejects)).counts, [1, 1, 0, 2]);
});

test('the same file again changes nothing, a newer one only what it says, and a dry run nothing', async (t) => {
  const { data, directory } = await demoCity(t);
  const dry = await imported(data, 'articles', file('articles'), '--dry-run');
  assert.deepEqual(dry.counts, [2, 0, 0, 4]);
  assert.deepEqual((await imported(data, 'articles', file('articles'))).counts, [2, 0, 0, 4]);
  assert.deepEqual((await imported(data, 'articles', file('articles'))).counts, [0, 0, 2, 4]);

  const newer = join(directory, 'newer.csv');
  await writeFile(
    newer,
    'Key,Answer EN\nkite-permit,Only on windy days.\nzamboni-tours,"Yes, on Mondays: ask the rink."\n',
  );
  assert.deepEqual((await imported(data, 'articles', newer, '--dry-run')).counts, [0, 1, 1, 0]);
  assert.deepEqual((await imported(data, 'articles', newer)).counts, [0, 1, 1, 0]);
  const text = await (await exported(data, join(directory, 'files')))('articles/kite-permit.md');
  assert.match(text, /Only on windy days\.\n\n## Script\nYou need no permit\./);
  assert.match(text, /synonyms_en = \[ 'kiting'/);
});

test('a server beside it finds a new article, and one that was changed', async (t) => {
  const { data, directory, named } = await demoCity(t);
  const { origin } = await serving(t, data);
  const { cookie } = await signIn(origin, named('operator'));
  const found = async (words) => {
    const url = `${origin}/api/v1/search?q=${encodeURIComponent(words)}`;
    const answer = await (await fetch(url, { headers: { cookie } })).json();
    return answer.articles.map(({ key }) => key);
  };
  assert.ok(!(await found('kite flying permit')).includes('kite-permit'));
  await imported(data, 'articles', file('articles'));
  assert.equal((await found('kite flying permit'))[0], 'kite-permit');
  const newer = join(directory, 'newer.csv');
  await writeFile(newer, 'key,synonyms_en\nkite-permit,wobblegong\n');
  await imported(data, 'articles', newer);
  assert.equal((await found('wobblegong'))[0], 'kite-permit');
});

test('people refer to each other in any order; who is refused is there for nobody', async (t) => {
  const { data, directory } = await demoCity(t);
  const rejects = join(directory, 'refused.csv');
  const words = ['--rejects', rejects];
  const dry = await imported(data, 'staff', file('staff'), '--dry-run', ...words);
  assert.deepEqual(dry.counts, [2, 0, 0, 4]);
  const { counts, told } = await imported(data, 'staff', file('staff'), ...words);
  assert.deepEqual(counts, [2, 0, 0, 4]);
  assert.match(told, /Nothing is read from the columns Floor/);
  const why = await refused(rejects);
  assert.deepEqual(
    why.map((one) => one.slice(0, 3)),
    [
      ['4', 'Key', 'Bad Name'],
      ['5', 'Role', 'wizard'],
      ['6', 'Manager', 'lena.novak'],
      ['7', 'Phone', '12'],
    ],
  );
  assert.deepEqual((await imported(data, 'staff', file('staff'))).counts, [0, 0, 2, 4]);

  // Kim could stand only with Lena, and Jo only with Kim: the three come together.
  const mended = (await readFile(rejects, 'utf8')).replace('"wizard"', '"operator"').replaceAll('"12"', '""');
  await writeFile(
    rejects,
    mended.replace('"lena.novak","Lena Novak","wizard"', '"lena.novak","Lena Novak","operator"'),
  );
  assert.deepEqual((await imported(data, 'staff', rejects)).counts, [3, 0, 0, 1]);

  const departments = await imported(data, 'departments', file('departments'), ...words);
  assert.deepEqual(departments.counts, [1, 0, 0, 2]);
  assert.deepEqual(await refused(rejects), [
    ['3', 'manager', 'nobody.here', 'there is no staff member nobody.here'],
    ['4', 'delegates', '', 'nobody stands in for its manager'],
  ]);
  assert.deepEqual((await imported(data, 'departments', file('departments'))).counts, [0, 0, 1, 2]);

  const read = await exported(data, join(directory, 'files'));
  const library = (await read('departments.toml'))
    .split('[[department]]')
    .find((one) => one.includes("'library'"));
  assert.match(library, /manager = 'ada\.byron'/);
  assert.match(library, /calendar = 'city_hall'|calendar = 'transportation'/); // the hours of the clerk's
  assert.match(library, /phone = '\+14165550172'/);
  const checked = await kept311(['config', 'check', join(directory, 'files'), '--data', data]);
  assert.equal(checked.code, CODE.done, checked.stderr);
});

test('shifts have a column for each day', async (t) => {
  const { data, directory } = await demoCity(t);
  const shifts = join(directory, 'shifts.csv');
  const shiftsOf = async (name) => {
    const staff = (await exported(data, join(directory, name)))('staff.toml');
    const one = (await staff).split('[[staff]]').find((each) => each.includes("key = 'ines.barreto'"));
    return /shifts = (.*)/.exec(one)?.[1];
  };
  await writeFile(
    shifts,
    'key,name,mon,sat\nines.barreto,Inês Barreto,"07:00-11:00;12:00-15:00",08:00-12:00\n',
  );
  assert.deepEqual((await imported(data, 'staff', shifts)).counts, [0, 1, 0, 0]);
  const planned = await shiftsOf('planned');
  assert.match(planned, /mon = \[ '07:00-11:00', '12:00-15:00' \]/);
  assert.match(planned, /sat = \[ '08:00-12:00' \]/);
  assert.doesNotMatch(planned, /tue/);
  assert.deepEqual((await imported(data, 'staff', shifts)).counts, [0, 0, 1, 0]);
  await writeFile(
    shifts,
    'key,name,mon\nines.barreto,Inês Barreto,8 to 12\nines.barreto,Inês Barreto,12:00-08:00\n',
  );
  assert.deepEqual((await imported(data, 'staff', shifts)).counts, [0, 0, 0, 2]);
  assert.equal(await shiftsOf('after'), planned);
});

test('a file of staff that would leave no supervisor changes nothing', async (t) => {
  const { data, directory } = await demoCity(t);
  const before = await (await exported(data, join(directory, 'before')))('staff.toml');
  const supervisors = before
    .split('[[staff]]')
    .filter((one) => one.includes("role = 'supervisor'"))
    .map((one) => /^key = '(.*)'$/m.exec(one)[1]);
  assert.ok(supervisors.length > 1);
  const all = join(directory, 'staff.csv');
  await writeFile(all, `key,role\n${supervisors.map((key) => `${key},operator\n`).join('')}`);
  const done = await kept311(['import', 'staff', all, '--data', data, '--json']);
  assert.equal(done.code, CODE.refused);
  assert.equal(JSON.parse(done.stderr).error, 'staff.last_supervisor');
  assert.equal(await (await exported(data, join(directory, 'after')))('staff.toml'), before);
});

test('services and addresses', async (t) => {
  const { data, directory } = await demoCity(t);
  const rejects = join(directory, 'refused.csv');
  const services = await imported(data, 'services', file('services'), '--rejects', rejects);
  assert.deepEqual(services.counts, [1, 0, 0, 2]);
  assert.deepEqual(
    (await refused(rejects)).map((one) => one.slice(0, 3)),
    [
      ['3', 'target_minutes', 'soon'],
      ['4', 'follow_up', 'often'],
    ],
  );
  assert.deepEqual((await imported(data, 'services', file('services'))).counts, [0, 0, 1, 2]);
  // What no column tells stays: the script of the intake.
  const renamed = join(directory, 'renamed.csv');
  await writeFile(renamed, 'code,name_en\npothole,Hole in the road\n');
  assert.deepEqual((await imported(data, 'services', renamed)).counts, [0, 1, 0, 0]);
  const read = await exported(data, join(directory, 'files'));
  const pothole = (await read('services.toml')).split('[[service]]').find((one) => one.includes("'pothole'"));
  assert.match(pothole, /name_en = 'Hole in the road'/);
  assert.match(pothole, /code = 'where_in_road'/);
  assert.match(pothole, /target_minutes = 2400/);

  const first = await imported(data, 'addresses', file('addresses'), ...ADDRESSES, '--rejects', rejects);
  assert.deepEqual(first.counts, [2, 0, 0, 2]);
  assert.deepEqual(await refused(rejects), [
    ['4', 'LATITUDE', 'north', 'this is no number of degrees'],
    ['5', 'ADDRESS_ID', '9002', 'line 3 has this key already'],
  ]);
  assert.deepEqual((await imported(data, 'addresses', file('addresses'), ...ADDRESSES)).counts, [0, 0, 2, 2]);
});

test('a file that lacks a column it needs, and one that would be written over, are refused as a whole', async (t) => {
  const { data, directory } = await demoCity(t);
  const keyless = join(directory, 'keyless.csv');
  await writeFile(keyless, 'question_en,answer_en\nWhy?,Because.\n');
  const lacking = await kept311(['import', 'articles', keyless, '--data', data]);
  assert.equal(lacking.code, CODE.usage);
  assert.match(lacking.stderr, /no column 'key'; it has: question_en, answer_en/);
  const why = join(directory, 'why.csv');
  await writeFile(why, 'key,department,question_en,answer_en\nwhy,parks,Why?,Because.\n');
  const over = await kept311(['import', 'articles', why, '--rejects', why, '--data', data]);
  assert.equal(over.code, CODE.usage);
  assert.match(await readFile(why, 'utf8'), /Because/);
});
