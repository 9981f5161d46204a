// `kept311 telephone` over loopback: sipp calls and sends back all that it hears, so that sound runs
// both ways on every line. What is left after many calls, what a full house costs, and the longest gap
// in what one caller hears meanwhile. Usage: node bench/telephone_bench.mjs
// BENCH_CALLS: one after the other, 1,000.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { atRest, restored, serveCalls } from "../tests/telephone/many_calls.mjs";
import { RtpPeer } from "../tests/telephone/rtp_peer.mjs";
import { freePort } from "../tests/telephone/sipp.mjs";
import { Telephone } from "../tests/telephone/telephone.mjs";

const CALLS = Number(process.env.BENCH_CALLS ?? 1_000);
const MOST_GROWTH_KB = 5 * 1024;
const MEASURED_MS = 15_000;
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
      ms: 300,
      rtp: peer.port,
    });
    const [ends] = await Promise.all([served, callers.done]);
    assert.ok([...ends.values()].every((one) => one === 1));
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

async function fullHouse(queued, talking) {
  const telephone = await start();
  const echo = await freePort();
  const agents = agentsUntil(talking);
  for (const agent of agents) {
    const { status } = await telephone.post("/audio", { agent, sdp: echoing(echo) });
    assert.equal(status, 200);
  }
  const count = queued + talking;
  const served = serveCalls(telephone, { count: count + 1, agents, talking });
  const callers = await telephone.caller("caller_leaves", {
    ...{ calls: count, rate: 50, ms: MEASURED_MS + 10_000, rtp: echo, echo: true },
  });
  await telephone.until(
    () => telephone.events.filter(({ event }) => event === "queued").length === count,
    "the last of them",
  );
  // One more, who listens: to music, as whoever comes last.
  const listener = await RtpPeer.open({ hertz: 440 });
  const probe = await telephone.caller("caller_leaves", {
    rtp: listener.port,
    ms: MEASURED_MS + 5_000,
  });
  await telephone.until(
    () => telephone.events.filter(({ event }) => event === "queued").length === count + 1,
    "who listens",
  );
  await pause(1_000);
  const before = { ...(await telephone.health()), cpu: cpu(telephone.pid) };
  await pause(MEASURED_MS);
  const now = { ...(await telephone.health()), cpu: cpu(telephone.pid) };
  const gap = longestGap(listener, MEASURED_MS);
  assert.equal(now.calls, count + 1);
  const [ends] = await Promise.all([served, callers.done, probe.done]);
  assert.ok([...ends.values()].every((one) => one === 1));
  const load = (100 * (now.cpu - before.cpu) * 1000) / MEASURED_MS;
  line(
    `${queued} queued and ${talking} talking`,
    "failures 0",
    `${load.toFixed(0)} % of one core`,
    `longest gap ${gap.toFixed(0)} ms`,
    `late ticks ${now.late_ticks - before.late_ticks} of ${now.ticks - before.ticks}`,
  );
  listener.close();
  await telephone.stop();
}

await oneAfterTheOther();
await fullHouse(200, 60);
await fullHouse(0, 200);
