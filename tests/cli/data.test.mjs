// Backup, restore, migrate, verify and the city's set-up.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { CODE, ROOT, demoCity, forgetDemoCity, kept311, scratch, serving, signIn } from './program.mjs';

after(forgetDemoCity);

const run = promisify(execFile);
const sqlite = (file, sql) => run('sqlite3', [file, sql]);

test('a backup taken while the server runs is restored with its key', async (t) => {
  const city = await demoCity(t);
  const { origin, stop } = await serving(t, city.data);
  const { cookie } = await signIn(origin, city.named('operator'));
  const file = join(city.directory, 'city.db');
  const saved = await kept311(['backup', file, '--data', city.data, '--json']);
  assert.equal(saved.code, CODE.done, saved.stderr);
  assert.equal(JSON.parse(saved.stdout).bytes, (await stat(file)).size);
  for (const one of [file, `${file}.key`]) assert.equal((await stat(one)).mode & 0o777, 0o600);
  assert.equal((await kept311(['backup', file, '--data', city.data])).code, CODE.refused);
  await stop();

  const data = join(city.directory, 'restored');
  const restored = await kept311(['restore', file, '--data', data]);
  assert.equal(restored.code, CODE.done, restored.stderr);
  assert.equal((await kept311(['verify', '--data', data])).code, CODE.done);
  const again = await serving(t, data);
  const session = await fetch(`${again.origin}/api/v1/session`, { headers: { Cookie: cookie } });
  assert.equal(session.status, 200, 'the signing key came along, so the session goes on');
  assert.equal((await kept311(['restore', file, '--data', data])).code, CODE.refused);
});

test('what is no backup is refused, and leaves nothing', async (t) => {
  const directory = await scratch(t);
  const file = join(directory, 'city.db');
  const data = join(directory, 'data');
  assert.equal((await kept311(['restore', file, '--data', data])).code, CODE.notThere);
  await writeFile(file, 'this is no database');
  const refused = await kept311(['restore', file, '--data', data]);
  assert.equal(refused.code, CODE.refused);
  await assert.rejects(stat(join(data, 'kept311.db')));
});

/** A city as the first program kept it: its schema, with the set-up of today's demo city. */
async function cityOfVersionOne(t) {
  const demo = await demoCity(t);
  const data = join(demo.directory, 'old');
  const file = join(data, 'kept311.db');
  await mkdir(data);
  const schema = await readFile(join(ROOT, 'src/store/schema/0001_foundation.sql'), 'utf8');
  const kept = join(demo.data, 'kept311.db');
  const { stdout: versions } = await sqlite(
    kept,
    "SELECT sql FROM sqlite_schema WHERE name = 'schema_version'",
  );
  await sqlite(
    file,
    `${versions.trim()};
     ${schema}
     INSERT INTO schema_version VALUES (1, '0001_foundation', 0);`,
  );
  // Only what the first program knew: columns have come since.
  const { stdout: copying } = await sqlite(
    file,
    `SELECT 'INSERT INTO ' || t.name || ' (' || columns || ') SELECT ' || columns || ' FROM demo.' || t.name || ';'
     FROM (SELECT t.name, group_concat('"' || c.name || '"') AS columns
           FROM sqlite_schema t JOIN pragma_table_info(t.name) c
           WHERE t.name IN ('sequences', 'settings', 'configuration', 'staff', 'articles')
           GROUP BY t.name) t`,
  );
  await sqlite(file, `ATTACH '${kept}' AS demo; ${copying}`);
  return { data, file, named: demo.named };
}

test('a database of an older program is migrated, once it has been saved', async (t) => {
  const city = await cityOfVersionOne(t);
  const { file } = city;
  const old = await kept311(['serve', '--data', city.data, '--listen', '127.0.0.1:0']);
  assert.equal(old.code, CODE.refused);
  assert.match(old.stderr, /schema version 1.*kept311 migrate --data/);

  const migrated = await kept311(['migrate', '--data', city.data, '--json']);
  assert.equal(migrated.code, CODE.done, migrated.stderr);
  const { from, to, saved } = JSON.parse(migrated.stdout);
  assert.equal(from, 1);
  assert.ok(to > 1);
  assert.ok((await stat(saved)).size > 0);
  assert.equal((await kept311(['verify', '--data', city.data])).code, CODE.done);
  const again = await kept311(['migrate', '--data', city.data, '--json']);
  assert.deepEqual(JSON.parse(again.stdout), { from: to, to });
  const { origin, stop } = await serving(t, city.data);
  assert.equal((await signIn(origin, city.named('operator'))).status, 200);
  await stop();

  await sqlite(file, 'INSERT INTO schema_version SELECT 99, name, applied_at FROM schema_version LIMIT 1');
  const newer = await kept311(['serve', '--data', city.data, '--listen', '127.0.0.1:0']);
  assert.equal(newer.code, CODE.refused);
  assert.match(newer.stderr, /version 99.*newer/);
});

test('no migration under a running server', async (t) => {
  const city = await demoCity(t);
  await serving(t, city.data);
  const refused = await kept311(['migrate', '--data', city.data]);
  assert.equal(refused.code, CODE.refused);
  assert.match(refused.stderr, /end it before migrating/);
});

