// Stands in for rtpengine where no browser is needed: it speaks the NG protocol in JSON, and lets
// the mixer and whoever made the offer talk to each other directly, in plain RTP.
import { createSocket } from 'node:dgram';

export class Edge {
  /** Every question that came: {command, 'call-id', …}. */
  asked = [];
  /** So many questions are lost on the way. */
  losing = 0;
  #socket = createSocket('udp4');

  static async start(port = 0) {
    const edge = new Edge();
    await new Promise((bound) => edge.#socket.bind(port, '127.0.0.1', bound));
    edge.port = edge.#socket.address().port;
    edge.#socket.on('message', (datagram, from) => edge.#take(datagram.toString(), from));
    return edge;
  }

  stop() {
    return new Promise((closed) => this.#socket.close(closed));
  }

  #take(text, from) {
    const space = text.indexOf(' ');
    const question = JSON.parse(text.slice(space + 1));
    this.asked.push({ ...question, cookie: text.slice(0, space) });
    if (question.command !== 'ping' && this.losing > 0) {
      this.losing -= 1;
      return;
    }
    const answer = `${text.slice(0, space)} ${JSON.stringify(this.#answer(question))}`;
    this.#socket.send(answer, from.port, from.address);
  }

  #answer({ command, sdp }) {
    if (command === 'ping') return { result: 'pong' };
    return { result: 'ok', ...(sdp ? { sdp } : {}) };
  }
}
