// Stands between `kept311 telephone` and rtpengine: passes on what they ask and answer each other (NG
// protocol, in JSON), and has the sound of pages come through here, on a line as bad as is wanted.
import { createSocket } from 'node:dgram';
import { carry, CLEAN } from './bad_line.mjs';

const HOST = '127.0.0.1';
const PORT = /^m=audio (\d+)/m;

const portIn = (sdp) => Number(PORT.exec(sdp)[1]);
const withPort = (sdp, port) => sdp.replace(PORT, `m=audio ${port}`);

async function socketAt(take) {
  const socket = createSocket('udp4');
  socket.on('message', take);
  await new Promise((bound) => socket.bind(0, HOST, bound));
  return socket;
}

export class EdgeWay {
  /** What becomes of packets from pages to the telephone. */
  bad = CLEAN;
  /** How many came from pages, and of them so many went on. */
  packets = { came: 0, went: 0 };
  #isOpen = true;
  /** Questions by their cookie: {question, port: who asks}. */
  #asked = new Map();
  /** Sockets for the sound of legs, by their name. */
  #legs = new Map();

  /** `edge`: rtpengine's port. */
  static async open(edge) {
    const way = new EdgeWay();
    way.edge = edge;
    way.near = await socketAt((datagram, { port }) => way.#ask(datagram.toString(), port));
    way.far = await socketAt((datagram) => way.#answer(datagram.toString()));
    way.port = way.near.address().port;
    return way;
  }

  close() {
    this.#isOpen = false;
    for (const socket of [this.near, this.far, ...this.#legs.values()]) socket.close();
  }

  #ask(text, port) {
    const space = text.indexOf(' ');
    const cookie = text.slice(0, space);
    const question = JSON.parse(text.slice(space + 1));
    const leg = this.#legs.get(question['call-id']);
    if (question.command === 'answer' && leg) {
      leg.telephone = portIn(question.sdp);
      question.sdp = withPort(question.sdp, leg.address().port);
    }
    this.#asked.set(cookie, { question, port });
    this.far.send(`${cookie} ${JSON.stringify(question)}`, this.edge, HOST);
  }

  async #answer(text) {
    const space = text.indexOf(' ');
    const cookie = text.slice(0, space);
    const answer = JSON.parse(text.slice(space + 1));
    const { question, port } = this.#asked.get(cookie);
    if (question.command === 'offer' && answer.sdp) {
      const leg = await this.#leg(question['call-id'], portIn(answer.sdp));
      answer.sdp = withPort(answer.sdp, leg.address().port);
    }
    if (this.#isOpen) this.near.send(`${cookie} ${JSON.stringify(answer)}`, port, HOST);
  }

  /** The way of one leg's sound: from rtpengine to the telephone on the bad line, back on a clean one. */
  async #leg(name, edge) {
    this.#legs.get(name)?.close();
    const socket = await socketAt((datagram, from) => {
      if (from.port !== edge) return socket.send(datagram, edge, HOST);
      this.packets.came += 1;
      carry(this.bad, () => {
        if (!this.#isOpen || !socket.telephone) return;
        this.packets.went += 1;
        socket.send(datagram, socket.telephone, HOST);
      });
    });
    this.#legs.set(name, socket);
    return socket;
  }
}
