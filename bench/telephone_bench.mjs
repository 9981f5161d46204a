// `kept311 telephone` over loopback: sipp calls and sends back all that it hears, so that sound runs
// both ways on every line. What is left after many calls, what a full house costs, what failed in it, and
// meanwhile the longest gap in what one hears who waits, and the longest hole in what one hears who
// talks. Usage: node bench/telephone_bench.mjs
// BENCH_CALLS: one after the other, 1,000.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { FarEnd } from "../tests/telephone/far_end.mjs";
import { atRest, restored, serveCalls } from "../tests/telephone/many_calls.mjs";
import { RtpPeer } from "../tests/telephone/rtp_peer.mjs";
import { freePort } from "../tests/telephone/sipp.mjs";
import { holes } from "../tests/telephone/sound.mjs";
import { Telephone } from "../tests/telephone/telephone.mjs";

const CALLS = Number(process.env.BENCH_CALLS ?? 1_000);
const MOST_GROWTH_KB = 5 * 1024;
const MEASURED_MS = 15_000;
const CALLER_HZ = 440;
const AGENT_HZ = 1000;
const RATE = 8_000;
const TICKS_A_SECOND = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

const pause = (ms) => new Promise((wake) => setTimeout(wake, ms));
const agentsUntil = (count) => Array.from({ length: count }, (_, at) => `agent-${at}`);
const line = (what, ...figures) => console.log([what.padEnd(40), ...figures].join("  "));

const start = () =>
  Telephone.start({
    TELEPHONE_FIRST_PORT: "40000",
    TELEPHONE_LAST_PORT: "43998",
    TELEPHONE_MOST_CALLS: "1000",
    TELEPHONE_UNHEARD: "300",
  });

/** Seconds of a processor that it has had (proc(5)). */
function cpu(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** An operator whose headset sends back what it hears. */
const echoing = (port) =>
  ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0"]
    .concat([`m=audio ${port} RTP/AVP 0`, "a=rtpmap:0 PCMU/8000", "a=sendrecv", ""])
    .join("\r\n");

/** The longest time without a packet among those of the last `ms`. */
function longestGap(peer, ms) {
  const since = performance.now() - ms;
  const came = peer.packets.filter(({ at }) => at >= since).map(({ at }) => at);
  return came.slice(1).reduce((longest, at, before) => Math.max(longest, at - came[before]), 0);
}

async function oneAfterTheOther() {
  const telephone = await start();
  const peer = await RtpPeer.open({ hertz: 1000 });
  const agents = agentsUntil(3);
  for (const agent of agents) await telephone.headset(agent, peer);
  const run = async (count) => {
    const served = serveCalls(telephone, { count, agents });
    const callers = await telephone.caller("caller_leaves", {
      calls: count,
      rate: 25,
      ms: 1_000,
      rtp: peer.port,
    });
    await Promise.all([served.over, callers.done]);
    assert.deepEqual(served.failures(), []);
  };
  await run(Math.min(CALLS, 200));
  const before = await atRest(telephone);
  const { memory_kb: memory } = await telephone.health();
  await run(CALLS);
  assert.deepEqual(await restored(telephone, before), before);
  const growth = (await telephone.health()).memory_kb - memory;
  line(`${CALLS} calls, one after the other`, "all as before", `memory grew by ${growth} kB`);
  assert.ok(growth < MOST_GROWTH_KB, `memory grew by ${growth} kB`);
  peer.close();
  await telephone.stop();
}

/** What went wrong with a call, here or on sipp's side. */
async function failuresOf(served, ...lines) {
  const ends = await Promise.allSettled([served.over, ...lines.map(({ done }) => done)]);
  const ours = ends.filter(({ status }) => status === "rejected").map(({ reason }) => String(reason));
  return [...served.failures(), ...ours];
}

/** Who waits, and who talks, the first of them to an operator whose tone is known. */
async function fullHouse(queued, talking) {
  const telephone = await start();
  const echo = await freePort();
  const agents = agentsUntil(talking);
  const speaker = await FarEnd.open({ hertz: AGENT_HZ });
  await telephone.headset(agents[0], speaker);
  for (const agent of agents.slice(1)) {
    const { status } = await telephone.post("/audio", { agent, sdp: echoing(echo) });
    assert.equal(status, 200);
  }
  const waitFor = (count, what) =>
    telephone.until(
      () => telephone.events.filter(({ event }) => event === "queued").length === count,
      what,
    );
  const count = queued + talking + 1;
  const served = serveCalls(telephone, { count, agents, talking });
  const talker = await FarEnd.open({ hertz: CALLER_HZ });
  const talks = await telephone.caller("caller_leaves", {
    rtp: talker.port,
    ms: MEASURED_MS + 25_000,
  });
  await waitFor(1, "who talks");
  const callers = await telephone.caller("caller_leaves", {
    ...{ calls: count - 2, rate: 50, ms: MEASURED_MS + 20_000, rtp: echo, echo: true },
  });
  await waitFor(count - 1, "the last of them");
  // One more, who listens: to music, as whoever comes last.
  const listener = await RtpPeer.open({ hertz: CALLER_HZ });
  const listens = await telephone.caller("caller_leaves", {
    rtp: listener.port,
    ms: MEASURED_MS + 5_000,
  });
  await waitFor(count, "who listens");
  await pause(1_000);
  const before = { ...(await telephone.health()), cpu: cpu(telephone.pid) };
  await pause(MEASURED_MS);
  const now = { ...(await telephone.health()), cpu: cpu(telephone.pid) };
  const gap = Math.max(longestGap(listener, MEASURED_MS), longestGap(talker, MEASURED_MS));
  const hole = holes(talker.recent(MEASURED_MS), RATE, AGENT_HZ);
  const failures = await failuresOf(served, talks, callers, listens);
  if (now.calls !== count) failures.push(`${now.calls} calls were up, not ${count}`);
  if (hole.part > 0.5 || hole.usual < 0.05) failures.push(`who talked was not heard: ${hole.usual}`);
  const load = (100 * (now.cpu - before.cpu) * 1000) / MEASURED_MS;
  line(
    `${queued} queued and ${talking} talking`,
    `failures ${failures.length}`,
    `${load.toFixed(0)} % of one core`,
    `longest gap ${gap.toFixed(0)} ms`,
    `longest hole in a voice ${hole.longest} ms`,
    `late ticks ${now.late_ticks - before.late_ticks} of ${now.ticks - before.ticks}`,
  );
  for (const peer of [listener, talker, speaker]) peer.close();
  await telephone.stop();
  assert.deepEqual(failures, []);
}

await oneAfterTheOther();
await fullHouse(200, 60);
await fullHouse(0, 200);
