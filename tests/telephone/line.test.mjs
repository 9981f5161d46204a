// People who can do something hear that nobody can call.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Api } from '../support/api.mjs';
import { forgetLiveCity, Installation } from './installation.mjs';
import { SipPeer } from './sip_peer.mjs';
import { until as looksUntil } from './until.mjs';

const PATIENCE_MS = 40_000;

let city;
let supervisor;
before(async () => {
  city = await Installation.start({ KEPT311_TELEPHONE_KEEP_ALIVE: '1' });
  supervisor = new Api({ origin: city.origin });
  await supervisor.signIn('nadia.okafor', city.signIns.get('nadia.okafor').password);
});
after(async () => {
  await city.stop();
  await forgetLiveCity();
});

/** What the wall says of the line, and the figure of it, once both are so. */
const lineIs = (state, figure) =>
  looksUntil(
    `${state}, ${figure}`,
    async () => {
      const { status, body } = await supervisor.send('readTelephoneWall');
      assert.equal(status, 200);
      const metrics = await (await fetch(`${city.origin}/metrics`)).text();
      const [, shown] = /^kept311_telephone_line_up (\S+)$/m.exec(metrics);
      return body.line.state === state && Number(shown) === figure && body.line;
    },
    { patience: PATIENCE_MS, says: () => city.said },
  );

test('the wall and the figures say that the gateway is gone, is back, and that the telephone does not run', async () => {
  assert.deepEqual(await lineIs('down', 0), { state: 'down', down: ['trunk'] });
  const gateway = await SipPeer.open({ port: city.gatewayPort });
  gateway.always('OPTIONS', (question) => gateway.respond(question, '200 OK'));
  assert.deepEqual(await lineIs('up', 1), { state: 'up', down: [] });
  await gateway.close();
  await lineIs('down', 0);
  await city.telephone.end();
  assert.deepEqual(await lineIs('silent', 0), { state: 'silent', down: [] });
});
