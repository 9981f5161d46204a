// A mail server of the test's own (RFC 5321, as much of it as a sender needs): keeps what it takes,
// refuses whom it is told to, can be down, and can fall silent once it has taken a message.
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { TLSSocket, createServer as createTlsServer } from 'node:tls';

export class MailServer {
  #server;
  #sockets = new Set();
  #refused = new Set();
  #whenTaken;
  #tls;
  port = 0;
  taken = []; // {to, text, secure}: text as it came over the wire

  /** @param {{tls?: 'at once' | 'offered', key?: Buffer, cert?: Buffer}} options how it speaks TLS */
  static async start({ tls, ...identity } = {}) {
    const server = new MailServer();
    server.#tls = { when: tls, ...identity };
    await server.comeUp();
    return server;
  }

  get address() {
    return `${this.#tls.when === 'at once' ? 'smtps' : 'smtp'}://127.0.0.1:${this.port}`;
  }

  refuse(address) {
    this.#refused.add(address);
  }

  /** The next message is taken and never acknowledged; `happens` instead. */
  onceTaken(happens) {
    this.#whenTaken = happens;
  }

  async comeUp() {
    const serve = (socket) => this.#serve(socket, '220 mail.example.org');
    this.#server = this.#tls.when === 'at once' ? createTlsServer(this.#tls, serve) : createServer(serve);
    this.#server.listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = this.#server.address().port;
  }

  async goDown() {
    if (!this.#server.listening) return;
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(socket, greeting) {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => {});
    const talk = { to: undefined, data: undefined, secure: Boolean(socket.encrypted) };
    let unread = '';
    if (greeting) socket.write(`${greeting}\r\n`);
    socket.on('data', (chunk) => {
      unread += chunk.toString('latin1');
      for (let end; (end = unread.indexOf('\r\n')) >= 0;) {
        const line = unread.slice(0, end);
        unread = unread.slice(end + 2);
        const reply = talk.data ? this.#text(talk, line) : this.#command(talk, line);
        if (reply) socket.write(`${reply}\r\n`);
        if (line === 'STARTTLS') return this.#secure(socket);
      }
    });
  }

  /** What follows on this connection is TLS. */
  #secure(socket) {
    socket.removeAllListeners('data');
    this.#serve(new TLSSocket(socket, { isServer: true, ...this.#tls }));
  }

  #command(talk, line) {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'RCPT') {
      talk.to = /<(.*)>/.exec(line)[1];
      return this.#refused.has(talk.to) ? '550 no such mailbox' : '250 fine';
    }
    if (verb === 'DATA') {
      talk.data = [];
      return '354 go on';
    }
    if (verb === 'EHLO' && this.#tls.when === 'offered' && !talk.secure) return '250-fine\r\n250 STARTTLS';
    if (line === 'STARTTLS') return '220 go on in secret';
    return verb === 'QUIT' ? '221 bye' : '250 fine';
  }

  #text(talk, line) {
    if (line !== '.') {
      talk.data.push(line.startsWith('.') ? line.slice(1) : line);
      return undefined;
    }
    this.taken.push({ to: talk.to, text: talk.data.join('\r\n'), secure: talk.secure });
    talk.data = undefined;
    const happens = this.#whenTaken;
    this.#whenTaken = undefined;
    if (!happens) return '250 taken';
    happens();
    return undefined;
  }
}

/** What a mail says, as its reader sees it: {messageId, to, text}. */
export function readMail(raw) {
  const [head, ...rest] = raw.split(/\r?\n\r?\n/);
  const header = (name) => new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1].trim();
  const bytes = rest
    .join('\r\n\r\n')
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
  return {
    messageId: header('Message-Id'),
    to: header('To'),
    text: Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n'),
  };
}

/** What a city without a mail server has written into the folder in its data. */
export async function mailsIn(data) {
  const folder = join(data, 'outbox');
  const names = await readdir(folder).catch(() => []);
  const mails = names.filter((name) => name.endsWith('.eml'));
  return Promise.all(mails.map(async (name) => readMail(await readFile(join(folder, name), 'latin1'))));
}
