// What a key press costs while a model is searched for in the picker among 20,000, in the real window: the work of the
// page from the key until it is painted. Usage: cargo xtask bench picker [MODELS] (20,000 unless told).

import { createServer } from "node:http";
import { Key } from "selenium-webdriver";
import { beside, idle } from "./support.mjs";
import { until } from "../tests/e2e/harness/wait.mjs";
import { openWorld } from "../tests/e2e/harness/world.mjs";

const count = Number(process.argv[2] ?? 20_000);
const BAR_MS = 16;
/** Each is typed letter by letter and taken back likewise: a maker, a word that is spread, one that few have, and none. */
const QUERIES = ["claude sonnet", "gpt4omini", "large 2026", "qzxj"];

/** Ids such as `maker-7/claude-sonnet-4.13-large-20260417`. */
const models = Array.from({ length: count }, (_, at) => {
  const of = (/** @type {string[]} */ words, /** @type {number} */ step) => words[Math.floor(at / step) % words.length];
  const name = of(["gpt-4o", "claude-sonnet", "gemini-flash", "deepseek-chat", "mistral", "qwen-max", "llama-instruct", "own-model"], 1);
  return { id: `maker-${at % 40}/${name}-${at % 97}.${at % 13}-${of(["mini", "large", "turbo"], 8)}-2026${String(1 + (at % 12)).padStart(2, "0")}${String(1 + (at % 28)).padStart(2, "0")}`, object: "model" };
});
const server = createServer((_, response) => response.setHeader("content-type", "application/json").end(JSON.stringify({ object: "list", data: models })));
await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
const world = await openWorld();

/** Runs in the page: for each key, what its handlers took and what the frame after it took until it was painted. */
const WATCH_KEYS = `
  const { port1, port2 } = new MessageChannel();
  window.__keys = [];
  let [pressed, handled, framed] = [0, 0, 0];
  window.addEventListener('keydown', () => (pressed = performance.now()), { capture: true });
  window.addEventListener('input', () => {
    handled = performance.now() - pressed;
    requestAnimationFrame(() => {
      framed = performance.now();
      port2.postMessage(0);
    });
  });
  port1.onmessage = () => window.__keys.push(handled + performance.now() - framed);
`;

try {
  const app = await world.start({ env: { YOUROUTER_BASE_URL: `http://127.0.0.1:${port}/v1` } });
  await app.page.click("button", /^Model and vendor:/);
  const listed = new RegExp(`${count.toLocaleString("en")} models, from the gateway`);
  await until("the list", async () => listed.test(await app.page.run("return document.querySelector('route-picker').innerText")));
  await idle(app.pid);
  await app.page.run(WATCH_KEYS);
  const field = app.driver.switchTo().activeElement();
  let pressed = 0;
  for (const query of QUERIES) {
    for (const key of [...query, ...[...query].map(() => Key.BACK_SPACE)]) {
      await field.sendKeys(key);
      pressed += 1;
      await until("the frame", async () => Number(await app.page.run("return window.__keys.length")) === pressed);
    }
  }
  const times = (/** @type {number[]} */ (await app.page.run("return window.__keys"))).toSorted((a, b) => a - b);
  const share = (/** @type {number} */ part) => times[Math.floor((times.length - 1) * part)] ?? Number.NaN;
  console.log(`a key press among ${count.toLocaleString("en")} models: p50 ${share(0.5).toFixed(1)} ms, p95 ${beside(share(0.95), 1, BAR_MS)} ms, worst ${share(1).toFixed(1)} ms, of ${times.length}`);
  await app.quit();
} finally {
  await world.close();
  server.close();
}
