// The way from the operator's page may be as bad as the one from the caller.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { FarEnd } from './far_end.mjs';
import { forgetLiveCity, Installation } from './installation.mjs';
import { Operator } from './operator.mjs';
import { freePort, play } from './sipp.mjs';
import { holes } from './sound.mjs';
import { until as looksUntil } from './until.mjs';

const CALLER_HZ = 440;
const OREN_HZ = 1000;
/** What noise suppression leaves of a steady tone is 0.05. */
const HEARD = 0.02;
/** Until the buffer knows what line it has. */
const LEARNS_MS = 3_000;
const MEASURED_MS = 10_000;

let city;
let oren;
let caller;

before(async () => {
  city = await Installation.start({}, { edge: 'rtpengine behind a way' });
  oren = await Operator.atDesk(city, 'oren.hale', OREN_HZ);
  caller = await FarEnd.open({ hertz: CALLER_HZ });
});
after(async () => {
  caller?.close();
  await oren?.browser.close();
  await city?.stop();
  await forgetLiveCity();
});

test('over 3 % of loss and 40 ms of jitter on the way from the page the caller misses less than 1 %', async (t) => {
  const { way } = city;
  await oren.goOnDuty();
  const call = play('caller_waits', { port: await freePort(), to: city.sipPort, rtp: caller.port });
  await oren.find('heading', 'A call rings').waitFor();
  await oren.page.keyboard.press('F4');
  await looksUntil('Oren is heard', () => caller.level(OREN_HZ, 200) > HEARD, { says: () => city.said });

  way.bad = { loss: 0.03, jitter: 40 };
  await pause(LEARNS_MS);
  const before_ = { ...way.packets };
  await pause(MEASURED_MS);
  const heard = holes(caller.recent(MEASURED_MS), 8000, OREN_HZ);
  const came = way.packets.came - before_.came;
  const lost = 1 - (way.packets.went - before_.went) / came;

  t.diagnostic(`${(lost * 100).toFixed(1)} % of ${came} packets were lost on the way`);
  t.diagnostic(`of the voice ${(heard.part * 100).toFixed(2)} % was away, at most ${heard.longest} ms`);
  assert.ok(came > 400 && lost > 0.01, `the line was not bad: ${lost} of ${came}`);
  assert.ok(heard.usual > HEARD, `only ${heard.usual} of the tone`);
  assert.ok(heard.part < 0.01, `${heard.part * 100} % of the voice is silence`);
  await oren.press('button', 'Hang up');
  await call.done;
});
