// What six answers side by side cost in the real window: CPU seconds of all processes, and the work of each frame.
// Usage: cargo xtask bench lanes [LANES] [PER_SECOND] (6 and 300 unless told). Each lane gets 30 kB in pieces of 5 bytes, from the
// mock gateway, whose own process is not counted. The bar is a 95th percentile of 16 ms of work a frame.

import { beside, cpuSeconds, idle } from "./support.mjs";
import { until } from "../tests/e2e/harness/wait.mjs";
import { openWorld } from "../tests/e2e/harness/world.mjs";

const [count = 6, perSecond = 300] = process.argv.slice(2).map(Number);
const kilobytes = 30;
const MOST_MS = { p95: 16, worst: 50 };
const world = await openWorld({ width: 2200, height: 1200 });

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

try {
  const app = await world.start();
  await world.hands.resize(app.window, 2180, 1100);
  await idle(app.pid);
  const cpu = await measure(app, false);
  const frames = (await measure(app, true)).frames.toSorted((a, b) => a - b);
  const share = (/** @type {number} */ part) => frames[Math.floor((frames.length - 1) * part)] ?? Number.NaN;
  console.log(`${count} lanes of ${kilobytes} kB at ${perSecond} pieces/s: ${cpu.cpu.toFixed(2)} CPU-s in ${cpu.seconds.toFixed(1)} s`);
  console.log(`  frames: p50 ${share(0.5).toFixed(1)} ms, p95 ${beside(share(0.95), 1, MOST_MS.p95)} ms, worst ${beside(share(1), 1, MOST_MS.worst)} ms, of ${frames.length}`);
  await app.quit();
} finally {
  await world.close();
}

/** Asks all lanes and waits until they have ended. @param {Awaited<ReturnType<typeof world.start>>} app @param {boolean} isWatched */
async function measure(app, isWatched) {
  await app.page.newChat();
  const lanes = Array.from({ length: count }, () => ({ route: { model: `mock/long-${kilobytes}-${perSecond}`, vendor: "auto" } }));
  // As they would be remembered from a comparison before.
  await app.page.run("return window.__TAURI__.core.invoke('update_settings', { change: { lanes: arguments[0] } })", lanes);
  await app.page.click("button", "Compare answers");
  await until("the lanes", async () => Number(await app.page.run("return document.querySelectorAll('compare-lane').length")) === count);
  if (isWatched) await app.page.run(WATCH_FRAMES);
  const before = { cpu: cpuSeconds(app.pid), at: performance.now() };
  await app.page.send("Begin");
  const isDone = "return [...document.querySelectorAll('compare-lane article')].filter((one) => one.dataset.state === 'done').length === arguments[0]";
  await until("all lanes to end", () => app.page.run(isDone, count), { timeoutMs: 120_000, everyMs: 500 });
  const cpu = cpuSeconds(app.pid) - before.cpu;
  const seconds = (performance.now() - before.at) / 1000;
  /** @type {number[]} */
  const frames = isWatched ? await app.page.run("cancelAnimationFrame(window.__next); return window.__frames;") : [];
  await app.page.click("button", "Back to the chat");
  return { cpu, seconds, frames };
}
