// Start and idle memory of the release program beside an empty Tauri window, in turns, in one run on one display.
// Usage: cargo xtask bench startup [N]. Ratios are what counts; the absolute figures belong to the machine.
//
// Both programs print `ready` when their page can be used and YOUROUTER_PRINT_READY is set, so no WebDriver stands in
// the way. Memory is the proportional set size (PSS) of the program and all its children, WebKit's processes included.

import { performance } from "node:perf_hooks";
import { median, needed, rendererOfTheApplication, settledPssMiB } from "./support.mjs";
import { start } from "../tests/e2e/harness/processes.mjs";
import { openSession } from "../tests/e2e/harness/session.mjs";
import { until } from "../tests/e2e/harness/wait.mjs";

const runs = Number(process.argv[2] ?? 9);
const application = needed("YOUROUTER_E2E_APP");
const floor = needed("YOUROUTER_FLOOR_APP");

const session = await openSession();
const data = session.below("data");
const contestants = [
  { name: "floor", program: floor, args: [], env: rendererOfTheApplication() },
  {
    name: "application",
    program: application,
    args: [],
    env: { YOUROUTER_DATA_DIR: data, YOUROUTER_API_KEY: "yr-not-used", YOUROUTER_BASE_URL: "http://127.0.0.1:9/v1" },
  },
];

/** @type {Record<string, { readyMs: number, pssMiB: number }[]>} */
const figures = { floor: [], application: [] };
try {
  // The first start of each warms the disk's cache and makes the data folder; it is not counted.
  for (let run = 0; run <= runs; run += 1) {
    for (const contestant of contestants) {
      const measured = await measure(contestant);
      if (run > 0) figures[contestant.name]?.push(measured);
      console.log(`${run === 0 ? "warm-up" : `run ${run}`}  ${contestant.name.padEnd(12)} ${measured.readyMs.toFixed(0)} ms  ${measured.pssMiB.toFixed(1)} MiB`);
    }
  }
} finally {
  await session.close();
}

report("start to usable composer, ms", "readyMs", 1.15);
report("idle memory (PSS), MiB", "pssMiB", 1.15);

/** @param {{ program: string, args: string[], env: Record<string, string> }} contestant */
async function measure({ program, args, env }) {
  const begin = performance.now();
  const child = start(program, args, { env: { ...session.env, ...env, YOUROUTER_PRINT_READY: "1" } });
  try {
    await until(`${program} to print ready`, () => /^ready/m.test(child.output.text) || (child.hasEnded && ended(child)), { everyMs: 1, timeoutMs: 30_000 });
    const readyMs = performance.now() - begin;
    return { readyMs, pssMiB: await settledPssMiB(child.pid) };
  } finally {
    await child.end();
  }
}

/** @param {{ output: { text: string } }} child @returns {never} */
function ended(child) {
  throw new Error(`it ended: ${child.output.text}`);
}

/** @param {string} title @param {"readyMs" | "pssMiB"} figure @param {number} bar */
function report(title, figure, bar) {
  const [low, high] = ["floor", "application"].map((name) => median((figures[name] ?? []).map((run) => run[figure])));
  const ratio = (high ?? 0) / (low ?? 1);
  console.log(`\n${title}: floor ${low?.toFixed(1)}, application ${high?.toFixed(1)}, ratio ${ratio.toFixed(3)} (bar ${bar}; median of ${runs})`);
}
