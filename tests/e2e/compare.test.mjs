// Answers side by side: lanes that stream, stop, fail, differ and are kept, by mouse and keyboard.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();

/** Of the items of the Chat menu that can be chosen in an empty chat: Compare Answers…, Repeat and Measure…, … */
const CHAT_ITEM_TRIALS = 1;

/** What stands in the lanes, from left to right. */
const LANES = `
  return [...document.querySelectorAll('compare-lane section')].map((lane) => ({
    name: lane.getAttribute('aria-label'),
    state: lane.querySelector('article')?.dataset.state ?? 'not asked',
    prose: lane.querySelector('.prose')?.innerText ?? '',
    facts: lane.querySelector('.facts').innerText.replace(/\\s+/g, ' '),
    scrolled: lane.querySelector('.lane-b').scrollTop,
    evidence: lane.querySelector('answer-footer')?.dataset.evidence ?? '',
  }));
`;

describe("answers side by side", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(() => world.close());

  /** @returns {Promise<{ name: string, state: string, prose: string, facts: string, scrolled: number, evidence: string }[]>} */
  const lanes = () => app.page.run(LANES);
  const states = async () => (await lanes()).map(({ state }) => state);
  /** @param {string[]} wanted */
  const areIn = (...wanted) => until(`lanes that are ${wanted.join(", ")}`, async () => JSON.stringify(await states()) === JSON.stringify(wanted));
  /** Chooses in the picker that is open. @param {string} model */
  const pick = async (model) => {
    await app.page.find("dialog", null);
    await app.driver.switchTo().activeElement().sendKeys(model);
    const typed = (await app.page.all("option", /as typed$/))[0];
    if (typed) await typed.click();
    await app.page.press(Key.ENTER);
    await app.page.isGone("dialog", null);
  };
  /** Presses a button in one lane. @param {string} lane @param {string} button */
  const inLane = (lane, button) =>
    until(`${button} in ${lane}`, async () => {
      const region = /** @type {any} */ (await app.page.run("return [...document.querySelectorAll('compare-lane section')].find((one) => one.getAttribute('aria-label') === arguments[0])", lane));
      const found = region && (await app.page.all("button", button, region))[0];
      if (!found || !(await found.isEnabled())) return false;
      await found.click();
      return true;
    });

  world.check("two lanes stream side by side, one is stopped, the other is kept, and the chat goes on from it", async () => {
    await app.page.newChat();
    await world.hands.press(app.window.id, "ctrl+shift+c");
    await app.page.find("region", "Comparison");
    await app.page.click("button", "Add lane");
    await pick("mock/slow");
    await app.page.find("textbox", "Message");
    await world.gateway.clear();
    await app.page.send("Which one is faster?");
    await areIn("done", "streaming");
    const [quick, slow] = await lanes();
    assert.match(quick?.prose ?? "", /Which one is faster/);
    assert.notEqual(quick?.evidence, "");
    await until("text in the slow lane", async () => ((await lanes())[1]?.prose ?? "").trim() !== "");
    assert.match(slow?.name ?? "", /^mock\/slow/);
    const bodies = (await world.gateway.chats()).map(({ body }) => JSON.stringify({ ...body, model: "" }));
    assert.equal(bodies.length, 2);
    assert.equal(bodies[0], bodies[1], "the same bytes but for the model");
    await inLane("mock/slow, auto", "Stop");
    await areIn("done", "stopped");
    await inLane("gpt-4o, auto", "Continue with this one");
    await app.page.isGone("region", "Comparison");
    await app.page.answered("done");
    await app.page.find("button", "Next version");
    await app.page.ask("And why?");
    const last = (await world.gateway.chats()).at(-1)?.body.messages.map((/** @type {any} */ { content }) => JSON.stringify(content)).join(" ");
    assert.match(last, /Which one is faster.*And why/);
    await app.page.run("document.querySelector('answer-message version-stepper button:last-of-type').click()");
    await until("the other lane as a version", async () => (await app.page.answer())?.state === "stopped");
  });

  world.check("a past answer is compared, a failing lane leaves the others be and is tried again, and the difference is told", async () => {
    // As they would be remembered from a comparison before.
    const lanesBefore = ["gpt-4o", "mock/slow"].map((model) => ({ route: { model, vendor: "auto" } }));
    await app.page.run("return window.__TAURI__.core.invoke('update_settings', { change: { lanes: arguments[0] } })", lanesBefore);
    await app.page.newChat();
    await app.page.ask("First question");
    await app.page.click("button", "Compare…");
    await app.page.find("region", "Comparison");
    assert.deepEqual(await states(), ["done", "not asked"]);
    await inLane("mock/slow, auto", "Model mock/slow, vendor auto. Change");
    await pick("mock/500");
    await app.page.click("button", "Add lane");
    await pick("o3");
    await app.page.click("button", "Ask 2 lanes");
    await until("a lane that failed and one that is done", async () => (await states()).join() === "done,failed,done");
    await world.gateway.clear();
    await inLane("mock/500, auto", "Try again");
    await until("another request of the failed lane alone", async () => (await world.gateway.chats()).some(({ body }) => body.model === "mock/500"));
    await until("its failure again", async () => (await states())[1] === "failed");
    assert.ok((await world.gateway.chats()).every(({ body }) => body.model === "mock/500"), "nobody else is asked again");
    // Each lane's own requests are in the inspector, those of the one that failed too.
    for (const [lane, status, model] of [["mock/500, auto", "500", "mock/500"], ["o3, auto", "200", "o3"]]) {
      await app.page.run("for (const details of document.querySelectorAll('compare-lane failure-notice details')) details.open = true");
      await inLane(lane ?? "", "Inspect");
      await app.page.find("dialog", "Inspector");
      const told = new RegExp(`"model":\\s*"${model}"[^]*HTTP/1.1 ${status}`);
      await until(`the request to ${model}`, async () => told.test(await app.page.run("return document.querySelector('inspector-dialog dialog[open]')?.innerText ?? ''")));
      await app.page.closeLayer();
    }
    await app.page.click("button", "Difference");
    await app.page.find("dialog", "Difference");
    const select = await app.page.find("combobox", "Second");
    await select.sendKeys("o3");
    await until("a word that only one has", () => app.page.run("return document.querySelector('.diff').textContent !== ''"));
    await app.page.closeLayer();
    await app.page.click("button", "Back to the chat");
    await app.page.isGone("region", "Comparison");
    await app.page.find("button", "Previous version").catch(() => app.page.find("button", "Next version"));
  });

  world.check("lanes of the same text end with the same, wherever they stood when they were first shown", async () => {
    await app.page.newChat();
    await app.page.ask("/markdown");
    await app.page.click("button", "Compare…");
    await app.page.find("region", "Comparison");
    while ((await lanes()).length > 1) await inLane((await lanes()).at(-1)?.name ?? "", "Remove this lane");
    for (const model of ["o3", "claude-sonnet-4", "gpt-4o"]) {
      await app.page.click("button", "Add lane");
      await pick(model);
    }
    await app.page.click("button", "Ask 3 lanes");
    await areIn("done", "done", "done", "done");
    const [past, ...others] = await lanes();
    for (const { name, prose } of others) assert.equal(prose, past?.prose, name);
    await app.page.click("button", "Back to the chat");
    await app.page.isGone("region", "Comparison");
  });

  world.check("lanes that ran when the program was killed are found again as versions of one question", async () => {
    await app.page.newChat();
    await world.hands.press(app.window.id, "ctrl+shift+c");
    await app.page.find("region", "Comparison");
    while ((await lanes()).length > 2) await inLane((await lanes()).at(-1)?.name ?? "", "Remove this lane");
    for (const at of [0, 1]) {
      await app.page.run("document.querySelectorAll('compare-lane .route')[arguments[0]].click()", at);
      await pick(at === 0 ? "mock/slow" : "mock/long-40-20");
    }
    await app.page.send("Keep this");
    await until("text in both lanes", async () => (await lanes()).every(({ state, prose }) => state === "streaming" && prose.trim().length > 20));
    await app.kill();
    app = await world.start();
    await until("an answer with its text", async () => (await app.page.answer())?.state === "interrupted");
    await app.page.click("button", "Compare…");
    await areIn("interrupted", "interrupted");
    assert.ok((await lanes()).every(({ prose }) => prose.trim().length > 10));
    await app.page.click("button", "Back to the chat");
  });

  world.check("a prompt is repeated over two vendors after a question, its figures are those of the gateway's own log, and they are kept", async () => {
    await app.page.newChat();
    await world.hands.chooseFromMenu(app.window, 3, CHAT_ITEM_TRIALS);
    await app.page.find("dialog", "Repeat and measure");
    await app.page.fill("textbox", "Another prompt", "Measure this");
    for (const vendor of ["aws", "azure"]) await app.page.click("checkbox", vendor);
    if (await app.page.run("return document.querySelector('trials-dialog .checks input[value=auto]').checked")) await app.page.click("checkbox", "auto");
    await app.page.fill("textbox", "Times each", "3");
    await world.gateway.clear();
    await app.page.click("button", "Start…");
    await app.page.find("dialog", "Send 6 requests?");
    assert.equal((await world.gateway.chats()).length, 0, "nothing before it is meant");
    await app.page.click("button", "Send 6 requests");
    /** @returns {Promise<Record<string, Record<string, string>>>} */
    const cells = () => app.page.run(`
      return Object.fromEntries([...document.querySelectorAll('trials-dialog tr[data-vendor]')].map((row) =>
        [row.dataset.vendor, Object.fromEntries([...row.querySelectorAll('[data-cell]')].map((cell) => [cell.dataset.cell, cell.textContent]))]));`);
    await until("three answers of each", async () => Object.values(await cells()).filter(({ n }) => n === "3").length === 2);
    await until("nothing that goes on", async () => !(await app.page.has("button", /^Stop measuring/)));
    const log = await world.gateway.chats();
    const found = await cells();
    for (const vendor of ["aws", "azure"]) assert.equal(found[vendor]?.["n"], String(log.filter(({ headers }) => headers["vendor"] === vendor).length));
    assert.ok(log.every(({ body }) => JSON.stringify(body.messages).includes("Measure this")));
    await app.page.closeLayer();
    await app.quit();
    app = await world.start();
    await world.hands.chooseFromMenu(app.window, 3, CHAT_ITEM_TRIALS);
    await app.page.find("dialog", "Repeat and measure");
    await until("the figures of before", async () => (await cells())["aws"]?.["n"] === "3");
    await app.page.closeLayer();
  });

  world.check("in a narrow window tabs show one lane at a time", async () => {
    await app.page.newChat();
    await app.page.ask("Narrow");
    await app.page.click("button", "Compare…");
    await app.page.find("region", "Comparison");
    await world.hands.resize(app.window, 420, 800);
    await until("one lane on the screen", async () => Number(await app.page.run("return [...document.querySelectorAll('compare-lane')].filter((lane) => lane.getClientRects().length > 0).length")) === 1);
    const [tab] = await app.page.all("tab", null);
    await tab?.click();
    await app.page.press(Key.ARROW_RIGHT);
    assert.equal(await app.page.run("return document.activeElement.getAttribute('aria-selected') + document.querySelector('compare-lane[data-front] section').getAttribute('aria-label').startsWith(document.activeElement.textContent.trim().split(' ')[0])"), "truetrue");
    assert.equal(await app.page.run("return document.documentElement.scrollWidth <= innerWidth"), true);
    await world.hands.resize(app.window, 1280, 832);
    await until("a wide page", async () => Number(await app.page.run("return innerWidth")) > 1000);
    await app.page.click("button", "Back to the chat");
  });

  world.check("lanes count together where a limit asks, and an answer of a lane is asked again where it came from", async () => {
    await app.page.newChat();
    const set = (/** @type {object} */ change) => app.page.run("return window.__TAURI__.core.invoke('update_settings', { change: arguments[0] })", change);
    const vendors = ["openai", "aws"];
    await set({ dailyLimit: 1, lanes: vendors.map((vendor) => ({ route: { model: "gpt-4o", vendor } })) });
    await app.page.click("button", "Compare answers");
    await until("the lanes", async () => (await lanes()).length === 2);
    await world.gateway.clear();
    await app.page.send("Which one is dearer?");
    const dialog = await app.page.find("dialog", "Over your daily limit?");
    await until("both to be counted", async () => /These 2 messages may cost up to/.test(await dialog.getText()));
    await app.page.click("button", "Cancel");
    await app.page.isGone("dialog", null);
    assert.equal((await world.gateway.chats()).length, 0, "nothing went out");
    await set({ dailyLimit: null });
    await (await app.page.composer()).sendKeys(Key.ENTER);
    await areIn("done", "done");
    await inLane("gpt-4o, aws", "Continue with this one");
    await app.page.isGone("region", "Comparison");
    await app.page.click("button", "Regenerate");
    await until("a third request", async () => (await world.gateway.chats()).length === 3);
    await app.page.answered();
    assert.equal((await world.gateway.chats()).at(-1)?.headers["vendor"], "aws");
  });
});
