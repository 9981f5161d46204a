// A gateway or a carrier by hand: what sipp cannot play, because it is out of order, encrypted,
// identified by digest, or of IPv6. Messages are sent as they are written.
import { createHash, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect as connectTcp, createServer as createTcpServer } from 'node:net';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';

const PATIENCE_MS = 15_000;
const random = () => randomBytes(6).toString('hex');
const HASHES = { MD5: 'md5', 'SHA-256': 'sha256' };

class SipMessage {
  constructor(text, reply) {
    const end = text.indexOf('\r\n\r\n');
    const [start, ...lines] = text.slice(0, end).split('\r\n');
    this.start = start;
    this.lines = lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    });
    this.body = text.slice(end + 4);
    this.text = text;
    this.reply = reply;
  }

  all(name) {
    return this.lines.filter(([key]) => key === name).map(([, value]) => value);
  }

  get(name) {
    return this.all(name)[0];
  }

  get isRequest() {
    return !this.start.startsWith('SIP/2.0');
  }

  /** "INVITE", or "200 INVITE" of an answer. */
  get name() {
    const [first, second] = this.start.split(' ');
    return this.isRequest ? first : `${second} ${this.get('cseq')?.split(' ')[1]}`;
  }

  /** Of `username="x"` and the like. */
  field(header, key) {
    return new RegExp(`${key}="?([^",]*)"?`).exec(this.get(header) ?? '')?.[1];
  }
}

/** Whether a request proves to know that password, by that algorithm (RFC 7616, without or with qop). */
export function isProven(
  request,
  { user, password, realm, nonce, header = 'authorization', algorithm = 'MD5' },
) {
  const field = (key) => request.field(header, key);
  const hash = (text) => createHash(HASHES[algorithm]).update(text).digest('hex');
  if ((field('algorithm') ?? 'MD5') !== algorithm) return false;
  if (field('[ ,]username') !== user || field('nonce') !== nonce) return false;
  const secret = hash(`${user}:${realm}:${password}`);
  const what = hash(`${request.name}:${field('uri')}`);
  const more = field('qop') ? `${field('nc')}:${field('cnonce')}:${field('qop')}:` : '';
  return field('response') === hash(`${secret}:${nonce}:${more}${what}`);
}

/** One call's names, from our side of it. */
export class SipDialog {
  cseq = 1;

  constructor(peer, { from, to, callId = random(), target }) {
    Object.assign(this, { peer, from, to, callId, target });
  }

  /** A request of ours; `more` are headers. */
  request(method, { sdp = '', more = [], cseq = (this.cseq += 1) } = {}) {
    return this.peer.send(
      [
        `${method} ${this.target} SIP/2.0`,
        `Via: SIP/2.0/${this.peer.transport.toUpperCase()} ${this.peer.address};branch=z9hG4bK${random()};rport`,
        `From: ${this.from}`,
        `To: ${this.to}`,
        `Call-ID: ${this.callId}`,
        `CSeq: ${cseq} ${method}`,
        `Contact: <sip:trunk@${this.peer.address};transport=${this.peer.transport}>`,
        'Max-Forwards: 70',
        ...more,
        ...(sdp ? ['Content-Type: application/sdp'] : []),
        `Content-Length: ${Buffer.byteLength(sdp)}`,
        '',
        sdp,
      ].join('\r\n'),
    );
  }

  ack() {
    return this.request('ACK', { cseq: this.cseq });
  }
}

export class SipPeer {
  /** What came and nobody waited for yet. */
  messages = [];
  #automatic = new Map();
  #seen = new Set();
  #waiting = [];
  #sockets = new Set();
  #server;
  #connection;

  /** `to`: the port of the telephone. `tls`: options of node's tls, both as server and as client. */
  static async open({ transport = 'udp', host = '127.0.0.1', port = 0, to, toHost = host, tls } = {}) {
    const peer = new SipPeer();
    Object.assign(peer, { transport, host, to, toHost, tls });
    await peer.#listen(port);
    const shown = host.includes(':') ? `[${host}]` : host;
    peer.address = `${shown}:${peer.port}`;
    return peer;
  }

