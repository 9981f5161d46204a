// A small disk of a test's own: the test's file runs once more by itself, in a mount namespace in which
// temporary files lie on a tmpfs of that size. Nobody else sees it, and it goes away with the process.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { open, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const INSIDE = 'KEPT311_SMALL_DISK';
const STEP = 1 << 20;

/** Where the small disk is, in the process that has one. */
export const SMALL_DISK = process.env[INSIDE];

/** Root may mount; everybody else may in a user namespace of their own, where the machine allows it. */
const UNSHARE = process.getuid() === 0 ? ['-m'] : ['-U', '-r', '-m'];

function run(command, words, env) {
  return new Promise((ended, failed) => {
    const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'], env });
    const stop = () => child.kill();
    process.once('exit', stop);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', failed);
    child.once('close', (code) => {
      process.off('exit', stop);
      ended({ code, output });
    });
  });
}

/** Runs the tests of `file` on a small disk; fails with what they said, or for want of a namespace. */
export async function runOnSmallDisk(file, megabytes) {
  const place = await mkdtemp(join(tmpdir(), 'kept311-disk-'));
  const mount = `mount -t tmpfs -o size=${megabytes}m,mode=700 kept311 "${place}"`;
  try {
    const tried = await run('unshare', [...UNSHARE, 'sh', '-c', mount]);
    assert.equal(
      tried.code,
      0,
      'this test needs a mount namespace of its own, as root or by user namespaces ' +
        `(unshare ${UNSHARE.join(' ')}), and this machine gives it none: ${tried.output}`,
    );
    const env = { ...process.env, TMPDIR: place, [INSIDE]: place };
    delete env.NODE_TEST_CONTEXT; // else it would report to the runner of the outer one, in its format
    const { code, output } = await run(
      'unshare',
      [...UNSHARE, 'sh', '-c', `${mount} && exec "$0" --test-reporter=spec "$1"`, process.execPath, file],
      env,
    );
    assert.equal(code, 0, output);
    assert.match(output, /pass [1-9]/, output);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** A file that takes all room of the small disk, but for so many bytes. */
export class Filler {
  #path = join(SMALL_DISK ?? '', 'filler');

  async leave(bytes) {
    const file = await open(this.#path, 'a');
    try {
      for (let step = STEP; step >= 1; step /= 16) await this.#fill(file, Buffer.alloc(step));
      const { size } = await file.stat();
      await file.truncate(Math.max(0, size - bytes));
    } finally {
      await file.close();
    }
  }

  async #fill(file, bytes) {
    for (;;) {
      try {
        const { bytesWritten } = await file.write(bytes);
        if (bytesWritten < bytes.length) return;
      } catch (error) {
        assert.equal(error.code, 'ENOSPC');
        return;
      }
    }
  }

  remove() {
    return rm(this.#path);
  }
}
