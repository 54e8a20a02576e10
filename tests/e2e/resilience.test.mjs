// The web view's process ends and the window comes back; what children are given; what the log holds.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, describe } from "node:test";
import { KEY } from "./harness/gateway.mjs";
import { killNow, tree } from "./harness/processes.mjs";
import { until } from "./harness/wait.mjs";
import { filesWith, openWorld } from "./harness/world.mjs";

const world = await openWorld();

/** The processes of the web view that show the page. @param {number} pid */
const webProcesses = (pid) =>
  tree(pid).filter((child) => readFileSync(`/proc/${child}/cmdline`, "utf8").includes("WebKitWebProcess"));

describe("resilience", () => {
  after(() => world.close());

  world.check("a window whose web process is killed comes back with its chat and the running answer", async () => {
    const app = await world.start({ env: { YOUROUTER_PRINT_READY: "1" } });
    await app.page.ask("What was asked before");
    await app.page.send("/slow");
    await app.page.streaming(40);
    const [web] = webProcesses(app.pid);
    assert.ok(web, "the page has a process");
    const before = app.output.split("ready").length;
    await killNow(web);
    await until("the page to be ready again", () => app.output.split("ready").length > before, { timeoutMs: 30_000 });
    await until("the driver to see the new page", () => app.driver.executeScript("return document.documentElement.dataset.ready === 'true'").catch(() => false), { timeoutMs: 30_000 });
    const text = await app.page.run("return document.querySelector('[role=log]').textContent");
    assert.match(String(text), /What was asked before/);
    assert.equal(await app.page.run("return document.querySelector('article[data-role=assistant]:last-of-type').dataset.state"), "streaming");
    await app.page.click("button", "Stop");
    await app.page.answered("stopped");
    await app.quit();
  });

  world.check("no child of the program is given the key, and none may dump its memory", async () => {
    const app = await world.start();
    const children = tree(app.pid).filter((child) => child !== app.pid);
    assert.ok(children.length > 1, "the web view has processes of its own");
    for (const child of children) {
      assert.ok(!readFileSync(`/proc/${child}/environ`, "utf8").includes("YOUROUTER_API_KEY"), readFileSync(`/proc/${child}/cmdline`, "utf8"));
    }
    for (const pid of [app.pid, ...children]) {
      assert.match(readFileSync(`/proc/${pid}/limits`, "utf8"), /^Max core file size +0 +0 /m);
    }
    await app.quit();
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