test('verify counts, and exits 1 when a row is not what the events say', async (t) => {
  const data = join(await scratch(t), 'data');
  assert.equal((await kept311(['demo', '--data', data])).code, CODE.done);
  const clean = await kept311(['verify', '--data', data, '--json']);
  assert.equal(clean.code, CODE.done, clean.stderr);
  const counted = JSON.parse(clean.stdout);
  assert.ok(counted.cases > 0 && counted.events > counted.cases);
  assert.deepEqual(counted.differences, []);

  await sqlite(join(data, 'kept311.db'), "UPDATE promises SET state = 'kept' WHERE state = 'broken'");
  const wrong = await kept311(['verify', '--data', data]);
  assert.equal(wrong.code, CODE.foundWrong);
  assert.match(wrong.stderr, /^case \d+: /m);
});

test('a set-up is checked where there is no city yet, then imported; nobody can sign in by it', async (t) => {
  const data = join(await scratch(t), 'data');
  const checked = await kept311(['config', 'check', 'config/demo', '--data', data]);
  assert.equal(checked.code, CODE.done, checked.stderr);
  await assert.rejects(stat(data));
  const imported = await kept311(['config', 'import', 'config/demo', '--data', data, '--json']);
  assert.equal(imported.code, CODE.done, imported.stderr);
  const told = JSON.parse(imported.stdout);
  assert.ok(told.departments > 0 && told.services > 0);
  assert.equal(told.cannot_sign_in.length, told.staff);
  const { users } = JSON.parse((await kept311(['user', 'list', '--json', '--data', data])).stdout);
  assert.ok(users.every((one) => !one.has_password));
});

test('what is exported can be imported into a new city, and is the same there', async (t) => {
  const city = await demoCity(t);
  const [first, second] = ['first', 'second'].map((name) => join(city.directory, name));
  const exported = await kept311(['config', 'export', first, '--data', city.data]);
  assert.equal(exported.code, CODE.done, exported.stderr);
  const data = join(city.directory, 'new');
  const imported = await kept311(['config', 'import', first, '--data', data]);
  assert.equal(imported.code, CODE.done, imported.stderr);
  assert.equal((await kept311(['config', 'export', second, '--data', data])).code, CODE.done);
  await run('diff', ['--recursive', first, second]);
});

test('a running server sees what an import changed', async (t) => {
  const city = await demoCity(t);
  const { origin } = await serving(t, city.data);
  const { cookie } = await signIn(origin, city.named('operator'));
  const files = join(city.directory, 'city');
  await cp(join(ROOT, 'config/demo'), files, { recursive: true });
  const departments = await readFile(join(files, 'departments.toml'), 'utf8');
  const changed = departments.replace(/name_en = "[^"]+"/, 'name_en = "Harbour Works"');
  assert.notEqual(changed, departments);
  await writeFile(join(files, 'departments.toml'), changed);
  const imported = await kept311(['config', 'import', files, '--data', city.data]);
  assert.equal(imported.code, CODE.done, imported.stderr);
  const answer = await fetch(`${origin}/api/v1/catalogue`, { headers: { Cookie: cookie } });
  const names = (await answer.json()).departments.map((one) => one.name.en);
  assert.ok(names.includes('Harbour Works'), names.join(', '));
});

test('an import that changes who is there moves what is owed, and back', async (t) => {
  const directory = await scratch(t);
  const [data, files] = [join(directory, 'data'), join(directory, 'city')];
  assert.equal((await kept311(['demo', '--data', data])).code, CODE.done);
  const query = async (sql) => (await sqlite(join(data, 'kept311.db'), sql)).stdout.trim();
  // What is overdue comes back only to who works today, which depends on the day of the week; what
  // a cover has already comes back to whom it is covered for, not to that cover.
  const soon = Date.now() + 60_000;
  const theirs = await query(
    `SELECT group_concat(id) FROM obligations WHERE due > ${soon} AND covering_for IS NULL`,
  );
  const owned = () => query(`SELECT count(*), owner FROM obligations WHERE id IN (${theirs}) GROUP BY owner`);
  const before = await owned();
  await cp(join(ROOT, 'config/demo'), files, { recursive: true });
  const staff = await readFile(join(files, 'staff.toml'), 'utf8');
  const sundays = staff.replace(/(role = "operator"[^]*?)shifts = .*/g, '$1shifts = {sun = ["08:00-16:00"]}');
  assert.notEqual(sundays, staff);
  await writeFile(join(files, 'staff.toml'), sundays);
  const changed = await kept311(['config', 'import', files, '--data', data]);
  assert.equal(changed.code, CODE.done, changed.stderr);
  assert.notEqual(await owned(), before);
  const verified = await kept311(['verify', '--data', data]);
  assert.equal(verified.code, CODE.done, verified.stderr);

  assert.equal((await kept311(['config', 'import', 'config/demo', '--data', data])).code, CODE.done);
  assert.equal(await owned(), before);
});

test('a broken set-up changes nothing', async (t) => {
  const city = await demoCity(t);
  const files = join(city.directory, 'city');
  await cp(join(ROOT, 'config/demo'), files, { recursive: true });
  const staff = await readFile(join(files, 'staff.toml'), 'utf8');
  await writeFile(join(files, 'staff.toml'), staff.replace('role = "operator"', 'role = "mayor"'));
  for (const command of ['check', 'import']) {
    const refused = await kept311(['config', command, files, '--data', city.data]);
    assert.equal(refused.code, CODE.usage, refused.stderr);
    assert.match(refused.stderr, /staff/);
  }
  await rm(files, { recursive: true });
  assert.notEqual((await kept311(['config', 'import', files, '--data', city.data])).code, CODE.done);
});
