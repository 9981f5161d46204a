// A line that loses some of what is sent over it, and delays some.

/** Loss: which part; jitter: by how many ms packets are late at the most. */
export const CLEAN = { loss: 0, jitter: 0 };

/** Sends one packet over it, as far as it comes. */
export function carry({ loss, jitter }, send) {
  if (Math.random() < loss) return;
  if (jitter === 0) send();
  else setTimeout(send, Math.random() * jitter);
}
