// What can be wrong before the window stands: each ends in a native dialog with words, a way on and an exit code of its
// own, and none in a panic. The dialogs are driven by keys alone: Enter takes the likeliest way, Escape quits.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe } from "node:test";
import { fileURLToPath } from "node:url";
import { program } from "./harness/app.mjs";
import { change, hold } from "./harness/database.mjs";
import { inOwnMounts, onSmallDisk, whyNoDisk } from "./harness/disk.mjs";
import { KEY } from "./harness/gateway.mjs";
import { start } from "./harness/processes.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const PICTURES = fileURLToPath(new URL("./screenshots/startup/", import.meta.url));
const world = await openWorld();
const { hands, session } = world;
mkdirSync(PICTURES, { recursive: true });

/** The codes of sysexits(3). */
const [USAGE, DATA, UNAVAILABLE, CANT_CREATE, IO, CONFIG] = [64, 65, 69, 73, 74, 78];

/** Starts the program without a driver. @param {string} data @param {{ env?: Record<string, string>, args?: string[], before?: string[] }} [options] */
function begin(data, { env = {}, args = [], before = [] } = {}) {
  const [first = "", ...rest] = [...before, program(), ...args];
  const started = start(first, rest, {
    env: { ...session.env, YOUROUTER_BASE_URL: world.gateway.baseUrl, YOUROUTER_API_KEY: KEY, YOUROUTER_DATA_DIR: data, YOUROUTER_PRINT_READY: "1", ...env },
  });
  const output = () => started.output.text;
  return {
    pid: started.pid,
    output: started.output,
    end: () => started.end(),
    /** The one window that is shown, whether dialog or not. */
    window: () =>
      until("a dialog or a window", async () => {
        assert.ok(!started.hasEnded, `it ended: ${output()}`);
        return (await hands.windowsOf(started.pid)).at(-1);
      }, { timeoutMs: 30_000 }),
    /** The code that it ends with. */
    async code() {
      await until("the program to end", () => started.hasEnded, { timeoutMs: 30_000 });
      assert.doesNotMatch(output(), /panicked/);
      return started.exitCode;
    },
    /** The composer can be used. */
    isReady: () => until("the window to be ready", () => output().includes("ready"), { timeoutMs: 30_000 }),
  };
}

/** A data folder as a run of the program left it. @param {string} name */
async function used(name) {
  const app = await world.start({ data: name });
  await app.page.ask("A question that must not be lost");
  await app.quit();
  return session.below(name);
}

/** Waits for the dialog, takes its picture and quits; gives the code. @param {ReturnType<typeof begin>} started @param {string} name */
async function quitFrom(started, name) {
  const dialog = await started.window();
  await hands.pictureOf(dialog, join(PICTURES, `${name}.png`));
  await hands.press(dialog.id, "Escape");
  return started.code();
}

const database = (/** @type {string} */ data) => join(data, "chat.sqlite");

