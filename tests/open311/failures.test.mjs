// Whatever goes wrong below /open311 is told in the format that was asked for; never a page of HTML.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { BASE, Client, POTHOLE } from './client.mjs';

const client = Client.ofThisFile();

function checkErrors(answer, status, format) {
  assert.equal(answer.status, status, answer.text);
  if (format === 'json') {
    assert.match(answer.type, /^application\/json/);
    assert.ok(Array.isArray(answer.body) && answer.body.length > 0);
    for (const { code, description } of answer.body) {
      assert.equal(code, status);
      assert.ok(description.length > 0);
    }
  } else {
    assert.match(answer.type, /^text\/xml/);
    assert.match(
      answer.text,
      new RegExp(
        `^<\\?xml version="1.0" encoding="utf-8"\\?><errors>(<error><code>${status}</code><description>[^<]+</description></error>)+</errors>$`,
      ),
    );
  }
}

for (const format of ['xml', 'json']) {
  describe(`in ${format}`, () => {
    for (const path of [
      `/open311/nothing.${format}`,
      `/open311/v2/nothing.${format}`,
      `/open311/v2/tokens.${format}`,
      `/open311/v2/services/a/b.${format}`,
      `/open311/v3/services.${format}`,
    ]) {
      test(`404 at ${path}`, async () => checkErrors(await client.ask(path), 404, format));
    }

    test('405 names what would do', async () => {
      for (const [path, method] of [
        ['requests', 'DELETE'],
        ['services', 'POST'],
        ['requests/1', 'PUT'],
        ['/open311/discovery', 'POST'],
      ]) {
        const answer = await client.ask(`${path}.${format}`, { method });
        checkErrors(answer, 405, format);
        assert.match(answer.headers.get('allow'), /GET/);
      }
    });

    test('413 for a body beyond the limit', async () => {
      const body = new URLSearchParams({ ...POTHOLE, description: 'x'.repeat(2_000_000) });
      checkErrors(await client.ask(`requests.${format}`, { method: 'POST', body }), 413, format);
    });

    test('415 for a body that is no form, 400 for one that is not what it says', async () => {
      const post = (type, body) =>
        client.ask(`requests.${format}`, { method: 'POST', body, headers: { 'Content-Type': type } });
      checkErrors(await post('application/json', '{}'), 415, format);
      checkErrors(await post('application/x-www-form-urlencoded', 'a=%zz'), 400, format);
      checkErrors(await post('application/x-www-form-urlencoded', 'a=%ff'), 400, format);
      checkErrors(await post('application/x-www-form-urlencoded', 'a=%00'), 400, format);
    });

    test('400 for an address that is none', async () => {
      const port = Number(new URL(client.server.origin).port);
      const text = await new Promise((ended, failed) => {
        const socket = connect(port, '127.0.0.1');
        let read = '';
        socket.on('data', (chunk) => (read += chunk));
        socket.on('error', failed);
        socket.on('end', () => ended(read));
        socket.end(`GET ${BASE}requests.${format}?a=%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      });
      assert.match(text, /^HTTP\/1.1 400 /);
      // What the server itself refuses (500 and 503, too) pages of other origins may read as well.
      assert.match(text, /^Access-Control-Allow-Origin: \*\r$/m);
      assert.match(text, /^Access-Control-Expose-Headers: .*Retry-After/m);
      assert.match(text, format === 'json' ? /\[\{"code":400,/ : /<errors><error><code>400</);
    });
  });
}

test('without a format it is XML', async () => {
  checkErrors(await client.ask('/open311/v2/requests'), 404, 'xml');
  checkErrors(await client.ask('/open311'), 404, 'xml');
});

test('HEAD is GET without its body', async () => {
  const answer = await client.ask('services.json', { method: 'HEAD' });
  assert.equal(answer.status, 200);
  assert.equal(answer.text, '');
});

test('beside it the staff API tells its problems as before', async () => {
  const answer = await client.ask('/api/v1/nothing');
  assert.equal(answer.type, 'application/problem+json');
  const beside = await client.ask('/open311x/services.json', { method: 'POST' }); // GET: the console
  assert.equal(beside.type, 'application/problem+json');
});
