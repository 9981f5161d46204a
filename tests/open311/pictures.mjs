// Small pictures, made on the spot.
import { crc32, deflateSync } from 'node:zlib';

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A red PNG; `note` is written into it, `claims`: the size that its head tells, if another. */
export function png(width, height, { note = '', claims = [width, height] } = {}) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(claims[0], 0);
  head.writeUInt32BE(claims[1], 4);
  head.set([8, 2, 0, 0, 0], 8); // 8 bits, RGB
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(3 * width, Buffer.from([200, 20, 20]))]);
  const points = deflateSync(Buffer.concat(Array(height).fill(line)));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('tEXt', Buffer.from(`Description\0${note}`, 'latin1')),
    chunk('IDAT', points),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
