// How what a person waits for grows with the history, in the real window: the start, the idle memory, opening the longest
// conversation at its end and at a hit of the search in its middle, turning the wheel there, sending, and the idle CPU
// with it open. Usage: cargo xtask bench growth [N] (each start N times, 5 unless told).
//
// The answers of that conversation have code, a table or formulas each. A step of the wheel costs what its frames take on
// the page's thread, from the scroll event until they are painted; beside it stands the CPU of all processes.
// The histories are made by the store's own code (`cargo xtask sample-data`). Starts are taken in turns, so that the
// ratios hold on a machine that gets slower and quicker; the least of several openings and sendings is taken.

import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import { Key } from "selenium-webdriver";
import { beside, cpuSeconds, idle, median, needed, settledPssMiB } from "./support.mjs";
import { launch, program } from "../tests/e2e/harness/app.mjs";
import { desktop } from "../tests/e2e/harness/desktop.mjs";
import { start } from "../tests/e2e/harness/processes.mjs";
import { openSession } from "../tests/e2e/harness/session.mjs";
import { until } from "../tests/e2e/harness/wait.mjs";

/** Conversations, and messages of the longest one. */
const HISTORIES = [[0, 2], [1_000, 100], [10_000, 1_000], [50_000, 10_000]].map(([conversations = 0, longest = 0]) => ({ conversations, longest, folder: "" }));
const BARS = { startRatio: 1.1, moreMiB: 40, openMs: 150, taskMs: 50, stepMs: 4, sendMs: 50, idlePercent: 0.2 };
const [OPENINGS, IDLE_SECONDS] = [7, 20];
/** The caret blinks for ten seconds after the last key, as in GTK's own fields. */
const CARET_SECONDS = 12;
/** Notches of the wheel in each direction, and the pause after each in milliseconds. */
const [NOTCHES, NOTCH_MS] = [100, 50];
const starts = Number(process.argv[2] ?? 5);
const session = await openSession();
const hands = desktop(session);
const server = await startServer();

/** Runs in the page: opens the newest conversation, or the first hit of the search, and says when it is painted and how long the longest frame was. */
const OPEN = `
  const [selector, done] = arguments;
  const { port1, port2 } = new MessageChannel();
  const row = document.querySelector(selector);
  const { messageId } = row.dataset;
  const isThere = () => (messageId ? document.querySelector('[role=log] [data-id="' + messageId + '"] article') : document.querySelector('[role=log] article[data-role=assistant] .prose')?.firstElementChild);
  const from = performance.now();
  let [last, longest, painted] = [from, 0, 0];
  port1.onmessage = () => (painted ||= performance.now() - from);
  const tick = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!painted && isThere()) port2.postMessage(0);
    if (painted && now - from > painted + 300) done([painted, longest]);
    else requestAnimationFrame(tick);
  };
  (row.querySelector('button, a') ?? row).click();
  requestAnimationFrame(tick);
`;
/** Runs in the page: notes what each frame that scrolls the transcript takes, from its scroll event until it is painted; gives a place in it. */
const WATCH_SCROLLING = `
  const { port1, port2 } = new MessageChannel();
  const work = (window.__scrolling = []);
  let began = 0;
  port1.onmessage = () => {
    work.push(performance.now() - began);
    began = 0;
  };
  const note = () => {
    if (began > 0) return;
    began = performance.now();
    requestAnimationFrame(() => port2.postMessage(0));
  };
  addEventListener('scroll', note, { capture: true, passive: true });
  const { top, bottom, left } = document.querySelector('.thread').getBoundingClientRect();
  return { x: left + 16, y: (top + bottom) / 2 };
`;
/** Runs in the page: notes when Enter is pressed, by the clock that the server has too. */
const NOTE_ENTER = "addEventListener('keydown', (event) => { if (event.key === 'Enter') window.__enter = performance.timeOrigin + performance.now(); }, true)";

