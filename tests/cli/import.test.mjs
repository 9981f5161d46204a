// A city's records of the time before: CSV in the dialects of the ready maps, rows that are refused,
// repeats, what stopped half-way, and a server beside it.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { CODE, ROOT, demoCity, forgetDemoCity, kept311, serving, signIn } from './program.mjs';

after(forgetDemoCity);

const run = promisify(execFile);
const file = (name) => join(ROOT, 'tests/cli/files', name);
const map = (name) => join(ROOT, 'config/maps', `${name}.toml`);

/** Imports, and checks what holds of every import: one line, whose counts add up. */
async function imported(data, mapName, path, ...words) {
  const done = await kept311([
    'import',
    'csv',
    '--map',
    map(mapName),
    path,
    '--data',
    data,
    '--json',
    ...words,
  ]);
  assert.equal(done.code, CODE.done, done.stderr);
  const lines = done.stdout.trim().split('\n');
  assert.equal(lines.length, 1);
  const counts = JSON.parse(lines[0]);
  assert.deepEqual(Object.keys(counts), ['read', 'created', 'updated', 'unchanged', 'refused', 'seconds']);
  const { read, created, updated, unchanged, refused } = counts;
  assert.equal(read, created + updated + unchanged + refused);
  return { counts: [created, updated, unchanged, refused], told: done.stderr };
}

/** Columns of the records, in the order of their numbers. */
async function stored(data, columns) {
  const sql = `SELECT ${columns} FROM historic_records ORDER BY source, source_id`;
  const { stdout } = await run('sqlite3', ['-json', join(data, 'kept311.db'), sql]);
  return stdout ? JSON.parse(stdout) : [];
}

const utc = (text) => Date.parse(text);

test('every ready map reads its dialect, and a second import changes nothing', async (t) => {
  const { data } = await demoCity(t);
  const dialects = [
    ['chicago', 'chicago.csv', [4, 0, 0, 1]],
    ['chicago-before-2018', 'chicago-before-2018.csv', [3, 0, 0, 0]],
    ['nyc', 'nyc.csv', [3, 0, 0, 0]],
    ['nyc', 'nyc-api.csv', [2, 0, 0, 0]],
    ['nyc-closed-2020', 'nyc-closed-2020.csv', [3, 0, 0, 3]],
    ['toronto', 'toronto.csv', [3, 0, 0, 0]],
    ['toronto', 'toronto-other-names.csv', [2, 0, 0, 0]],
  ];
  for (const [mapName, name, expected] of dialects) {
    assert.deepEqual((await imported(data, mapName, file(name))).counts, expected, name);
  }
  for (const [mapName, name, [created, , , refused]] of dialects) {
    const again = await imported(data, mapName, file(name));
    assert.deepEqual(again.counts, [0, 0, created, refused], name);
  }
  const checked = await kept311(['verify', '--data', data, '--json']);
  assert.equal(checked.code, CODE.done, checked.stderr);
  assert.equal(JSON.parse(checked.stdout).historic_records, 20);
});

test('a record has what its row says', async (t) => {
  const { data } = await demoCity(t);
  await imported(data, 'chicago', file('chicago.csv'));
  const [, , duplicate] = await stored(data, '*');
  const { id, digest, cell, wide_cell, ...rest } = duplicate;
  assert.ok(id > 0 && digest.length === 32 && cell > 0 && wide_cell > 0);
  assert.deepEqual(rest, {
    jurisdiction_id: 1,
    source: 'chicago',
    source_id: 'SR21-00000630',
    service_code: 'SWSNOREM',
    service_name: 'Snow – Uncleared Sidewalk Complaint',
    open: 0,
    status_word: 'Completed',
    requested_at: utc('2021-01-01T12:20:00-06:00'),
    updated_at: utc('2021-01-02T09:30:26-06:00'),
    closed_at: utc('2021-01-02T09:30:00-06:00'),
    address: '4102 N Kedvale AVE',
    lat: 41.9551,
    lng: -87.7301,
    department: 'CDOT - Department of Transportation',
    areas: '{"community area":"16","ward":"45"}',
    channel: 'Mobile Device',
    parent_id: 'SR21-00000629',
    resolution: '',
  });
});

