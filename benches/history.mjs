// What it takes to open a long answer from history in the real window: time until it is painted, the longest frame on the
// way, and the longest frame of three jumps within it. Usage: cargo xtask bench history [SHAPE …] (all unless told).

import { SHAPES } from "./shapes.mjs";
import { pieces, startScript } from "../tests/e2e/harness/script.mjs";
import { until } from "../tests/e2e/harness/wait.mjs";
import { openWorld } from "../tests/e2e/harness/world.mjs";

/** Runs in the page: opens a conversation, and says when it is painted and how long its longest frame was. */
const OPEN = `
  const [title, done] = arguments;
  const row = [...document.querySelectorAll('chat-sidebar *')].find((one) => one.childElementCount === 0 && one.textContent.trim() === title);
  const { port1, port2 } = new MessageChannel();
  const from = performance.now();
  let last = from, longest = 0, painted = 0;
  port1.onmessage = () => (painted ||= performance.now() - from);
  const tick = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    const isThere = document.querySelector('.prose')?.firstElementChild;
    if (!painted && isThere) port2.postMessage(0);
    // The rest of a long block comes in the frames after it.
    if (painted && now - from > painted + 1500) done([painted, longest]);
    else requestAnimationFrame(tick);
  };
  row.closest('button, a, [role=option], li').click();
  requestAnimationFrame(tick);
`;

/** Runs in the page: jumps to a place, and says how long it took to be painted. */
const JUMP = `
  const [share, done] = arguments;
  const { port1, port2 } = new MessageChannel();
  const thread = document.querySelector('.thread');
  const from = performance.now();
  port1.onmessage = () => done(performance.now() - from);
  thread.scrollTop = thread.scrollHeight * share;
  requestAnimationFrame(() => port2.postMessage(0));
`;

const wanted = process.argv.slice(2);
const world = await openWorld();
const script = await startScript();
try {
  const app = await world.start({ env: { YOUROUTER_BASE_URL: script.baseUrl } });
  await app.driver.manage().setTimeouts({ script: 60_000 });
  const shapes = Object.entries(SHAPES).filter(([name]) => wanted.length === 0 || wanted.includes(name));
  for (const [name, text] of shapes) {
    script.answer(...pieces(text, 4_000));
    await app.page.newChat();
    await app.page.send(name);
    const isDone = "return document.querySelector('article[data-role=assistant]')?.dataset.state === 'done'";
    await until("the answer to end", () => app.page.run(isDone), { timeoutMs: 120_000, everyMs: 500 });
  }
  for (const [name, text] of shapes) {
    await app.page.newChat();
    const [painted, longest] = /** @type {[number, number]} */ (await app.driver.executeAsyncScript(OPEN, name));
    let jump = 0;
    for (const share of [0.5, 0, 0.25]) jump = Math.max(jump, /** @type {number} */ (await app.driver.executeAsyncScript(JUMP, share)));
    console.log(`${name}, ${Math.round(text.length / 1000)} kB: painted after ${painted.toFixed(0)} ms, longest frame ${longest.toFixed(0)} ms, a jump ${jump.toFixed(0)} ms`);
  }
} finally {
  await world.close();
  await script.end();
}
