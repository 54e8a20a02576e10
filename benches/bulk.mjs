// How long many chats take from the key to the screen when they are deleted, brought back by Ctrl+Z, deleted again and
// restored from Recently deleted, in the real window, and the longest frame of each. Usage: cargo xtask bench bulk [N] (each N times, 5 unless told).
//
// The least of several is taken: what else runs on the machine only adds to it.

import { mkdirSync } from "node:fs";
import { beside, idle, needed } from "./support.mjs";
import { launch } from "../tests/e2e/harness/app.mjs";
import { start } from "../tests/e2e/harness/processes.mjs";
import { openSession } from "../tests/e2e/harness/session.mjs";
import { until } from "../tests/e2e/harness/wait.mjs";

/** How many are deleted at once, of how many. */
const SIZES = [[100, 2_000], [1_000, 2_000], [1_000, 20_000], [10_000, 20_000]].map(([some = 0, of = 0]) => ({ some, of }));
const BAR_MS = 200;
const rounds = Number(process.argv[2] ?? 5);
const session = await openSession();

/** Runs in the page: whether nothing goes on in the background any more. */
const IS_INDEXED = `
  const [done] = arguments;
  const request = { text: 'nothing has this', order: 'newest', cursor: null };
  window.__TAURI_INTERNALS__.invoke('search_chats', { request }).then(({ indexedPercent }) => done(indexedPercent === null));
`;

/** Runs in the page: selects the first rows of the list, the one with the focus among them. */
const SELECT = `
  const [list, some, done] = arguments;
  const rows = document.querySelector('conversation-rows');
  window.__TAURI_INTERNALS__.invoke('list_conversation_ids', { list }).then((ids) => {
    rows.goTo(rows.all.findIndex((row) => row.id === ids[0]));
    rows.selection.choose(ids.slice(0, some));
    rows.showSelection();
    window.__some = new Set(ids.slice(0, some));
    done(ids.length);
  });
`;

/** Runs in the page: does it, and says when the rows are painted as they are then, and how long the longest frame was. */
const TIMED = `
  const [act, areThere, done] = arguments;
  const { port1, port2 } = new MessageChannel();
  const rows = document.querySelector('conversation-rows');
  const isDone = () => rows.all.some(({ id }) => window.__some.has(id)) === areThere;
  const press = (target, init) => target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
  const from = performance.now();
  let [last, longest, painted] = [from, 0, 0];
  port1.onmessage = () => (painted ||= performance.now() - from);
  const tick = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!painted && isDone()) port2.postMessage(0);
    if (painted && now - from > painted + 300) done([painted, longest]);
    else requestAnimationFrame(tick);
  };
  if (act === 'delete') press(rows.querySelector('.conv[tabindex="0"]'), { key: 'Delete' });
  else if (act === 'undo') press(document.body, { key: 'z', ctrlKey: true });
  else document.querySelector('.side-sel button').click();
  requestAnimationFrame(tick);
`;

try {
  for (const { some, of } of SIZES) {
    const folder = session.below(`data-${some}-${of}`);
    mkdirSync(folder, { recursive: true });
    const filling = start(needed("YOUROUTER_SAMPLE_DATA"), [folder, "--conversations", String(of), "--longest", "10"]);
    await until("the history to be written", () => filling.hasEnded, { timeoutMs: 600_000, everyMs: 100 });
    if (filling.exitCode !== 0) throw new Error(filling.output.text);
    const figures = await measured(folder, some);
    const said = Object.entries(figures).map(([name, all]) => {
      const [painted, longest] = all.reduce(([ms, frame], [oneMs, oneFrame]) => [Math.min(ms, oneMs), Math.min(frame, oneFrame)]);
      return `${name} ${beside(painted, 0, BAR_MS)} ms (longest frame ${longest.toFixed(0)} ms)`;
    });
    console.log(`${some} of ${of} chats: ${said.join(", ")}`);
  }
} finally {
  await session.close();
}

/** @param {string} folder @param {number} some */
async function measured(folder, some) {
  const app = await launch(session, { env: { YOUROUTER_DATA_DIR: folder, YOUROUTER_API_KEY: "yr-not-used", YOUROUTER_BASE_URL: "http://127.0.0.1:9/v1" } });
  await app.driver.manage().setTimeouts({ script: 60_000 });
  await until("the history to be indexed", () => app.driver.executeAsyncScript(IS_INDEXED), { timeoutMs: 600_000, everyMs: 500 });
  /** @type {Record<'deleted' | 'undone' | 'restored', [number, number][]>} */
  const figures = { deleted: [], undone: [], restored: [] };
  /** @param {string} act @param {boolean} areThere @returns {Promise<[number, number]>} */
  const timed = async (act, areThere) => {
    await idle(app.pid);
    return app.driver.executeAsyncScript(TIMED, act, areThere);
  };
  for (let round = 0; round < rounds; round += 1) {
    await app.driver.executeAsyncScript(SELECT, { kind: "chats" }, some);
    figures.deleted.push(await timed("delete", false));
    figures.undone.push(await timed("undo", true));
    await app.driver.executeAsyncScript(SELECT, { kind: "chats" }, some);
    await timed("delete", false);
    await app.page.click("button", "Recently deleted");
    await until("the deleted chats", () => app.page.run("return document.querySelector('conversation-rows').all.length > 0 && document.querySelector('.side-place b').textContent === 'Recently deleted'"));
    await app.driver.executeAsyncScript(SELECT, { kind: "deleted" }, some);
    figures.restored.push(await timed("restore", false));
    await app.page.click("button", "All chats");
    await until("the chats", () => app.page.run("return document.querySelector('conversation-rows').all.length > 0 && document.querySelector('.side-place').hidden"));
  }
  await app.quit();
  return figures;
}
