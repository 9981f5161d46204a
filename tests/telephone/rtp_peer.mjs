// A telephone's ear and mouth: speaks a tone in G.711 and keeps what it hears. It answers whoever
// sends to it, as gateways and browsers do.
import { createSocket } from 'node:dgram';
import { carry, CLEAN } from './bad_line.mjs';

const RATE = 8000;
const FRAME = 160;
const LOUD = 8000;
const TYPES = { mu: 0, a: 8 };

/** ITU-T G.711, from the tables of the standard. */
export function decodeMuLaw(code) {
  const bits = ~code & 0xff;
  const value = (((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 7);
  return bits & 0x80 ? 0x84 - value : value - 0x84;
}

function decodeA(code) {
  const bits = code ^ 0x55;
  const segment = (bits >> 4) & 7;
  let value = ((bits & 0x0f) << 4) + 8;
  if (segment > 0) value = (value + 0x100) << (segment - 1);
  return bits & 0x80 ? value : -value;
}

const DECODERS = { mu: decodeMuLaw, a: decodeA };

/** The code whose value is nearest, from the decoder: slow, once for each of 65,536 values. */
const encoders = new Map();
function encoder(law) {
  if (encoders.has(law)) return encoders.get(law);
  const codes = Array.from({ length: 256 }, (_, code) => [DECODERS[law](code), code]);
  codes.sort((one, other) => one[0] - other[0]);
  const table = new Uint8Array(65_536);
  let at = 0;
  for (let value = -32_768; value < 32_768; value += 1) {
    while (at < 255 && Math.abs(codes[at + 1][0] - value) <= Math.abs(codes[at][0] - value)) at += 1;
    table[value + 32_768] = codes[at][1];
  }
  encoders.set(law, table);
  return table;
}

/**
 * Amplitude of a tone, by Goertzel's algorithm; on an average of pieces of 20 ms, for the jitter
 * buffer makes sound a little slower or quicker until it knows the line, and tones go with it.
 */
export function loudness(sound, hertz) {
  const pieces = Math.floor(sound.length / FRAME);
  let sum = 0;
  for (let at = 0; at < pieces; at += 1) sum += goertzel(sound.slice(at * FRAME, (at + 1) * FRAME), hertz);
  return sum / pieces;
}

/** Fades in and out (Hann), so that other tones stay out of it. */
function goertzel(sound, hertz) {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / RATE);
  let one = 0;
  let two = 0;
  for (const [at, sample] of sound.entries()) {
    const faded = sample * (1 - Math.cos((2 * Math.PI * at) / sound.length));
    [one, two] = [faded + turn * one - two, one];
  }
  return (2 * Math.sqrt(Math.max(0, one * one + two * two - turn * one * two))) / sound.length;
}

export class RtpPeer {
  /** Every packet that came: {at: ms, sequence, type, samples}. */
  packets = [];
  /** What becomes of packets on the way from here. */
  bad = CLEAN;
  #isOpen = true;
  #socket = createSocket('udp4');
  #far;
  #sequence = Math.floor(Math.random() * 65_536);
  #timestamp = Math.floor(Math.random() * 2 ** 31);
  #source = Math.floor(Math.random() * 2 ** 32);
  #spoken = 0;
  #due;
  #timer;
  #waiting = [];
  #pressing = [];

  /** `law`: mu, a. `hertz` 0: silence. */
  static async open({ law = 'mu', hertz = 0, host = '127.0.0.1' } = {}) {
    const peer = new this();
    peer.host = host;
    if (host.includes(':')) peer.#socket = createSocket('udp6');
    peer.law = law;
    peer.hertz = hertz;
    await new Promise((bound) => peer.#socket.bind(0, host, bound));
    peer.port = peer.#socket.address().port;
    peer.#socket.on('message', (datagram, from) => peer.#take(datagram, from));
    peer.#due = performance.now();
    peer.#timer = setInterval(() => peer.#catchUp(), 10);
    return peer;
  }

  /** Sends nothing any more, and goes on hearing. */
  fallSilent() {
    clearInterval(this.#timer);
  }

  close() {
    this.#isOpen = false;
    clearInterval(this.#timer);
    this.#socket.close();
  }

  /** An SDP that names this peer; `law` alone, or both. */
  sdp() {
    const type = TYPES[this.law];
    const where = `IN ${this.host.includes(':') ? 'IP6' : 'IP4'} ${this.host}`;
    return [
      'v=0',
      `o=- 1 1 ${where}`,
      's=-',
      `c=${where}`,
      't=0 0',
      `m=audio ${this.port} RTP/AVP ${type} 101`,
      `a=rtpmap:${type} ${this.law === 'mu' ? 'PCMU' : 'PCMA'}/8000`,
      'a=rtpmap:101 telephone-event/8000',
      'a=ptime:20',
      'a=sendrecv',
      '',
    ].join('\r\n');
  }

  /** Presses a key, as RFC 4733 says: 100 ms, its end three times. */
  press(digit) {
    for (let step = 1; step <= 7; step += 1) this.#pressing.push({ digit, step });
  }

  /** The next so many ms of what is heard; from now on. */
  async listen(ms) {
    const wanted = (ms / 1000) * RATE;
    const sound = [];
    return new Promise((heard, failed) => {
      const timer = setTimeout(() => failed(new Error('no sound comes')), ms + 5000);
      const take = (samples) => {
        sound.push(...samples);
        if (sound.length < wanted) return false;
        clearTimeout(timer);
        heard(sound);
        return true;
      };
      this.#waiting.push(take);
    });
  }

  /** How loud these tones are in the next half second. */
  async hears(...tones) {
    const sound = await this.listen(500);
    return tones.map((hertz) => loudness(sound, hertz));
  }

  #take(datagram, from) {
    if (datagram.length < 12 || datagram[0] >> 6 !== 2) return;
    this.#far = from;
    const type = datagram[1] & 0x7f;
    const samples =
      type === TYPES[this.law] ? Array.from(datagram.subarray(12), DECODERS[this.law]) : undefined;
    this.packets.push({
      at: performance.now(),
      sequence: datagram.readUInt16BE(2),
      type,
      digit: datagram[12],
      samples,
    });
    if (samples) this.#waiting = this.#waiting.filter((take) => !take(samples));
  }

  /** Timers are late; the clock of a telephone is not. */
  #catchUp() {
    for (; this.#due <= performance.now(); this.#due += 20) this.#speak();
  }

  #speak() {
    const pressing = this.#pressing.shift();
    const payload = pressing ? this.#event(pressing) : this.#sound();
    const packet = Buffer.alloc(12);
    packet[0] = 0x80;
    packet[1] = pressing ? 101 : TYPES[this.law];
    packet.writeUInt16BE(this.#sequence, 2);
    const began = pressing ? (Math.min(pressing.step, 7) - 1) * FRAME : 0;
    packet.writeUInt32BE((this.#timestamp - began) >>> 0, 4);
    packet.writeUInt32BE(this.#source, 8);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#timestamp = (this.#timestamp + FRAME) >>> 0;
    this.#send(Buffer.concat([packet, payload]));
  }

  #send(datagram) {
    if (!this.#far) return;
    const { port, address } = this.#far;
    carry(this.bad, () => this.#isOpen && this.#socket.send(datagram, port, address));
  }

  #event({ digit, step }) {
    const duration = Math.min(step, 5) * FRAME;
    return Buffer.from([
      '0123456789*#'.indexOf(digit),
      step >= 5 ? 0x8a : 0x0a,
      duration >> 8,
      duration & 255,
    ]);
  }

  #sound() {
    const codes = encoder(this.law);
    return Buffer.from(
      Array.from({ length: FRAME }, () => {
        const angle = (2 * Math.PI * this.hertz * this.#spoken++) / RATE;
        return codes[Math.round(LOUD * Math.sin(angle)) + 32_768];
      }),
    );
  }
}