test('marks, line ends, quotes and both odd hours of New York are read, and told', async (t) => {
  const { data } = await demoCity(t);
  const { told } = await imported(data, 'nyc', file('nyc.csv'));
  assert.match(told, /1 times stand in the hour that comes twice/);
  assert.match(told, /1 times stand in the hour that does not exist/);
  const rows = await stored(data, 'source_id, requested_at, address, resolution, areas, lat');
  assert.deepEqual(rows, [
    {
      source_id: '40605866',
      requested_at: utc('2018-11-04T01:30:00-04:00'),
      address: 'JEROME AVENUE / EAST 196 STREET',
      resolution: '',
      areas: '{"borough":"BRONX","community board":"07 BRONX","zip code":"10468"}',
      lat: null,
    },
    {
      source_id: '40605867',
      requested_at: utc('2018-03-11T03:00:00-04:00'),
      address: '',
      resolution: 'First line\nsecond line',
      areas: '{"zip code":"10468"}',
      lat: null,
    },
    {
      source_id: '40611598',
      requested_at: utc('2018-10-21T00:00:00-04:00'),
      address: '73-42 68 AVENUE',
      resolution: 'The Police Department responded to the complaint, and took action.',
      areas: '{"borough":"QUEENS","community board":"05 QUEENS","zip code":"11379"}',
      lat: 40.71051893,
    },
  ]);
});

test('refused rows go into a file with line, column and reason, and can be imported from it', async (t) => {
  const { data, directory } = await demoCity(t);
  const rejects = join(directory, 'refused.csv');
  const { told } = await imported(data, 'nyc-closed-2020', file('nyc-closed-2020.csv'), '--rejects', rejects);
  assert.match(told, /2 refused: 5: this is none of the words that may stand here/);
  assert.match(told, /1 requests were closed before they were made/);
  assert.equal(
    await readFile(rejects, 'utf8'),
    [
      '"line","column","value","reason"',
      '"3","5","05 QUEENS","this is none of the words that may stand here","46920295","07/21/2020 02:13:58 PM","09/05/2020 01:37:31 PM","Damaged Tree","05 QUEENS"',
      '"4","5","3047010038","this is none of the words that may stand here","46920296","07/21/2020 02:13:58 PM","09/05/2020 01:37:31 PM","Street Light Condition","3047010038"',
      '"5","","4","that many columns stand here, and not 5","46920297","07/21/2020 02:13:58 PM","09/05/2020 01:37:31 PM","Street Light Condition"',
      '',
    ].join('\r\n'),
  );

  await imported(data, 'chicago', file('chicago.csv'), '--rejects', rejects);
  const mended = (await readFile(rejects, 'utf8')).replaceAll('"Lost"', '"Completed"');
  await writeFile(rejects, mended);
  assert.deepEqual((await imported(data, 'chicago', rejects)).counts, [1, 0, 0, 0]);
});

test('an updated file updates; an older one that comes after it does not', async (t) => {
  const { data, directory } = await demoCity(t);
  const older = file('chicago.csv');
  const newer = join(directory, 'newer.csv');
  const text = await readFile(older, 'utf8');
  const row =
    'CDOT - Department of Transportation,Open,Internet,2021-01-01T12:13:14.000,2021-01-01T12:13:20.000,';
  assert.ok(text.includes(row));
  const now = row.replace(',Open,', ',Completed,').replace('12:13:20', '18:00:00');
  await writeFile(newer, text.replace(row, now));
  await imported(data, 'chicago', older);
  assert.deepEqual((await imported(data, 'chicago', newer)).counts, [0, 1, 3, 1]);
  assert.deepEqual((await imported(data, 'chicago', older)).counts, [0, 0, 4, 1]);
  const [, record] = await stored(data, 'source_id, open');
  assert.deepEqual(record, { source_id: 'SR21-00000629', open: 0 });
});

test('a dry run says the same and changes nothing', async (t) => {
  const { data } = await demoCity(t);
  assert.deepEqual((await imported(data, 'chicago', file('chicago.csv'), '--dry-run')).counts, [4, 0, 0, 1]);
  assert.deepEqual(await stored(data, 'id'), []);
  await imported(data, 'chicago', file('chicago.csv'));
  assert.deepEqual((await imported(data, 'chicago', file('chicago.csv'), '--dry-run')).counts, [0, 0, 4, 1]);
});