try {
  for (const history of HISTORIES) {
    history.folder = session.below(`data-${history.conversations}`);
    mkdirSync(history.folder, { recursive: true });
    const filling = start(needed("YOUROUTER_SAMPLE_DATA"), [history.folder, "--conversations", String(history.conversations), "--longest", String(history.longest)]);
    await until("the history to be written", () => filling.hasEnded, { timeoutMs: 600_000, everyMs: 100 });
    if (filling.exitCode !== 0) throw new Error(filling.output.text);
  }
  const begun = await starting();
  const [empty] = begun;
  for (const [at, history] of HISTORIES.entries()) {
    const { readyMs, mib } = begun[at] ?? { readyMs: Number.NaN, mib: Number.NaN };
    const { openMs, taskMs, hitMs, hitTaskMs, step, sendMs, idlePercent } = await using(history);
    console.log(`${history.conversations} conversations, ${history.longest} messages in the longest:`);
    console.log(`  start ${readyMs.toFixed(0)} ms, ${beside(readyMs / (empty?.readyMs ?? 1), 2, BARS.startRatio)} × that of the first; memory ${mib.toFixed(0)} MiB, ${beside(mib - (empty?.mib ?? 0), 0, BARS.moreMiB)} MiB more`);
    console.log(`  opened and painted in ${beside(openMs, 0, BARS.openMs)} ms, longest frame ${beside(taskMs, 0, BARS.taskMs)} ms; at a hit in its middle in ${beside(hitMs, 0, BARS.openMs)} ms, longest frame ${beside(hitTaskMs, 0, BARS.taskMs)} ms`);
    console.log(`  a step of the wheel p50 ${step.p50.toFixed(1)} ms, p95 ${beside(step.p95, 1, BARS.stepMs)} ms, worst ${step.worst.toFixed(1)} ms of ${step.frames} frames; ${step.cpuMs.toFixed(1)} ms of CPU a notch; from Enter to the request ${beside(sendMs, 0, BARS.sendMs)} ms; idle ${beside(idlePercent, 2, BARS.idlePercent)} % of a core`);
  }
} finally {
  await session.close();
  server.close();
}

/** Starts with each history in turns, and the medians. The first round warms the disk's cache. */
async function starting() {
  /** @type {{ readyMs: number[], mib: number[] }[]} */
  const figures = HISTORIES.map(() => ({ readyMs: [], mib: [] }));
  for (let round = 0; round <= starts; round += 1) {
    for (const [at, { folder }] of HISTORIES.entries()) {
      const from = performance.now();
      const child = start(program(), [], { env: { ...session.env, ...environment(folder), YOUROUTER_PRINT_READY: "1" } });
      try {
        await until("the program to print ready", () => /^ready/m.test(child.output.text), { everyMs: 1, timeoutMs: 60_000 });
        const readyMs = performance.now() - from;
        const mib = await settledPssMiB(child.pid);
        if (round > 0) {
          figures[at]?.readyMs.push(readyMs);
          figures[at]?.mib.push(mib);
        }
      } finally {
        await child.end();
      }
    }
  }
  return figures.map(({ readyMs, mib }) => ({ readyMs: median(readyMs), mib: median(mib) }));
}

