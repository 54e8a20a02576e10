// What a streamed answer costs in the real window: CPU seconds and memory of all processes, and the work of each frame.
// Usage: cargo xtask bench streaming [KB … | reasoning | paragraph | list | table | code] (20, 100 and all others unless
// told). The answer comes at 500 pieces of 5 bytes each second, as prose, from the mock gateway, whose own process is not
// counted; beside it, in the same run, an empty window appends as much bare text at the same rate. `reasoning` is 200 kB in pieces of 20 bytes, shown open; the others come in pieces of 200: a paragraph of 500 kB,
// a list of 10,000 items, a table of 5,000 rows, code of 1 MB. They say how the work of the last quarter compares with that
// of the first. Beside each figure stands its bar, where there is one, and `MISSED` where it is missed.
//
// CPU and frames are taken in separate answers: asking for every frame makes the web view paint more than it would.

import { SHAPES } from "./shapes.mjs";
import { beside, cpuSeconds, idle, needed, pssMiB, rendererOfTheApplication } from "./support.mjs";
import { launch } from "../tests/e2e/harness/app.mjs";
import { pieces, startScript } from "../tests/e2e/harness/script.mjs";
import { until } from "../tests/e2e/harness/wait.mjs";
import { openWorld } from "../tests/e2e/harness/world.mjs";

const wanted = process.argv.slice(2);
const reasoningKilobytes = 200;
const paragraphKilobytes = 500;
/** CPU seconds of all processes, by kilobytes. @type {Record<number, number>} */
const MOST_CPU = { 20: 1.4, 100: 5 };
/** The same beside bare text that an empty window appends at the same rate. */
const MOST_RATIO = 1.5;
const PIECE = 5;
const PER_SECOND = 500;
const MOST_MIB = 30;
const MOST_MS = { p95: 8, worst: 50 };
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
/** Runs in an empty page: appends so many pieces of text, as paragraphs, as their time comes. */
const APPEND = `
  const [pieces, size, perSecond, done] = arguments;
  const field = document.createElement('div');
  Object.assign(field.style, { height: '90vh', overflowY: 'scroll', font: '16px sans-serif' });
  document.body.append(field);
  const words = 'the words of an answer that nobody renders, ';
  const from = performance.now();
  let written = 0;
  let text;
  const timer = setInterval(() => {
    const due = Math.min(pieces, Math.floor(((performance.now() - from) * perSecond) / 1000));
    for (; written < due; written += 1) {
      if (written % 100 === 0) {
        const paragraph = document.createElement('p');
        paragraph.append((text = document.createTextNode('')));
        field.append(paragraph);
      }
      const at = (written * size) % (words.length - size);
      text.appendData(words.slice(at, at + size));
    }
    field.scrollTop = field.scrollHeight;
    if (written < pieces) return;
    clearInterval(timer);
    done();
  }, 1000 / perSecond);
`;
/** Frames after the last text that are watched too: what is left to the end is done in them. */
const FRAMES_AFTER = 100;

try {
  for (const one of wanted.length > 0 ? wanted : ["20", "100", "reasoning", "paragraph", "list", "table", "code"]) {
    if (one === "reasoning") await measureReasoning();
    else if (one === "paragraph") await measureParagraph();
    else if (SHAPES[one]) await measureShape(one, SHAPES[one]);
    else await measure(Number(one));
  }
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
  await stream(app, kilobytes);
  const frames = await framesOf(app);
  await app.quit();

  const more = pss - before.pss;
  const bare = await bareText(kilobytes);
  console.log(`${kilobytes} kB: ${beside(cpu, 2, MOST_CPU[kilobytes])} CPU-s, ${beside(cpu / bare, 2, MOST_RATIO)} x the ${bare.toFixed(2)} of bare text, PSS ${before.pss.toFixed(0)} -> ${pss.toFixed(0)} MiB, ${beside(more, 0, MOST_MIB)} MiB more`);
  console.log(`  frames: ${shares(frames)}`);
}

/**
 * What an empty window of the same web view needs to append the same amount of bare text at the same rate, and to stay at its end.
 * @param {number} kilobytes @returns {Promise<number>} CPU seconds
 */
async function bareText(kilobytes) {
  const app = await launch(world.session, { application: needed("YOUROUTER_FLOOR_APP"), env: rendererOfTheApplication() });
  await app.driver.manage().setTimeouts({ script: 300_000 });
  await idle(app.pid);
  const before = cpuSeconds(app.pid);
  await app.driver.executeAsyncScript(APPEND, (kilobytes * 1000) / PIECE, PIECE, PER_SECOND);
  const cpu = cpuSeconds(app.pid) - before;
  await app.quit();
  return cpu;
}

