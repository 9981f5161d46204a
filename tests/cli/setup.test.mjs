// A wrong set-up is refused as a whole, with the file and the line, before anything can go wrong with it.
import assert from 'node:assert/strict';
import { appendFile, cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { CODE, kept311, ROOT, scratch } from './program.mjs';

const ARTICLE = 'articles/accessibility.md';
const LATIN_1 = Buffer.from('caf\xe9\n', 'latin1');

/** [what is wrong, file, what stands there (or nothing: it is added), what is written, what is said] */
const FAULTS = [
  ['no supervisor', 'staff.toml', /role = "supervisor"/g, 'role = "operator"', /supervisor/],
  ['brackets that open thrice', 'services.toml', null, '[[[\n', /services\.toml:\d+: /],
  ['a byte that is not UTF-8 in an article', ARTICLE, null, LATIN_1, /accessibility\.md:\d+: column 4 /],
  ['a byte that is not UTF-8 in TOML', 'staff.toml', null, LATIN_1, /staff\.toml:\d+: column 4 /],
  [
    'a team of another department',
    'services.toml',
    'team = "signals"',
    'team = "gardeners"',
    /no team gardeners/,
  ],
  ['a team that nobody leads', 'departments.toml', 'lead = "ines.barreto"', '', /lead is missing/],
  [
    'a reminder after the due time',
    'policy.toml',
    '[50, 90]',
    '[50, 150]',
    /policy\.toml:\d+: reminder_percents/,
  ],
  ['a limit that is none', 'policy.toml', null, 'surprise = 1\n', /policy\.toml:\d+: .*surprise/],
  ['no attempts', 'policy.toml', 'attempts = 3', 'attempts = 0', /policy\.toml:\d+: attempts /],
  ['more days than attempts', 'policy.toml', 'attempt_days = 2', 'attempt_days = 9', /attempt_days/],
  ['shortly: at once', 'policy.toml', 'shortly_minutes = 60', 'shortly_minutes = 0', /:2: shortly_minutes/],
  [
    'shortly: before now',
    'policy.toml',
    'shortly_minutes = 60',
    'shortly_minutes = -60',
    /:2: shortly_minutes/,
  ],
  ['a span that ends before it begins', 'policy.toml', '[[8, 12]', '[[12, 8]', /policy\.toml:\d+: spans/],
  ['no spans', 'policy.toml', /spans = \[\[.*/, 'spans = []', /attempt_spans/],
  [
    'a key that is none',
    'services.toml',
    'public = true',
    'publik = true',
    /services\.toml:\d+: service \w+: .*publik/,
  ],
  [
    'a target in words',
    'services.toml',
    'target_minutes = 2400',
    'target_minutes = "x"',
    /:10: .*target_minutes/,
  ],
  [
    'a target before now',
    'services.toml',
    'target_minutes = 2400',
    'target_minutes = -5',
    /:10: .*target_minutes/,
  ],
  [
    'a department that is none',
    'services.toml',
    'department = "transportation"',
    'department = "nope"',
    /services\.toml:9: .*nope/,
  ],
  [
    'no department',
    'services.toml',
    'department = "transportation"\n',
    '',
    /services\.toml:1: .*department is missing/,
  ],
  [
    'a telephone of two digits',
    'staff.toml',
    /phone = ".*"/,
    'phone = "12"',
    /staff\.toml:\d+: staff \S+: phone/,
  ],
  [
    'an e-mail address without @',
    'staff.toml',
    /email = ".*"/,
    'email = "nadia"',
    /staff\.toml:\d+: .*email/,
  ],
  [
    'the same person twice',
    'staff.toml',
    'key = "simon.leclair"',
    'key = "nadia.okafor"',
    /staff\.toml:\d+: .*twice/,
  ],
  [
    'a month that is none',
    ARTICLE,
    /review_date = .*/,
    'review_date = "2027-13-31"',
    /accessibility\.md:4: review_date/,
  ],
  [
    'an article with the key of another',
    ARTICLE,
    'key = "accessibility"',
    'key = "street_tree"',
    /has the key street_tree, too/,
  ],
  [
    '911 to be dialled',
    'jurisdiction.toml',
    /destination = ".*"/,
    'destination = "911"',
    /jurisdiction\.toml:\d+: .*911/,
  ],
  [
    'an endpoint that is sent keys and places in the clear',
    'endpoints.toml',
    null,
    '[[endpoint]]\nkey = "power"\nname = "Power"\nurl = "http://open311.example.org/v2/"\n[[endpoint.service]]\ncode = "pothole"\n',
    /endpoints\.toml:4: endpoint power: url begins with https/,
  ],
  [
    'a service of an endpoint that is none',
    'endpoints.toml',
    null,
    '[[endpoint]]\nkey = "power"\nname = "Power"\nurl = "https://open311.example.org/v2/"\n[[endpoint.service]]\ncode = "nope"\n',
    /endpoints\.toml:6: .*there is no service nope/,
  ],
  [
    'an endpoint with nothing to do',
    'endpoints.toml',
    null,
    '[[endpoint]]\nkey = "power"\nname = "Power"\nurl = "https://open311.example.org/v2/"\n',
    /endpoints\.toml:1: .*endpoint\.service/,
  ],
  [
    'an answer for an endpoint that is none',
    'endpoints.toml',
    null,
    '[[endpoint]]\nkey = "power"\nname = "Power"\nurl = "https://open311.example.org/v2/"\n[[endpoint.service]]\ncode = "pothole"\n[[endpoint.service.attribute]]\ncode = "nope"\n',
    /endpoints\.toml:8: .*no question nope/,
  ],
  [
    'a share that is none',
    'endpoints.toml',
    null,
    '[[endpoint]]\nkey = "power"\nname = "Power"\nurl = "https://open311.example.org/v2/"\nshare = ["everything"]\n[[endpoint.service]]\ncode = "pothole"\n',
    /endpoints\.toml:5: .*share is any of/,
  ],
  [
    'nothing to be dialled',
    'jurisdiction.toml',
    /destination = ".*"/,
    '',
    /jurisdiction\.toml:\d+: .*destination/,
  ],
];

async function setUp(t) {
  const files = join(await scratch(t), 'city');
  await cp(join(ROOT, 'config/demo'), files, { recursive: true });
  return {
    files,
    check: () => kept311(['config', 'check', files, '--data', join(files, '../data'), '--json']),
  };
}

for (const [what, file, place, written, said] of FAULTS) {
  test(`${what} is refused, with the place`, async (t) => {
    const { files, check } = await setUp(t);
    const path = join(files, file);
    if (place === null) {
      await appendFile(path, written);
    } else {
      const before = await readFile(path, 'utf8');
      const after = before.replace(place, written);
      assert.notEqual(after, before);
      await writeFile(path, after);
    }
    const refused = await check();
    assert.equal(refused.code, CODE.usage, refused.stderr);
    assert.match(refused.stderr, said);
  });
}

test('a file that is missing is said so', async (t) => {
  const { files, check } = await setUp(t);
  await rm(join(files, 'staff.toml'));
  assert.match((await check()).stderr, /staff\.toml: it is not there/);
});

test('what was forgotten, and does no harm, is told', async (t) => {
  const { files, check } = await setUp(t);
  await writeFile(join(files, 'staff.csv'), 'key,name\n');
  const article = await readFile(join(files, ARTICLE), 'utf8');
  await writeFile(join(files, ARTICLE), article.slice(0, article.indexOf('# fr')));
  const checked = await check();
  assert.equal(checked.code, CODE.done, checked.stderr);
  const { warnings } = JSON.parse(checked.stdout);
  assert.equal(warnings.length, 2);
  assert.ok(warnings.some((one) => one.startsWith('staff.csv')));
  assert.ok(warnings.some((one) => one.startsWith('accessibility.md')));
});