test('gzip and zip are read; what is broken or ambiguous is not', async (t) => {
  const { data, directory } = await demoCity(t);
  const gz = join(directory, 'chicago.csv.gz');
  await writeFile(gz, gzipSync(await readFile(file('chicago.csv'))));
  assert.deepEqual((await imported(data, 'chicago', gz)).counts, [4, 0, 0, 1]);
  assert.deepEqual((await imported(data, 'nyc', file('nyc.zip'))).counts, [3, 0, 0, 0]);

  const words = (path) => ['import', 'csv', '--map', map('chicago'), path, '--data', data];
  const ambiguous = await kept311(words(file('two.zip')));
  assert.equal(ambiguous.code, CODE.usage);
  assert.match(ambiguous.stderr, /nyc\.csv and chicago\.csv/);
  const cut = join(directory, 'cut.csv.gz');
  const whole = await readFile(gz);
  await writeFile(cut, whole.subarray(0, whole.length / 2));
  assert.equal((await kept311(words(cut))).code, CODE.usage);
});

test('what is wrong with map, file or city is said', async (t) => {
  const { data, directory } = await demoCity(t);
  const bad = join(directory, 'bad.toml');
  await writeFile(bad, 'source = "x"\ntimes = ["%Y-%m-%d"]\n[columns]\nnumber = "Number"\n');
  const wrongMap = await kept311(['import', 'csv', '--map', bad, file('nyc.csv'), '--data', data]);
  assert.equal(wrongMap.code, CODE.usage);
  assert.match(wrongMap.stderr, /bad\.toml:4: columns: there is no key 'number'/);
  const otherFile = await kept311([
    'import',
    'csv',
    '--map',
    map('chicago'),
    file('nyc.csv'),
    '--data',
    data,
  ]);
  assert.equal(otherFile.code, CODE.usage);
  assert.match(otherFile.stderr, /no column 'SR_NUMBER', which is its id/);
  const noFile = await kept311([
    'import',
    'csv',
    '--map',
    map('nyc'),
    join(directory, 'none'),
    '--data',
    data,
  ]);
  assert.equal(noFile.code, CODE.notThere);
  const noCity = await kept311(['import', 'csv', '--map', map('nyc'), file('nyc.csv'), '--data', directory]);
  assert.equal(noCity.code, CODE.notThere);
});

/** A file of so many rows in Chicago's form; each tenth has a status that is none. */
async function longFile(path, rows) {
  const lines = ['sr_number,sr_type,status,created_date'];
  for (let i = 0; i < rows; i += 1) {
    lines.push(`SR-${i},Pothole in Street,${i % 10 === 9 ? 'Lost' : 'Completed'},2021-01-01T00:00:09.000`);
  }
  await writeFile(path, `${lines.join('\n')}\n`);
}

/** Rows that the running import has committed so far. */
async function committed(data) {
  const sql = 'SELECT coalesce(max(rows), 0) FROM historic_imports';
  const { stdout } = await run('sqlite3', ['-cmd', '.timeout 5000', join(data, 'kept311.db'), sql]);
  return Number(stdout);
}

test('an import that was killed goes on where it was, to the same end, also after a server ran', async (t) => {
  const { data, directory } = await demoCity(t);
  const path = join(directory, 'long.csv');
  const rows = 60_000;
  await longFile(path, rows);
  const words = ['import', 'csv', '--map', map('chicago'), path, '--data', data];
  const child = spawn(resolve(ROOT, process.env.KEPT311_BINARY ?? 'build/dev/kept311'), words, { cwd: ROOT });
  const ended = new Promise((gone) => child.once('exit', (code, signal) => gone(signal)));
  let done = 0;
  while (done === 0) done = await committed(data);
  child.kill('SIGKILL');
  assert.equal(await ended, 'SIGKILL', 'it was killed before it had ended');
  done = await committed(data);
  assert.ok(done < rows);
  const { stop } = await serving(t, data);
  await stop();
  const whole = await kept311(['verify', '--data', data]);
  assert.equal(whole.code, CODE.done, 'a server has made the indexes that were left out');

  const rejects = join(directory, 'refused.csv');
  const { counts, told } = await imported(data, 'chicago', path, '--rejects', rejects);
  assert.match(told, new RegExp(`Went on after row ${done}`));
  assert.deepEqual(counts, [rows * 0.9, 0, 0, rows * 0.1]);
  const refused = (await readFile(rejects, 'utf8')).trim().split('\n');
  assert.equal(refused.length, rows * 0.1 + 1, 'with those that were refused before the kill');
  assert.equal(await committed(data), 0);
  assert.deepEqual((await imported(data, 'chicago', path)).counts, [0, 0, rows * 0.9, rows * 0.1]);
  assert.equal((await kept311(['verify', '--data', data])).code, CODE.done);
});

