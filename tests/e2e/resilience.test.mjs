// The web view's process ends and the window comes back; what children are given; what the log holds.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe } from "node:test";
import { fileURLToPath } from "node:url";
import { program } from "./harness/app.mjs";
import { read } from "./harness/database.mjs";
import { pdf, writeSample } from "./harness/files.mjs";
import { KEY } from "./harness/gateway.mjs";
import { killNow, start, tree } from "./harness/processes.mjs";
import { until } from "./harness/wait.mjs";
import { filesWith, openWorld } from "./harness/world.mjs";

const world = await openWorld();

/** The processes of the web view that show the page. @param {number} pid */
const webProcesses = (pid) =>
  tree(pid).filter((child) => readFileSync(`/proc/${child}/cmdline`, "utf8").includes("WebKitWebProcess"));

const PICTURES = fileURLToPath(new URL("./screenshots/startup/", import.meta.url));

/** The states of the messages in a data folder. @param {string} data */
const states = (data) => read(join(data, "chat.sqlite"), "SELECT group_concat(state) FROM messages");

describe("resilience", () => {
  after(() => world.close());

  // Without a driver: a web view that is automated does not come back.
  world.check("a window whose web process is killed comes back with its chat and the running answer", async () => {
    const data = world.session.below("revived");
    const app = start(program(), [], {
      env: { ...world.session.env, YOUROUTER_BASE_URL: world.gateway.baseUrl, YOUROUTER_API_KEY: KEY, YOUROUTER_DATA_DIR: data, YOUROUTER_PRINT_READY: "1" },
    });
    const times = () => app.output.text.split("ready").length - 1;
    await until("the page to be ready", () => times() === 1, { timeoutMs: 30_000 });
    const window = await world.hands.mainWindow(app.pid);
    await world.hands.focus(window.id);
    await world.hands.type("/slow");
    await world.hands.press(window.id, "Return");
    await until("the request", async () => (await world.gateway.chats()).length === 1);
    const [web] = webProcesses(app.pid);
    assert.ok(web, "the page has a process");
    await killNow(web);
    await until("the page to be ready again", () => times() === 2, { timeoutMs: 30_000 });
    await world.hands.pictureOf(window, join(PICTURES, "web-process-killed.png"));
    // Escape stops the answer that the new page shows as running.
    await world.hands.press(window.id, "Escape");
    await until("the answer to be stopped", async () => /stopped/.test(await states(data)));
    await app.end();
    const after = await world.start({ data: "revived" });
    assert.equal(await after.page.run("return document.querySelector('article[data-role=assistant]').dataset.state"), "stopped");
    assert.ok(String(await after.page.run("return document.querySelector('article[data-role=assistant] .prose').textContent")).trim());
    assert.equal((await world.gateway.chats()).length, 1, "nothing was asked again");
    await after.quit();
  });

  world.check("no child of the program is given the key, and none may dump its memory", async () => {
    const opened = join(world.session.folder, "opened-with");
    const opener = join(world.session.below("bin"), "xdg-open");
    const before = readFileSync(opener, "utf8");
    // The browser is a child that is gone soon, so it writes down itself what it was given.
    writeFileSync(opener, `#!/bin/sh\ncat /proc/self/environ /proc/self/limits > '${opened}.part' && mv '${opened}.part' '${opened}'\n`);
    const app = await world.start({ data: "children" });
    /** What each process below the program was given, by what it is. @type {Map<string, string>} */
    const seen = new Map();
    const look = () => {
      for (const child of tree(app.pid)) {
        const about = (/** @type {string} */ what) => readFileSync(`/proc/${child}/${what}`, "utf8");
        try {
          const name = child === app.pid ? "itself" : about("cmdline").split("\0").slice(0, 2).join(" ");
          seen.set(name, `${child === app.pid ? "" : about("environ")}\n${about("limits")}`);
        } catch {
          // It ended between the listing and the look.
        }
      }
    };
    await app.page.ask("/markdown");
    look();
    const page = writeSample(world.files, "plan.pdf", pdf("A plan of many pages", 200));
    await world.hands.dragFiles([page.path], app.window, { x: 600, y: 400 });
    await until("the attachment worker", () => {
      look();
      return [...seen.keys()].some((name) => name.includes("--attachment-worker"));
    }, { everyMs: 2 });
    await app.page.hasChips([page.name]);
    await app.page.run("document.querySelector('.prose a[href^=http]:not(.odd):not(.img)').click()");
    await until("the browser", () => existsSync(opened));
    seen.set("xdg-open", readFileSync(opened, "utf8"));
    writeFileSync(opener, before);
    await app.quit();

    assert.ok([...seen.keys()].some((name) => name.includes("WebKitWebProcess")), "the web view has processes of its own");
    for (const [name, given] of seen) {
      assert.ok(!given.includes("YOUROUTER_API_KEY") && !given.includes(KEY), name);
      assert.match(given, /^Max core file size +0 +0 /m, name);
    }
  });

  world.check("the log says what happened and holds no key, no question and no answer", async () => {
    const canary = "canary-question-8241";
    const app = await world.start({ data: "logged" });
    await app.page.ask(`${canary} /markdown`);
    const answer = String(await app.page.run("return document.querySelector('article[data-role=assistant]:last-of-type .prose').textContent")).trim().slice(0, 24);
    await app.quit();
    const logs = join(world.session.folder, "logged", "logs");
    const text = readdirSync(logs).map((name) => readFileSync(join(logs, name), "utf8")).join("");
    assert.match(text, /start version=/);
    for (const secret of [KEY, canary, answer]) assert.ok(!text.includes(secret), secret);
    assert.deepEqual(filesWith(world.session.folder, KEY), []);
  });
});
