// On the machine's own clock, as it is for real: an endpoint that does not answer holds up no other.
import assert from 'node:assert/strict';
import { appendFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { demoCity, forgetDemoCity, kept311, ROOT, serving } from '../cli/program.mjs';
import { POTHOLE } from './client.mjs';
import { OtherEndpoint } from './other_endpoint.mjs';

after(forgetDemoCity);

const endpoint = (key, { url }) => `
[[endpoint]]
key = "${key}"
name = "${key}"
url = "${url}"
[[endpoint.service]]
code = "pothole"
`;

test('a case arrives at one partner while another does not answer', async (t) => {
  const { data, directory } = await demoCity(t);
  const slow = await OtherEndpoint.start();
  const quick = await OtherEndpoint.start();
  t.after(() => Promise.all([slow.stop(), quick.stop()]));
  const held = new Promise((begun) => {
    slow.manners = [
      (_, form, response) => begun({ form, gone: new Promise((end) => response.once('close', end)) }),
    ];
  });
  const came = new Promise((comes) => {
    quick.manners = [
      (other, form, response) => {
        comes('came');
        response.end(JSON.stringify([{ service_request_id: other.keep(form) }]));
      },
    ];
  });
  const files = join(directory, 'files');
  await cp(join(ROOT, 'config/demo'), files, { recursive: true });
  // The slow one is served first.
  await appendFile(join(files, 'endpoints.toml'), endpoint('a-slow', slow) + endpoint('b-quick', quick));
  assert.equal((await kept311(['config', 'import', files, '--data', data])).code, 0);
  const made = await kept311(['apikey', 'create', '--name', 'app', '--data', data, '--json']);
  const { origin } = await serving(t, data);
  const body = new URLSearchParams({ ...POTHOLE, api_key: JSON.parse(made.stdout).key });
  const sent = await fetch(`${origin}/open311/v2/requests.json`, { method: 'POST', body });
  assert.equal(sent.status, 200);
  const { gone } = await held;
  assert.equal(await Promise.race([came, gone.then(() => 'given up')]), 'came');
});
