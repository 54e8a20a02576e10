// The way to the gateway as a person sees it: Stop at any stage, countdown and failover, where models come from, the
// test of the connection, and the log of what left the computer.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { fileURLToPath } from "node:url";
import { Key } from "selenium-webdriver";
import { start } from "./harness/processes.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const PICTURES = fileURLToPath(new URL("screenshots/", import.meta.url));
const world = await openWorld();

/** @typedef {Awaited<ReturnType<typeof world.start>>} App */

/**
 * A port whose queue is full and is never emptied: the system lets further connections wait without an answer.
 * Python, as Node takes every connection by itself.
 */
async function blackHole() {
  const script = [
    "import socket, sys",
    "s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(0)",
    "waiting = [socket.socket() for _ in range(8)]",
    "for one in waiting: one.setblocking(False); one.connect_ex(s.getsockname())",
    "print(s.getsockname()[1], flush=True)",
    "import signal; signal.pause()",
  ].join("\n");
  const child = start("python3", ["-c", script]);
  const [port] = await until("the port of the black hole", () => child.output.text.match(/^\d+/));
  return { baseUrl: `http://127.0.0.1:${port}/v1`, end: () => child.end() };
}

/**
 * Presses Stop inside the page and gives the milliseconds until the answer is stopped.
 * @param {App} app
 */
async function stopTime(app) {
  await app.page.find("button", "Stop");
  await app.page.run(`
    const answer = [...document.querySelectorAll('[role=log] article[data-role=assistant]')].at(-1);
    const began = performance.now();
    new MutationObserver(() => {
      if (answer.dataset.state === 'stopped') window.stoppedAfter ??= performance.now() - began;
    }).observe(answer, { attributes: true, attributeFilter: ['data-state'] });
    window.stoppedAfter = undefined;
    document.querySelector('[aria-label=Stop]').click();
  `);
  return until("the answer to be stopped", () => app.page.run("return window.stoppedAfter ?? 0"));
}

/** @param {App} app @param {string} name */
async function picture(app, name) {
  await world.hands.pictureOf(app.window, join(PICTURES, `${name}.png`));
}

/** The rows of the log, newest first, as the words of their cells. @param {App} app @returns {Promise<string[][]>} */
const logRows = (app) =>
  app.page.run("return [...document.querySelectorAll('settings-log tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText))");

describe("network", () => {
  /** @type {App} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(() => world.close());

  world.check("Stop works at once while connecting, while silent and while streaming", async () => {
    const hole = await blackHole();
    const lost = await world.start({ data: "lost", env: { YOUROUTER_BASE_URL: hole.baseUrl } });
    await lost.page.send("Is anybody there?");
    const times = [await stopTime(lost)];
    await lost.quit();
    await hole.end();
    for (const behaviour of ["/hang", "/silent", "/slow"]) {
      await app.page.newChat();
      await world.gateway.clear();
      await app.page.send(behaviour);
      await until("the request", async () => (await world.gateway.chats()).length === 1);
      if (behaviour === "/slow") await app.page.streaming(5);
      times.push(await stopTime(app));
    }
    console.log(`stopped after ${times.map(Math.round).join(", ")} ms: connecting, hanging, silent, streaming`);
    // What the page shows comes after a write to the disk, on a machine that may be busy.
    assert.ok(times.every((time) => time < 1000), `${times}`);
  });

  world.check("a pin that keeps failing counts down, and a vendor that comes first is left for others at once", async () => {
    await app.page.newChat();
    await world.hands.press(app.window.id, "ctrl+alt+5");
    await app.page.hasRoute("gpt-4o, aws");
    await world.gateway.clear();
    await app.page.send("/flaky 2");
    await until("the countdown", async () => /Trying aws again in/.test((await app.page.answer())?.text ?? ""));
    await app.page.click("button", "Retry now");
    await app.page.answered("done", 30_000);
    assert.deepEqual((await world.gateway.chats()).map((chat) => chat.headers["vendor"]), ["aws", "aws", "aws"]);

    await app.page.click("button", /^Model and vendor:/);
    await app.page.find("dialog", null);
    await app.page.run("document.querySelector('routing-choice [data-value=first]').click()");
    await (await app.page.find("combobox", "Search models")).click();
    await app.page.press(Key.ENTER);
    await app.page.isGone("dialog", null);
    await app.page.hasRoute("gpt-4o, aws first");
    await world.gateway.clear();
    const answer = await app.page.ask("/flaky 1");
    assert.match(answer.text, /2 attempts/);
    assert.match(answer.text, /aws, then auto/);
    const vendors = (await world.gateway.chats()).map((chat) => chat.headers["vendor"]);
    assert.deepEqual(vendors, ["aws", undefined]);
    await world.hands.press(app.window.id, "ctrl+alt+0");
    await app.page.hasRoute("gpt-4o, auto");
  });

  world.check("the picker says where its models come from, and asks again when told to", async () => {
    await app.page.click("button", /^Model and vendor:/);
    const source = () => app.page.run("return document.querySelector('route-picker [role=status]').innerText");
    await until("the gateway's list", async () => /\d+ models, from the gateway, (just now|\d+ min ago)/.test(await source()));
    await world.gateway.clear();
    await app.page.click("button", "Refresh the list of models");
    await until("the list to be asked for", async () => (await world.gateway.requests()).some((request) => request.path === "/v1/models"));
    await until("the fresh list", async () => /from the gateway, just now/.test(await source()));
    await picture(app, "picker-gateway-list");
    await app.page.closeLayer();
  });

  world.check("the test of the connection tells each step, and a proxy that is none is refused in words", async () => {
    await app.page.openSettings("Network");
    await app.page.click("button", "Test connection");
    const states = () => app.page.run("return [...document.querySelectorAll('.report li')].map((row) => row.dataset.step + ' ' + row.dataset.state)");
    await until("the report", async () => (await states()).length === 6);
    assert.deepEqual(await states(), ["proxy notNeeded", "name notNeeded", "connect passed", "tls notNeeded", "key passed", "model passed"]);
    await app.page.click("button", "Custom");
    await app.page.fill("textbox", "Address", "ftp://nowhere");
    await app.page.click("button", "Use this proxy");
    await app.page.alert(/begins with http/);
    await picture(app, "settings-network");
    await app.page.click("button", "No proxy");
    await app.page.closeLayer();
  });

  world.check("the log lists every request that the gateway received, and nothing of what it held", async () => {
    await world.gateway.clear();
    await app.page.newChat();
    await app.page.ask("A canary in the coal mine");
    await app.page.openSettings("Network log");
    const rows = await until("the rows", async () => (await logRows(app)).length > 5 && logRows(app));
    assert.deepEqual(rows[0]?.slice(1, 3), ["Message", new URL(world.gateway.origin).host]);
    assert.equal(rows[0]?.at(-1), "200");
    const purposes = new Set(rows.map((row) => row[1]));
    assert.deepEqual([...purposes].sort(), ["Connection test", "List of models", "Message"]);
    assert.ok(rows.some((row) => row.at(-1) === "503") && rows.some((row) => row.at(-1) === "stopped"));
    assert.ok(!JSON.stringify(rows).includes("canary"));
    await picture(app, "settings-log");
    await app.page.closeLayer();
  });
});
