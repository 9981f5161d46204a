// Tests of check-structure.mjs: each plants one breach in a small tree. Run: node --test script/check-structure.test.mjs
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const program = join(dirname(fileURLToPath(import.meta.url)), 'check-structure.mjs');

function check(files) {
  const root = mkdtempSync(join(tmpdir(), 'kept-structure-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    const { status, stdout } = spawnSync(process.execPath, [program, root], { encoding: 'utf8' });
    return { status, stdout };
  } finally {
    rmSync(root, { recursive: true });
  }
}

const header = (...includes) => `#pragma once\n${includes.map((name) => `#include ${name}\n`).join('')}`;
const base = { 'src/base/result.h': header('<variant>') };

const rejects = (title, files, reason) =>
  test(title, () => {
    const { status, stdout } = check({ ...base, ...files });
    assert.match(stdout, reason);
    assert.equal(status, 1);
  });

test('inward includes and third-party headers in sources are in order', () => {
  const { status, stdout } = check({
    ...base,
    'src/domain/case.h': header('<string>', '"base/result.h"'),
    'src/store/database.h': header('"domain/case.h"'),
    'src/store/database.cpp': '#include "store/database.h"\n#include <sqlite3.h>\n',
    'src/main/main.cpp': '#include "store/database.h"\n',
  });
  assert.equal(stdout, 'structure: 5 sources in order\n');
  assert.equal(status, 0);
});
rejects('the domain must not see the store',
  { 'src/store/database.h': header(), 'src/domain/case.cpp': '#include "store/database.h"\n' },
  /case\.cpp:1: domain must not include store/);
rejects('outer folders must not see each other',
  { 'src/store/database.h': header(), 'src/http/server.cpp': '\n#include "store/database.h"\n' },
  /server\.cpp:2: http must not include store/);
rejects('the domain must not see a third-party header',
  { 'src/domain/case.cpp': '#include <boost/json.hpp>\n' },
  /case\.cpp:1: domain may include only std/);
rejects('a third-party header must not leak through a header',
  { 'src/store/raw.h': header('<sqlite3.h>'), 'src/store/database.h': header('"store/raw.h"'),
    'src/main/main.cpp': '#include "store/database.h"\n' },
  /main\.cpp:1: store\/database\.h brings <sqlite3\.h> into main/);
const unnamed = (text) => `namespace {\n${text}\n}  // namespace\n`;
rejects('two sources that may be joined must not share a name',
  { 'src/store/one.cpp': unnamed('constexpr int kMany = 5;'), 'src/store/two.cpp': unnamed('const Query kMany{"x"};') },
  /two\.cpp:2: kMany is a name in src\/store\/one\.cpp too/);
rejects('an unknown folder has no layer', { 'src/utils/helper.h': header() }, /src\/utils is not in the list/);
rejects('a long header', { 'src/base/long.h': header() + '\n'.repeat(300) }, /long\.h:300: has 301 lines/);
rejects('a header without a guard', { 'src/base/bare.h': '\n' }, /bare\.h:1: lacks #pragma once/);
rejects('work put off', { 'src/base/late.cpp': '// TO' + 'DO later\n' }, /late\.cpp:1: says TODO/);
rejects('a path of one machine', { 'script/x': 'cd /' + 'root/kept\n' }, /x:1: names a path/);

rejects(
  'two migrations with one number',
  { 'src/store/schema/0002_teams.sql': 'SELECT 1;\n', 'src/store/schema/0002_alerts.sql': 'SELECT 1;\n' },
  /0002_teams\.sql:1: 0002_alerts\.sql is migration 0002 too; take the next free number/,
);
