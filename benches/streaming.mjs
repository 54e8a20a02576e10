// What a streamed answer costs in the real window: CPU seconds and memory of all processes, and the work of each frame.
// Usage: cargo xtask bench streaming [KB …] (20 and 100 unless told). The answer comes at 500 pieces of 5 bytes each
// second, as prose, from the mock gateway, whose own process is not counted.
//
// CPU and frames are taken in separate answers: asking for every frame makes the web view paint more than it would.

import { readFileSync } from "node:fs";
import { tree } from "../tests/e2e/harness/processes.mjs";
import { until } from "../tests/e2e/harness/wait.mjs";
import { openWorld } from "../tests/e2e/harness/world.mjs";

const sizes = process.argv.slice(2).map(Number);
const TICKS_PER_SECOND = 100;
const world = await openWorld();

/** Runs in the page: notes how long each frame's work took, from its first callback until it was painted. */
const WATCH_FRAMES = `
  const { port1, port2 } = new MessageChannel();
  const work = (window.__frames = []);
  let began = 0;
  port1.onmessage = () => work.push(performance.now() - began);
  const tick = () => {
    began = performance.now();
    port2.postMessage(0);
    window.__next = requestAnimationFrame(tick);
  };
  window.__next = requestAnimationFrame(tick);
`;
const FRAMES = "cancelAnimationFrame(window.__next); return window.__frames;";

try {
  for (const kilobytes of sizes.length > 0 ? sizes : [20, 100]) await measure(kilobytes);
} finally {
  await world.close();
}

/** @param {number} kilobytes */
async function measure(kilobytes) {
  const app = await world.start({ data: `data-${kilobytes}` });
  await idle(app.pid);
  const before = { cpu: cpuSeconds(app.pid), pss: pssMiB(app.pid) };
  await stream(app, kilobytes);
  const cpu = cpuSeconds(app.pid) - before.cpu;
  await idle(app.pid);
  const pss = pssMiB(app.pid);

  await app.page.newChat();
  await app.page.run(WATCH_FRAMES);
  await stream(app, Math.min(kilobytes, 20));
  const frames = /** @type {number[]} */ (await app.page.run(FRAMES)).sort((a, b) => a - b);
  const share = (/** @type {number} */ part) => (frames[Math.floor((frames.length - 1) * part)] ?? Number.NaN).toFixed(1);
  await app.quit();

  console.log(`${kilobytes} kB: ${cpu.toFixed(2)} CPU-s, PSS ${before.pss.toFixed(0)} -> ${pss.toFixed(0)} MiB`);
  console.log(`  frames: p50 ${share(0.5)} ms, p95 ${share(0.95)} ms, worst ${share(1)} ms of ${frames.length}`);
}

/** @param {Awaited<ReturnType<typeof world.start>>} app @param {number} kilobytes */
async function stream(app, kilobytes) {
  await app.page.send(`/long ${kilobytes} 500 5 prose`);
  const isDone = "return [...document.querySelectorAll('article[data-role=assistant]')].at(-1)?.dataset.state === 'done'";
  await until("the answer to end", () => app.page.run(isDone), { timeoutMs: 200_000, everyMs: 500 });
}

/** User and system time of all processes so far. @param {number} root */
function cpuSeconds(root) {
  return sum(root, (pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  });
}

/** @param {number} root */
function pssMiB(root) {
  return sum(root, (pid) => Number(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8").match(/^Pss:\s+(\d+)/m)?.[1] ?? 0) / 1024);
}

/** @param {number} root @param {(pid: number) => number} figure */
function sum(root, figure) {
  return tree(root).reduce((total, pid) => {
    try {
      return total + figure(pid);
    } catch {
      // It ended between the listing and the look.
      return total;
    }
  }, 0);
}

/** Waits until the last 100 ms and more cost next to nothing. @param {number} root */
async function idle(root) {
  let last = { at: Number.NEGATIVE_INFINITY, cpu: 0 };
  await until("an idle program", () => {
    const look = { at: performance.now(), cpu: cpuSeconds(root) };
    const isQuiet = look.cpu - last.cpu < 0.02;
    last = look;
    return isQuiet;
  }, { timeoutMs: 30_000, everyMs: 150 });
}
