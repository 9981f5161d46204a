// An operator at the console whose headset is a file, and whose ears are the page's: what comes over
// the connection is kept, so that tones can be found in it.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, Person } from '../support/browser.mjs';
import { wav } from '../../script/wav.mjs';
import { toneIn, tone } from './sound.mjs';

const RATE = 48_000;

/* Runs in the page, before anything of ours. */
function keepWhatIsHeard() {
  const KEPT_MS = 30_000;
  const ears = { chunks: [], connections: [], sent: [] };
  window.ears = ears;
  const listen = async (track) => {
    const reader = new MediaStreamTrackProcessor({ track: track.clone() }).readable.getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const samples = new Float32Array(value.numberOfFrames);
      value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      ears.rate = value.sampleRate;
      ears.chunks.push({ at: Date.now(), samples });
      value.close();
      while (ears.chunks[0].at < Date.now() - KEPT_MS) ears.chunks.shift();
    }
  };
  const Connection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Connection {
    constructor(...given) {
      super(...given);
      ears.connections.push(this);
      this.addEventListener('track', ({ track }) => void listen(track));
    }
  };
  ears.recent = (ms) => {
    const since = Date.now() - ms;
    const chunks = ears.chunks.filter(({ at }) => at >= since);
    const samples = new Float32Array(chunks.reduce((sum, one) => sum + one.samples.length, 0));
    let at = 0;
    for (const chunk of chunks) {
      samples.set(chunk.samples, at);
      at += chunk.samples.length;
    }
    return samples;
  };
}

export class Operator extends Person {
  /** Begins a browser of their own, whose microphone hears a tone of that frequency for ever. */
  static async atDesk(installation, signIn, frequency) {
    const file = join(installation.directory, `${signIn}.wav`);
    await writeFile(file, wav(tone(frequency, RATE, RATE * 10), RATE));
    const browser = await launch([
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${file}`,
      '--allow-loopback-in-peer-connection',
      '--autoplay-policy=no-user-gesture-required',
    ]);
    const context = await browser.newContext({ locale: 'en-CA', permissions: ['microphone'] });
    await context.addInitScript(`window.toneIn = ${toneIn}; (${keepWhatIsHeard})()`);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const person = new Operator(signIn, page);
    person.browser = browser;
    await page.goto(installation.origin);
    await person.write('Name', signIn);
    await person.write('Password', installation.signIns.get(signIn).password);
    await page.keyboard.press('Enter');
    await person.find('button', /^My telephone/).waitFor();
    return person;
  }

  async goOnDuty() {
    await this.press('button', 'Go on duty');
    await this.find('heading', 'Ready: the next call rings here').waitFor();
  }

  /** How strong a tone is in what came over the connection in the last `ms`. */
  level(frequency, ms = 400) {
    return this.page.evaluate(
      ([wanted, back]) => window.toneIn(window.ears.recent(back), window.ears.rate, wanted),
      [frequency, ms],
    );
  }

  loudness(ms = 400) {
    return this.page.evaluate((back) => {
      const samples = window.ears.recent(back);
      return Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / Math.max(1, samples.length));
    }, ms);
  }

  async recent(ms) {
    const [rate, samples] = await this.page.evaluate(
      (back) => [window.ears.rate, Array.from(window.ears.recent(back), (one) => Math.round(one * 32767))],
      ms,
    );
    return { rate, samples: Float32Array.from(samples, (one) => one / 32767) };
  }

  /** When the tone was first heard after that instant. */
  firstHeard(frequency, since) {
    return this.page.evaluate(
      ([wanted, from]) =>
        window.ears.chunks.find(
          ({ at, samples }) => at >= from && window.toneIn(samples, window.ears.rate, wanted) > 0.02,
        )?.at,
      [frequency, since],
    );
  }

  connections() {
    return this.page.evaluate(() => window.ears.connections.map((one) => one.connectionState));
  }
}