test('beside a running server, which goes on working', async (t) => {
  const { data, directory } = await demoCity(t);
  const path = join(directory, 'long.csv');
  await longFile(path, 10_000);
  const { origin } = await serving(t, data);
  const importing = imported(data, 'chicago', path);
  let over = false;
  void importing.finally(() => {
    over = true;
  });
  let changed = 0;
  for (; !over; changed += 1) {
    const made = await kept311(['apikey', 'create', '--name', `beside ${changed}`, '--data', data]);
    assert.equal(made.code, CODE.done, made.stderr);
    assert.equal((await fetch(`${origin}/readyz`)).status, 200);
  }
  assert.deepEqual((await importing).counts, [9000, 0, 0, 1000]);
  assert.ok(changed > 0);
  assert.ok((await stat(join(data, 'kept311.db'))).size > 0);
});

test('an operator finds them by number and by words of service and place', async (t) => {
  const city = await demoCity(t);
  await imported(city.data, 'chicago', file('chicago.csv'));
  const { origin } = await serving(t, city.data);
  const { cookie } = await signIn(origin, city.named('operator'));
  const asked = async (path) => {
    const answer = await fetch(`${origin}/api/v1/${path}`, { headers: { Cookie: cookie } });
    assert.equal(answer.status, 200);
    return answer.json();
  };
  const found = async (words) => (await asked(`search?q=${encodeURIComponent(words)}`)).historic;
  const numbers = async (words) => (await found(words)).map(({ number }) => number);
  assert.deepEqual(await numbers('sidewalk kedv'), ['SR21-00000630', 'SR21-00000629'], 'newest first');
  assert.deepEqual(await numbers('sidewalk lexington'), []);
  const [record] = await found(' SR21-00000630 ');
  assert.deepEqual(record, {
    source: 'chicago',
    number: 'SR21-00000630',
    service: 'Snow – Uncleared Sidewalk Complaint',
    open: false,
    status: 'Completed',
    requested_at: '2021-01-01T18:20:00Z',
    updated_at: '2021-01-02T15:30:26Z',
    closed_at: '2021-01-02T15:30:00Z',
    address: '4102 N Kedvale AVE',
    point: { lat: 41.9551, lng: -87.7301 },
    department: 'CDOT - Department of Transportation',
    areas: { 'community area': '16', ward: '45' },
    channel: 'Mobile Device',
    parent: 'SR21-00000629',
    resolution: '',
    case: null,
  });
  assert.deepEqual(await asked('historic-records?number=SR21-00000630'), { records: [record] });
});

