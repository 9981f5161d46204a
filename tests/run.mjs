// Runs the stories and the tests of API, command line, Open311 and open data, each whatever becomes of the others.
// Usage: node run.mjs [stories] [api] [cli] [open311] [open-data]
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const CUCUMBER = join(HERE, 'node_modules/@cucumber/cucumber/bin/cucumber.js');

const testsIn = (folder) =>
  readdirSync(join(HERE, folder))
    .filter((name) => name.endsWith('.test.mjs'))
    .map((name) => join(folder, name));

const nodeTests = (folder) => () => [
  '--test',
  '--test-concurrency=2',
  '--test-reporter=spec',
  '--test-timeout=300000',
  ...testsIn(folder),
];

const SUITES = {
  stories: () => [CUCUMBER],
  api: nodeTests('api'),
  cli: nodeTests('cli'),
  open311: nodeTests('open311'),
  'open-data': nodeTests('open-data'),
};

function run(suite) {
  return new Promise((ended) => {
    const child = spawn(process.execPath, SUITES[suite](), {
      cwd: HERE,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('exit', (code) => ended(code ?? 1));
  });
}

let failed = 0;
for (const suite of process.argv.slice(2)) {
  console.log(`-- ${suite}`);
  if ((await run(suite)) !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