describe("start-up", () => {
  after(() => world.close());

  world.check("a database that is none is said, kept, and replaced only when the person says so", async () => {
    const data = session.below("garbage");
    writeFileSync(database(data), "no database at all ".repeat(1000));
    const first = begin(data);
    assert.equal(await quitFrom(first, "damaged"), DATA);
    assert.match(first.output.text, /cannot be read/);
    assert.match(readFileSync(database(data), "utf8"), /^no database at all/, "nobody asked for a change");

    const second = begin(data);
    await hands.press((await second.window()).id, "Return");
    await second.isReady();
    assert.ok(readdirSync(data).some((name) => /^chat\.sqlite\.damaged-\d+-\d+$/.test(name)), "the damaged one is kept");
    await second.end();
  });

  world.check("half a database, an empty one and one of a newer version are said and not changed", async () => {
    const data = await used("cut");
    const whole = readFileSync(database(data));
    truncateSync(database(data), Math.floor(whole.length / 2 / 4096) * 4096);
    assert.equal(await quitFrom(begin(data), "half"), DATA);
    truncateSync(database(data), 0);
    assert.equal(await quitFrom(begin(data), "empty"), DATA);
    assert.equal(readFileSync(database(data)).length, 0);
    writeFileSync(database(data), whole);
    await change(database(data), "PRAGMA user_version = 99");
    const newer = begin(data);
    assert.equal(await quitFrom(newer, "newer"), DATA);
    assert.match(newer.output.text, /newer version/);
  });

  world.check("a backup takes the place of a damaged database if the person says so", async () => {
    const data = await used("backup");
    // Whoever closes it last folds the log into it; with a log beside it, a damaged file would be mended from that.
    await change(database(data), "PRAGMA user_version");
    writeFileSync(`${database(data)}.backup`, readFileSync(database(data)));
    writeFileSync(database(data), "damaged");
    const started = begin(data);
    const dialog = await started.window();
    await hands.pictureOf(dialog, join(PICTURES, "backup.png"));
    await hands.press(dialog.id, "Return");
    await started.isReady();
    await started.end();
    const app = await world.start({ data: "backup" });
    await app.page.find("button", /A question that must not be lost/);
    await app.quit();
  });

  world.check("what can be read of a damaged database is recovered, said, and the damaged one kept", async () => {
    const data = await used("recover");
    await change(database(data), "PRAGMA user_version");
    const bytes = readFileSync(database(data));
    bytes.fill(0xee, 0, 4096);
    writeFileSync(database(data), bytes);
    const started = begin(data);
    const dialog = await started.window();
    await hands.pictureOf(dialog, join(PICTURES, "recover.png"));
    await hands.press(dialog.id, "Return");
    const report = await until("the report", async () => {
      const window = await started.window();
      return window.id !== dialog.id && window;
    });
    await hands.pictureOf(report, join(PICTURES, "recovered.png"));
    await hands.press(report.id, "Return");
    await started.isReady();
    await started.end();
    assert.ok(readdirSync(data).some((name) => /^chat\.sqlite\.damaged-\d+-\d+$/.test(name)), "the damaged one is kept");
    const app = await world.start({ data: "recover" });
    await app.page.find("button", /A question that must not be lost/);
    await app.quit();
  });

  world.check("a locked database is said, and tried again once it is free", async () => {
    const data = await used("locked");
    const lock = await hold(database(data), { isAlone: true });
    const started = begin(data);
    const dialog = await started.window();
    await hands.pictureOf(dialog, join(PICTURES, "locked.png"));
    await lock.end();
    await hands.press(dialog.id, "Return");
    await started.isReady();
    await started.end();
    assert.match(started.output.text, /Another program is using/);
  });

  world.check("folders that cannot be used are said", async () => {
    const file = join(session.below("odd"), "file");
    writeFileSync(file, "");
    assert.equal(await quitFrom(begin(file), "folder-is-a-file"), CANT_CREATE);
    assert.equal(await quitFrom(begin("/proc/nowhere"), "folder-not-writable"), CANT_CREATE);
    assert.equal(await quitFrom(begin("", { env: { HOME: "/proc/nowhere" } }), "no-home"), CANT_CREATE);

    const attachments = session.below("attachments-file");
    writeFileSync(join(attachments, "attachments"), "");
    assert.equal(await quitFrom(begin(attachments), "attachments-is-a-file"), IO);
    const folder = session.below("database-folder");
    mkdirSync(database(folder));
    assert.equal(await quitFrom(begin(folder), "database-is-a-folder"), IO);
  });

  world.check("another folder can be chosen instead", async () => {
    const file = join(session.below("odd-too"), "file");
    writeFileSync(file, "");
    const other = session.below("chosen");
    const started = begin(file);
    const dialog = await started.window();
    // The button before the likeliest.
    await hands.press(dialog.id, "shift+Tab", "Return");
    await hands.answerFileDialog(dialog, other);
    await started.isReady();
    await started.end();
    assert.ok(existsSync(database(other)));
  });

  world.check("a full disk is said", async () => {
    const data = session.below("full");
    assert.equal(await quitFrom(begin(data, { before: onSmallDisk(data, "64k", 40_000) }), "full-disk"), IO);
  }, { skip: whyNoDisk() });

  world.check("a base URL that is none is said, and the program can go on without it", async () => {
    const data = session.below("url");
    for (const url of ["http://", "ftp://example.org", "https://user:secret@example.org/v1", "https://example.org/?a", "http://example.org/v1", "https://[::1", "not a url"]) {
      const started = begin(data, { env: { YOUROUTER_BASE_URL: url } });
      assert.equal(await quitFrom(started, "base-url"), CONFIG, url);
      assert.ok(!started.output.text.includes("secret"));
    }
    const started = begin(data, { env: { YOUROUTER_BASE_URL: "http://" } });
    await hands.press((await started.window()).id, "Return");
    await started.isReady();
    await started.end();
  });

  world.check("a folder of whose files none can be written is said", async () => {
    const data = await used("read-only");
    const script = 'mount --bind -o ro "$0" "$0" 2>/dev/null || { mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"; } && exec "$@"';
    assert.equal(await quitFrom(begin(data, { before: inOwnMounts(script, data) }), "read-only"), CANT_CREATE);
  }, { skip: whyNoDisk() });

  world.check("no stored row keeps the window from starting: what a newer version wrote is said where it stands", async () => {
    const data = session.below("rows");
    const app = await world.start({ data: "rows" });
    for (const text of ["An unknown role", "An unknown part", "Unknown settings", "A chat that is sound"]) {
      await app.page.newChat();
      await app.page.ask(text);
    }
    await app.quit();
    const of = (/** @type {string} */ title) => `(SELECT seq FROM conversations WHERE title = '${title}')`;
    await change(database(data), `
      DROP TRIGGER messages_settled_stay;
      DROP TRIGGER parts_settled_stay;
      UPDATE messages SET role = 'oracle', state = 'dreaming' WHERE conversation_seq = ${of("An unknown role")};
      UPDATE parts SET kind = 'hologram' WHERE message_seq IN (SELECT seq FROM messages WHERE conversation_seq = ${of("An unknown part")});
      UPDATE conversations SET routing = 'by pigeon', api_format = 'smoke', vendor = '', parameters_json = '[' WHERE title = 'Unknown settings';
      UPDATE conversations SET updated_at_ms = updated_at_ms + 60000 WHERE title = 'An unknown role';
    `);
    const again = await world.start({ data: "rows" });
    for (const [title, words] of [["An unknown role", /newer version/], ["An unknown part", /newer version/], ["Unknown settings", /Unknown settings/], ["A chat that is sound", /mock gateway/]]) {
      await again.page.click("button", new RegExp(`^${title}`));
      await until(`${title} to say so`, async () => {
        const shown = await again.page.run("return document.querySelector('main, chat-transcript').innerText + [...document.querySelectorAll('[role=alert]')].map((one) => one.innerText)");
        return /** @type {RegExp} */ (words).test(String(shown));
      });
      await hands.pictureOf(again.window, join(PICTURES, `${title}.png`));
    }
    await again.page.ask("And it goes on");
    await again.quit();
  });

  world.check("what was typed wrong and a missing display are said where somebody looks", async () => {
    const usage = begin(session.below("usage"), { args: ["--dmeo"] });
    assert.equal(await quitFrom(usage, "usage"), USAGE);
    assert.match(usage.output.text, /--dmeo/);
    const bare = begin(session.below("bare"), { env: { DISPLAY: "" } });
    assert.equal(await bare.code(), UNAVAILABLE);
    assert.match(bare.output.text, /needs a display/);
  });
});