/** A server that answers each path with a body, or with 404. */
async function answering(t, bodies) {
  const server = createServer((request, response) => {
    const body = bodies[request.url];
    response.writeHead(body === undefined ? 404 : 200).end(body ?? 'not here');
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

test('requests of an Open311 server come from a file or from its address, in XML and JSON', async (t) => {
  const { data, directory } = await demoCity(t);
  const request = (id, status) => ({
    service_request_id: id,
    status,
    service_name: 'Road - Pot hole',
    service_code: 'CSROWR-12',
    requested_datetime: '2018-10-28T17:00:00-04:00',
    updated_datetime: '2018-10-29T09:00:00-04:00',
    lat: 43.763138219,
    long: -79.419268002,
  });
  const list = [request(101005570514, 'closed'), request('101005570515', 'open'), request('3', 'done')];
  const fields = (one) => Object.entries(one).map(([name, value]) => `<${name}>${value}</${name}>`);
  const xml = `<?xml version="1.0" encoding="utf-8"?><service_requests>${list
    .map((one) => `<request>${fields(one).join('')}</request>`)
    .join('')}</service_requests>`;
  const json = join(directory, 'requests.json');
  await writeFile(json, JSON.stringify({ service_requests: list }));
  const counted = async (...words) => {
    const done = await kept311(['import', 'open311', ...words, '--data', data, '--json']);
    assert.equal(done.code, CODE.done, done.stderr);
    const { read, created, updated, unchanged, refused } = JSON.parse(done.stdout);
    assert.equal(read, created + updated + unchanged + refused);
    return [created, updated, unchanged, refused];
  };
  assert.deepEqual(await counted(json, '--source', 'toronto'), [2, 0, 0, 1]);
  const origin = await answering(t, { '/requests.json': JSON.stringify(list), '/requests.xml': xml });
  assert.deepEqual(await counted(`${origin}/requests.xml`, '--source', 'toronto'), [0, 0, 2, 1]);
  assert.deepEqual(await counted(`${origin}/requests.json`), [2, 0, 0, 1], 'the host is another source');
  const rows = await stored(data, 'source, source_id, open, closed_at');
  assert.deepEqual(rows[0], {
    source: '127.0.0.1',
    source_id: '101005570514',
    open: 0,
    closed_at: utc('2018-10-29T09:00:00-04:00'),
  });
  assert.equal(rows.length, 4);
  const gone = await kept311(['import', 'open311', `${origin}/gone`, '--data', data]);
  assert.equal(gone.code, CODE.machine);
  assert.match(gone.stderr, /the server answered 404/);
});

/** A list of requests with these numbers, of which `broken` has a status that is none. */
const listOf = (numbers, broken = []) =>
  numbers.map((number) => ({
    service_request_id: String(number),
    status: broken.includes(number) ? 'lost' : 'open',
    service_code: 'pothole',
    requested_datetime: '2018-10-28T17:00:00-04:00',
  }));

/** A server that gives a list page by page, the way `page(url)` says; it notes what it was asked for. */
async function paging(t, page) {
  const asked = [];
  const server = createServer(async (request, response) => {
    asked.push(request.url);
    const { status = 200, headers = {}, list = [] } = await page(new URL(request.url, 'http://x'), asked);
    response.writeHead(status, headers).end(JSON.stringify(list));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { asked, origin: `http://127.0.0.1:${server.address().port}` };
}

const importing = (data, from, ...words) => ['import', 'open311', from, '--data', data, '--json', ...words];

async function importedPages(data, from, ...words) {
  const done = await kept311(importing(data, from, ...words));
  assert.equal(done.code, CODE.done, done.stderr);
  const { read, created, updated, unchanged, refused } = JSON.parse(done.stdout);
  assert.equal(read, created + updated + unchanged + refused);
  return { counts: [created, updated, unchanged, refused], told: done.stderr };
}

test('pages of an Open311 server are followed where its header says, wherever that leads', async (t) => {
  const { data } = await demoCity(t);
  const lists = { '': [1, 2], b: [3, 4], c: [5] };
  const after = { '': '</v2/list?cursor=b>; rel="next"', b: '<?cursor=c>; rel="next"', c: '<?>; rel="prev"' };
  const server = await paging(t, ({ searchParams }) => {
    const cursor = searchParams.get('cursor') ?? '';
    return { list: listOf(lists[cursor], [4]), headers: { Link: after[cursor] } };
  });
  const { counts } = await importedPages(data, `${server.origin}/v2/list`);
  assert.deepEqual(counts, [4, 0, 0, 1]);
  assert.deepEqual(server.asked, ['/v2/list', '/v2/list?cursor=b', '/v2/list?cursor=c']);
  const round = await paging(t, () => ({ list: listOf([6]), headers: { Link: '</v2/list>; rel="next"' } }));
  assert.deepEqual((await importedPages(data, `${round.origin}/v2/list`)).counts, [1, 0, 0, 0]);
  assert.equal(round.asked.length, 1, 'and not again what was read');
});

test('where it says nothing, pages are counted until one is empty, repeated or not there', async (t) => {
  const { data } = await demoCity(t);
  const pages = [listOf([1, 2]), listOf([3, 4]), listOf([5])];
  const beyond = {
    empty: () => ({ list: [] }),
    repeated: () => ({ list: pages.at(-1) }),
    refused: () => ({ status: 404, list: [{ code: 404, description: 'no such page' }] }),
  };
  for (const [what, last] of Object.entries(beyond)) {
    const server = await paging(t, ({ searchParams }) => {
      const list = pages[Number(searchParams.get('page') ?? 1) - 1];
      return list ? { list } : last();
    });
    const from = `${server.origin}/requests.json?page_size=2`;
    assert.deepEqual((await importedPages(data, from, '--source', what)).counts, [5, 0, 0, 0], what);
    assert.deepEqual(
      server.asked,
      ['', '&page=2', '&page=3', '&page=4'].map((page) => `/requests.json?page_size=2${page}`),
    );
  }
  const one = await paging(t, () => ({ list: pages[0] }));
  assert.deepEqual((await importedPages(data, `${one.origin}/all.json`)).counts, [2, 0, 0, 0]);
  const failing = await paging(t, ({ searchParams }) =>
    searchParams.has('page') ? { status: 503 } : { list: pages[0] },
  );
  const failed = await kept311(importing(data, `${failing.origin}/requests.json`));
  assert.equal(failed.code, CODE.machine, 'which is no end');
  assert.match(failed.stderr, /page=2: the server answered 503/);
});

test('an import of pages that was killed goes on with the page it was at', async (t) => {
  const { data, directory } = await demoCity(t);
  const pages = [listOf([1, 2, 3], [2]), listOf([4, 5, 6], [6]), listOf([7])];
  let gate = new Promise(() => {});
  const server = await paging(t, async ({ searchParams }) => {
    const page = Number(searchParams.get('page') ?? 1);
    if (page === 3) await gate;
    return { list: pages[page - 1] ?? [] };
  });
  const rejects = join(directory, 'refused.csv');
  const words = importing(data, `${server.origin}/requests.json`, '--source', 'theirs', '--rejects', rejects);
  const child = spawn(resolve(ROOT, process.env.KEPT311_BINARY ?? 'build/dev/kept311'), words, { cwd: ROOT });
  const ended = new Promise((gone) => child.once('exit', (code, signal) => gone(signal)));
  while ((await committed(data)) === 0 || server.asked.length < 3) {
    // the first page is there, and the third is waited for
  }
  child.kill('SIGKILL');
  assert.equal(await ended, 'SIGKILL', 'it was killed before it had ended');
  gate = Promise.resolve();
  server.asked.length = 0;

  const done = await kept311(words);
  assert.equal(done.code, CODE.done, done.stderr);
  assert.match(done.stderr, /Went on after row 3/);
  assert.equal(server.asked[0], '/requests.json?page=2', 'the first page is not fetched again');
  const { read, created, unchanged, refused } = JSON.parse(done.stdout);
  assert.deepEqual([read, created, unchanged, refused], [7, 5, 0, 2]);
  const lines = (await readFile(rejects, 'utf8')).trim().split('\r\n');
  assert.deepEqual(
    lines.map((line) => line.split(',')[4]),
    ['"service_request_id"', '"2"', '"6"'],
  );
  assert.deepEqual(
    (await stored(data, 'source_id')).map(({ source_id: id }) => id),
    ['1', '3', '4', '5', '7'],
  );
  const again = await importedPages(data, `${server.origin}/requests.json`, '--source', 'theirs');
  assert.deepEqual(again.counts, [0, 0, 5, 2], 'and once more begins at the first');
  assert.equal((await kept311(['verify', '--data', data])).code, CODE.done);
});

test('another city of ours is imported page by page, each request as it is shown there', async (t) => {
  const { data } = await demoCity(t);
  await imported(data, 'nyc', file('nyc.csv'));
  const { origin } = await serving(t, data);
  const { data: other } = await demoCity(t);
  const from = `${origin}/open311/v2/requests.json?page_size=1&start_date=2018-09-01&end_date=2018-11-29`;
  assert.deepEqual((await importedPages(other, from, '--source', 'nyc')).counts, [2, 0, 0, 0]);
});

test('a file longer than memory should hold is read piece by piece', async (t) => {
  const { data, directory } = await demoCity(t);
  const path = join(directory, 'long.json.gz');
  const rows = 3_000;
  const filling = 'x'.repeat(25_000); // 75 MB: more than a page from an address may have
  const list = listOf(Array.from({ length: rows }, (_, at) => at));
  const text = JSON.stringify(list.map((one) => ({ ...one, description: filling })));
  await writeFile(path, gzipSync(text, { level: 1 }));
  assert.deepEqual((await importedPages(data, path)).counts, [rows, 0, 0, 0]);
});