/** An opened reasoning that grows. */
async function measureReasoning() {
  const sentence = "I look at what is given, decide what follows from it, and check that against the question once more.";
  const text = Array.from({ length: (reasoningKilobytes * 1000) / 110 }, (_, n) => `Step ${n}: ${sentence}${n % 3 === 2 ? "\n\n" : " "}`).join("");
  const all = pieces(text, 20).map((piece) => ({ reasoning: piece.text ?? "" }));
  await measureTold(`reasoning of ${reasoningKilobytes} kB, open`, async (app, script) => {
    await script.tell(all.slice(0, 1), 500);
    await until("the reasoning", () => app.page.run("const think = [...document.querySelectorAll('.think')].at(-1); if (!think) return false; think.open = true; return true"));
    await script.tell(all.slice(1), 500);
    await script.say("So it is.");
  });
}

/** One paragraph that never ends. */
async function measureParagraph() {
  const text = Array.from({ length: (paragraphKilobytes * 1000) / 40 }, (_, n) => `${n}, then some *more* words of a sentence, `).join("");
  await measureTold(`one paragraph of ${paragraphKilobytes} kB`, (_, script) => script.tell(pieces(text, 200), 500));
}

/** One shape without end. @param {string} name @param {string} text */
async function measureShape(name, text) {
  const size = Math.round(text.length / 1000);
  await measureTold(`${name} of ${size} kB`, (_, script) => script.tell(pieces(text, 200), 500));
}

/**
 * An answer in pieces of our own: CPU and frames in answers of their own, as above.
 * @param {string} name
 * @param {(app: Awaited<ReturnType<typeof world.start>>, script: Awaited<ReturnType<typeof startScript>>) => Promise<void>} tell
 */
async function measureTold(name, tell) {
  const script = await startScript();
  const app = await world.start({ data: `data-${name}`, env: { YOUROUTER_BASE_URL: script.baseUrl } });
  const answer = async () => {
    script.listen();
    await app.page.send("Begin");
    await tell(app, script);
    script.finish();
    await app.page.answered("done", 60_000);
  };
  await idle(app.pid);
  const before = cpuSeconds(app.pid);
  await answer();
  const cpu = cpuSeconds(app.pid) - before;

  await app.page.newChat();
  await app.page.run(WATCH_FRAMES);
  await answer();
  const frames = await framesOf(app);
  await app.quit();
  await script.end();
  const quarter = Math.floor(frames.length / 4);
  const sum = (/** @type {number[]} */ some) => some.reduce((total, ms) => total + ms, 0);
  console.log(`${name}: ${cpu.toFixed(2)} CPU-s`);
  console.log(`  frames: ${shares(frames)}; last quarter beside first: ${(sum(frames.slice(-quarter)) / sum(frames.slice(0, quarter))).toFixed(2)}`);
}

/** How long each frame took until a while after the end. @param {Awaited<ReturnType<typeof world.start>>} app @returns {Promise<number[]>} milliseconds */
async function framesOf(app) {
  const atEnd = await app.page.run("return window.__frames.length");
  await until("the frames after the end", () => app.page.run("return window.__frames.length >= arguments[0]", atEnd + FRAMES_AFTER));
  return app.page.run("cancelAnimationFrame(window.__next); return window.__frames;");
}

/** @param {number[]} frames */
function shares(frames) {
  const sorted = frames.toSorted((a, b) => a - b);
  const share = (/** @type {number} */ part) => sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
  const slow = sorted.filter((ms) => ms > MOST_MS.worst).length;
  return `p50 ${share(0.5).toFixed(1)} ms, p95 ${beside(share(0.95), 1, MOST_MS.p95)} ms, worst ${beside(share(1), 1, MOST_MS.worst)} ms, ${slow} over that, of ${frames.length}`;
}

/** @param {Awaited<ReturnType<typeof world.start>>} app @param {number} kilobytes */
async function stream(app, kilobytes) {
  await app.page.send(`/long ${kilobytes} ${PER_SECOND} ${PIECE} prose`);
  const isDone = "return [...document.querySelectorAll('article[data-role=assistant]')].at(-1)?.dataset.state === 'done'";
  await until("the answer to end", () => app.page.run(isDone), { timeoutMs: 300_000, everyMs: 500 });
}