  async #listen(port) {
    if (this.transport === 'udp') {
      this.#server = createSocket(this.host.includes(':') ? 'udp6' : 'udp4');
      this.#server.on('message', (datagram, from) =>
        this.#take(datagram.toString('latin1'), (text) =>
          this.#server.send(Buffer.from(text, 'latin1'), from.port, from.address),
        ),
      );
      await new Promise((bound) => this.#server.bind(port, this.host, bound));
    } else {
      const take = (socket) => this.#follow(socket);
      this.#server = this.transport === 'tls' ? createTlsServer(this.tls, take) : createTcpServer(take);
      this.#server.on('tlsClientError', (error) => this.refused?.(error));
      await new Promise((bound) => this.#server.listen(port, this.host, bound));
    }
    this.port = this.#server.address().port;
  }

  /** Cuts what comes over a connection into messages. */
  #follow(socket) {
    let came = '';
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (piece) => {
      came = (came + piece.toString('latin1')).replace(/^(\r\n)+/, '');
      for (;;) {
        const end = came.indexOf('\r\n\r\n');
        if (end < 0) return;
        const length = Number(
          /\r\n(?:content-length|l)[ \t]*:[ \t]*(\d+)/i.exec(came.slice(0, end))?.[1] ?? 0,
        );
        if (came.length < end + 4 + length) return;
        this.#take(came.slice(0, end + 4 + length), (text) => socket.write(text, 'latin1'));
        came = came.slice(end + 4 + length);
      }
    });
  }

  #take(text, reply) {
    if (!text.trim()) return;
    const message = new SipMessage(text, reply);
    const key = `${message.name} ${message.all('via')[0]} ${message.get('to')}`;
    // UDP says things again.
    const isRepeat = this.transport === 'udp' && this.#seen.has(key);
    this.#seen.add(key);
    const automatic = message.isRequest && this.#automatic.get(message.name);
    if (automatic) automatic(message, isRepeat);
    else if (!isRepeat) this.messages.push(message);
    for (const look of [...this.#waiting]) look();
  }

  /** Answers every request of that kind, or does what is wanted with it. */
  always(method, act) {
    this.#automatic.set(method, act);
  }

  /** The next message of that name ("INVITE", "200 INVITE"); others stay. */
  async expect(name) {
    let look;
    return new Promise((found, failed) => {
      const end = () => (this.#waiting = this.#waiting.filter((each) => each !== look));
      const timer = setTimeout(() => {
        end();
        failed(new Error(`${name} never came; came: ${this.messages.map((one) => one.name)}`));
      }, this.patience ?? PATIENCE_MS);
      look = () => {
        const at = this.messages.findIndex((one) => one.name === name);
        if (at < 0) return;
        clearTimeout(timer);
        end();
        found(...this.messages.splice(at, 1));
      };
      this.#waiting.push(look);
      look();
    });
  }

  async #connected() {
    if (this.#connection && !this.#connection.destroyed) return this.#connection;
    const where = { port: this.to, host: this.toHost };
    const socket = this.transport === 'tls' ? connectTls({ ...this.tls, ...where }) : connectTcp(where);
    this.#follow(socket);
    await new Promise((done, failed) => {
      socket.once(this.transport === 'tls' ? 'secureConnect' : 'connect', done);
      socket.once('error', failed);
    });
    this.#connection = socket;
    return socket;
  }

  /** As it stands, to the telephone. */
  async send(text) {
    if (this.transport === 'udp') {
      this.#server.send(Buffer.from(text, 'latin1'), this.to, this.toHost);
      return;
    }
    (await this.#connected()).write(text, 'latin1');
  }

  /** Ends the connection on which it speaks first; the next message opens another. */
  async hangUp() {
    const socket = this.#connection;
    this.#connection = undefined;
    if (!socket || socket.destroyed) return;
    await new Promise((ended) => {
      socket.once('close', ended);
      socket.destroySoon();
    });
  }

  /** An answer to a request. */
  respond(request, status, { sdp = '', tag = 'theirs', more = [] } = {}) {
    const to = request.get('to');
    request.reply(
      [
        `SIP/2.0 ${status}`,
        ...request.all('via').map((via) => `Via: ${via}`),
        ...request.all('record-route').map((route) => `Record-Route: ${route}`),
        `From: ${request.get('from')}`,
        `To: ${to.includes('tag=') || status.startsWith('100') ? to : `${to};tag=${tag}`}`,
        `Call-ID: ${request.get('call-id')}`,
        `CSeq: ${request.get('cseq')}`,
        `Contact: <sip:trunk@${this.address};transport=${this.transport}>`,
        ...more,
        ...(sdp ? ['Content-Type: application/sdp'] : []),
        `Content-Length: ${Buffer.byteLength(sdp)}`,
        '',
        sdp,
      ].join('\r\n'),
    );
  }

  /** Calls 311. */
  async call({ sdp, caller = '+14165550142', more = [] }) {
    const shown = this.toHost.includes(':') ? `[${this.toHost}]` : this.toHost;
    const dialog = new SipDialog(this, {
      from: `<sip:${caller}@${this.address}>;tag=${random()}`,
      to: `<sip:311@${shown}:${this.to}>`,
      target: `sip:311@${shown}:${this.to};transport=${this.transport}`,
    });
    await dialog.request('INVITE', { sdp, more, cseq: 1 });
    return dialog;
  }

  /** The 200 to a call of ours, acknowledged unless that is not wanted. */
  async isAnswered(dialog, { acknowledges = true } = {}) {
    const answer = await this.expect('200 INVITE');
    dialog.to = answer.get('to');
    dialog.target = /<([^>]*)>/.exec(answer.get('contact'))[1];
    if (acknowledges) await dialog.ack();
    return answer;
  }

  /** Our side of a call that came, whose INVITE we answered. */
  dialogOf(invite, tag = 'theirs') {
    return new SipDialog(this, {
      from: `${invite.get('to')};tag=${tag}`,
      to: invite.get('from'),
      callId: invite.get('call-id'),
      target: /<([^>]*)>/.exec(invite.get('contact'))[1],
    });
  }

  /** Closes connections, and nobody listens any more. */
  async close() {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((closed) => this.#server.close(closed));
  }
}