/** What a person does in the longest conversation. @param {{ folder: string, longest: number }} history */
async function using({ folder, longest }) {
  const app = await launch(session, { env: environment(folder) });
  await app.driver.manage().setTimeouts({ script: 60_000 });
  const [opened, frames, hits, hitFrames, sent] = Array.from({ length: 5 }, () => /** @type {number[]} */ ([]));
  for (let time = 0; time < OPENINGS; time += 1) {
    await app.page.newChat();
    await idle(app.pid);
    const [painted, longest] = /** @type {[number, number]} */ (await app.driver.executeAsyncScript(OPEN, "chat-sidebar [data-id]"));
    opened.push(painted);
    frames.push(longest);
  }
  for (let time = 0; time < OPENINGS; time += 1) {
    await app.page.newChat();
    await app.page.press(Key.CONTROL, "k");
    await app.page.fill("textbox", "Search chats", `"number ${Math.floor(longest / 4)}?" role:user`);
    await until("the hit", () => app.page.run("return document.querySelector('search-palette [data-message-id]') !== null && !/^Indexing/.test(document.querySelector('search-palette [role=status]').textContent)"), { timeoutMs: 120_000 });
    await idle(app.pid);
    const [painted, frame] = /** @type {[number, number]} */ (await app.driver.executeAsyncScript(OPEN, "search-palette [data-message-id]"));
    hits.push(painted);
    hitFrames.push(frame);
  }
  const step = await turning(app);
  await app.page.run(NOTE_ENTER);
  for (let time = 0; time < OPENINGS; time += 1) {
    await app.page.fill("textbox", "Message", `Go on, ${time}`);
    await idle(app.pid);
    const before = server.asked;
    await app.page.press(Key.ENTER);
    await until("the request", () => server.asked > before);
    sent.push(server.askedAt - /** @type {number} */ (await app.page.run("return window.__enter")));
    await app.page.answered("done");
  }
  await idle(app.pid);
  await passed("the caret to rest", CARET_SECONDS);
  const [from, cpu] = [performance.now(), cpuSeconds(app.pid)];
  await passed("a while without work", IDLE_SECONDS);
  const idlePercent = (100 * (cpuSeconds(app.pid) - cpu)) / ((performance.now() - from) / 1000);
  await app.quit();
  return { openMs: Math.min(...opened), taskMs: Math.min(...frames), hitMs: Math.min(...hits), hitTaskMs: Math.min(...hitFrames), step, sendMs: Math.min(...sent), idlePercent };
}

/** Turns the wheel down and up again, notch by notch. @param {Awaited<ReturnType<typeof launch>>} app */
async function turning(app) {
  const window = await hands.mainWindow(app.pid);
  const place = /** @type {{ x: number, y: number }} */ (await app.page.run(WATCH_SCROLLING));
  await idle(app.pid);
  const before = cpuSeconds(app.pid);
  for (const notches of [NOTCHES, -NOTCHES]) await hands.wheel({ x: window.x + place.x, y: window.y + place.y }, notches, NOTCH_MS);
  await idle(app.pid);
  const cpuMs = (1000 * (cpuSeconds(app.pid) - before)) / (2 * NOTCHES);
  const frames = /** @type {number[]} */ (await app.page.run("return window.__scrolling")).toSorted((a, b) => a - b);
  const share = (/** @type {number} */ part) => frames[Math.floor((frames.length - 1) * part)] ?? Number.NaN;
  return { p50: share(0.5), p95: share(0.95), worst: share(1), frames: frames.length, cpuMs };
}

/** @param {string} what @param {number} seconds */
async function passed(what, seconds) {
  const from = performance.now();
  await until(what, () => performance.now() - from > seconds * 1000, { timeoutMs: 2 * seconds * 1000, everyMs: 1000 });
}

/** @param {string} folder */
function environment(folder) {
  return { YOUROUTER_DATA_DIR: folder, YOUROUTER_API_KEY: "yr-not-used", YOUROUTER_BASE_URL: `http://127.0.0.1:${server.port}/v1` };
}

/** A gateway that answers in one piece and notes when it was asked, which is before it has read the body. */
async function startServer() {
  const state = { asked: 0, askedAt: 0, port: 0, close: () => {} };
  const http = createServer((request, response) => {
    const isQuestion = request.url?.endsWith("/chat/completions");
    if (isQuestion) {
      state.askedAt = performance.timeOrigin + performance.now();
      state.asked += 1;
    }
    request.resume().on("end", () => {
      if (!isQuestion) return void response.writeHead(404).end();
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: "So it is." }, finish_reason: "stop" }] })}\n\ndata: [DONE]\n\n`);
    });
  });
  await new Promise((resolve) => http.listen(0, "127.0.0.1", () => resolve(undefined)));
  state.port = /** @type {import("node:net").AddressInfo} */ (http.address()).port;
  state.close = () => http.close();
  return state;
}
