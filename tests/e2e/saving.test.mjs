// A database that takes nothing while an answer streams: locked by another program, on a full disk. The answer goes on, it
// is said, nothing of it is lost, and the chat is as usable as before once writing works again.

import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe } from "node:test";
import { fileURLToPath } from "node:url";
import { hold } from "./harness/database.mjs";
import { onSmallDisk, whyNoDisk } from "./harness/disk.mjs";
import { startScript } from "./harness/script.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const PICTURES = fileURLToPath(new URL("./screenshots/saving/", import.meta.url));
const world = await openWorld();
const script = await startScript();

/** @typedef {Awaited<ReturnType<typeof world.start>>} App */

/** Starts the program on the script, which is to answer the question that it sends. @param {Parameters<typeof world.start>[0]} options */
async function asking(options) {
  const app = await world.start({ ...options, env: { YOUROUTER_BASE_URL: script.baseUrl } });
  script.listen();
  await app.page.send("Tell me all of it");
  await script.say("Line 0.\n\n");
  await app.page.streaming();
  return app;
}

/** Tells lines, numbered from one on, each of some kilobytes if `padding` says so, until a condition holds. */
function teller() {
  let told = 0;
  return {
    get told() {
      return told;
    },
    /** @param {string} what @param {() => Promise<unknown>} isEnough @param {number} [padding] characters */
    until: (what, isEnough, padding = 0) =>
      until(what, async () => {
        told += 1;
        await script.say(`Line ${told}.${padding ? ` ${"word ".repeat(padding / 5)}` : ""}\n\n`);
        return isEnough();
      }, { timeoutMs: 40_000 }),
  };
}

/** @param {App} app @param {RegExp} words */
const isSaid = (app, words) => async () => {
  for (const alert of await app.page.all("alert", null)) if (words.test(await alert.getText())) return true;
  return false;
};

/** @param {App} app */
const noticeIsGone = (app) => until("the notice to be gone", () => app.page.run("return document.querySelector('saving-notice').hidden"));

/** The numbers of the lines of the newest answer. @param {App} app @param {string} [state] */
async function lines(app, state) {
  const { prose } = await app.page.answered(state);
  return [...prose.matchAll(/Line (\d+)\./g)].map(([, number]) => Number(number));
}

/** @param {App} app @param {number} told */
async function isWhole(app, told) {
  assert.deepEqual(await lines(app), Array.from({ length: told + 1 }, (_, number) => number), "each line once, in order");
}

/** A further message in the same chat, and all of it again after a restart. @param {App} app @param {number} told @param {Parameters<typeof world.start>[0]} options */
async function goesOn(app, told, options) {
  script.answer({ text: "This too." });
  await app.page.send("And then?");
  await until("the next answer", async () => (await app.page.answer())?.prose.trim() === "This too." && (await app.page.answer())?.state === "done");
  if (!options) return;
  await app.quit();
  const again = await world.start({ ...options, env: { YOUROUTER_BASE_URL: script.baseUrl } });
  const texts = (await again.page.messages()).map(({ prose, text }) => prose || text);
  assert.equal(texts.length, 4);
  assert.equal((texts[1] ?? "").match(/Line \d+\./g)?.length, told + 1);
  await again.quit();
}

describe("saving", () => {
  after(async () => {
    await world.close();
    await script.end();
  });

  world.check("a database that is locked while an answer streams loses no piece, and is said until it is free", async () => {
    const app = await asking({ data: "locked" });
    const lock = await hold(join(world.session.below("locked"), "chat.sqlite"));
    const tell = teller();
    await tell.until("the notice", isSaid(app, /another program is using the database/));
    await world.hands.pictureOf(app.window, join(PICTURES, "locked.png"));
    const last = tell.told;
    await until("its text on the screen meanwhile", async () => (await lines(app, "streaming")).at(-1) === last);
    await lock.end();
    await noticeIsGone(app);
    script.finish();
    await isWhole(app, last);
    await goesOn(app, last, { data: "locked" });
  });

  world.check("an answer that ends while the database is locked keeps its text, and is saved once it is free", async () => {
    const app = await asking({ data: "ended" });
    const lock = await hold(join(world.session.below("ended"), "chat.sqlite"));
    const tell = teller();
    await tell.until("the notice", isSaid(app, /another program is using the database/));
    script.finish();
    assert.equal((await lines(app, "failed")).length, tell.told + 1);
    await lock.end();
    await noticeIsGone(app);
    await isWhole(app, tell.told);
    await goesOn(app, tell.told, { data: "ended" });
  });

  world.check("a disk that fills up while an answer streams loses no piece, and is said until there is room", async () => {
    const data = world.session.below("full");
    const app = await asking({ data: "full", before: onSmallDisk(data, "24m") });
    const filler = app.itsOwn(join(data, "filler"));
    assert.throws(() => writeFileSync(filler, Buffer.alloc(32 << 20)), { code: "ENOSPC" });
    const tell = teller();
    await tell.until("the notice", isSaid(app, /the disk is full/), 20_000);
    await world.hands.pictureOf(app.window, join(PICTURES, "full-disk.png"));
    const last = tell.told;
    await until("its text on the screen meanwhile", async () => (await lines(app, "streaming")).at(-1) === last);
    rmSync(filler);
    await noticeIsGone(app);
    script.finish();
    await isWhole(app, last);
    await goesOn(app, last, undefined);
    // Its disk goes with it: what it wrote is read while it is there.
    await app.page.newChat();
    await app.page.click("button", /^Tell me all of it/);
    await until("the chat again", async () => (await app.page.messages()).length === 4);
    await app.quit();
  }, { skip: whyNoDisk() });
});
