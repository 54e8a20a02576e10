// The context view lists what the next message sends; what is excluded there is not sent, and the answer says so.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { writeSample } from "./harness/files.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();

/** @returns {Promise<any[]>} the questions as the gateway got them */
async function questions() {
  const all = await (await fetch(`${world.gateway.origin}/__requests`)).json();
  return all.filter((/** @type {any} */ request) => request.method === "POST");
}

describe("the context view", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(() => world.close());

  const rows = () => app.page.run("return [...document.querySelectorAll('context-dialog li[data-message-id]')].map((row) => ({ text: row.querySelector('.excerpt').textContent, isOut: row.classList.contains('out') }))");
  const open = async () => {
    await app.page.click("button", /^Context: /);
    await app.page.find("dialog", "Context");
  };
  const sum = () => app.page.run("return document.querySelector('context-dialog .sum').textContent");

  world.check("what is excluded is not sent, what is pinned stays, and the answer says what was left out", async () => {
    const words = "plenty of words to be counted ".repeat(8);
    for (const name of ["alpha", "beta", "gamma"]) await app.page.ask(`${name} ${words}`);
    await app.page.fill("textbox", "Message", `delta ${words}`);
    await open();
    assert.equal((await rows()).length, 6);
    await app.page.click("button", /^Exclude: alpha/);
    await app.page.find("button", /^Include: alpha/);
    await app.page.click("button", /^Pin: beta/);
    // By keyboard: all before the third question, of which the pinned one stays.
    // In one go, once the pin is shown: the list is made anew after each choice.
    await until("the focus on its button", () => app.page.run("const buttons = [...document.querySelectorAll('context-dialog button')]; const button = buttons.find((one) => one.ariaLabel?.startsWith('Exclude everything before this: gamma')); if (!button || !buttons.some((one) => one.ariaPressed === 'true')) return false; button.focus(); return document.activeElement === button"));
    await app.page.press(Key.ENTER);
    await until("the three messages to be out", async () => (await rows()).filter(({ isOut }) => isOut).length === 3);
    const listed = (await rows()).filter(({ isOut }) => !isOut).map(({ text }) => text.slice(0, 4));
    assert.deepEqual(listed.slice(0, 2), ["beta", "gamm"]);
    await app.page.closeLayer();
    await (await app.page.find("textbox", "Message")).click();
    await app.page.press(Key.ENTER);
    await until("the answer", async () => (await questions()).length === 4);
    await app.page.answered();
    const { messages } = (await questions()).at(-1).body;
    const said = messages.filter((/** @type {any} */ one) => one.role === "user").map((/** @type {any} */ one) => one.content);
    // Two questions without an answer between them go as one message.
    assert.deepEqual(said.map((/** @type {string} */ text) => text.match(/alpha|beta|gamma|delta/g)), [["beta", "gamma"], ["delta"]]);
    await app.page.click("button", "3 messages were left out");
    await app.page.find("dialog", "Not sent, or sent in another form");
    assert.match(await app.page.run("return document.querySelector('omissions-dialog dialog[open]').innerText"), /3 messages were excluded[\s\S]*alpha/);
    await app.page.closeLayer();
  });

  world.check("what is excluded or pinned is marked in the chat, and the mark leads to it in the view", async () => {
    // The answers were streamed here: what was decided since changes none of their words.
    for (const { role, prose } of await app.page.messages()) assert.ok(role === "user" || prose.includes("mock gateway"), prose);
    const marks = () => app.page.run("return [...document.querySelectorAll('[role=log] .mark')].map((mark) => [mark.ariaLabel, mark.closest('[data-id]').dataset.id, mark.innerText.trim()])");
    const [pinned] = (await marks()).filter(([label]) => label === "Pinned: show in context");
    assert.ok(pinned && pinned[2] === "Pinned");
    assert.equal((await marks()).filter(([label]) => label === "Excluded: show in context").length, 3);
    // By keyboard alone.
    await app.page.run("document.querySelector('[role=log] .mark[aria-label^=Pinned]').focus()");
    await app.page.press(Key.ENTER);
    await app.page.find("dialog", "Context");
    await until("the focus in its row", async () => (await app.page.run("return document.activeElement.closest('[data-message-id]')?.dataset.messageId")) === pinned[1]);
    await app.page.click("button", "Include all 3 excluded messages");
    await app.page.click("button", /^Unpin: beta/);
    await until("no marks", async () => (await marks()).length === 0);
    await app.page.closeLayer();
  });

  world.check("a file that is excluded is not sent again until it is included, and the answer names it", async () => {
    await app.page.newChat();
    const { path, name } = writeSample(world.files, "harbour.txt", "The harbour closes at seven.");
    await app.page.click("button", /^Attach files/);
    await world.hands.answerFileDialog(app.window, path);
    await app.page.hasChips([name]);
    await app.page.ask("When does it close?");
    const sent = async () => (await questions()).at(-1).body.messages.some((/** @type {any} */ one) => one.role === "user" && JSON.stringify(one.content).includes("closes at seven"));
    assert.equal(await sent(), true);
    const send = async () => {
      const before = (await questions()).length;
      await (await app.page.composer()).sendKeys(Key.ENTER);
      await until("the request", async () => (await questions()).length === before + 1);
      await app.page.answered();
    };
    await app.page.fill("textbox", "Message", "And when does it open?");
    await open();
    await app.page.click("button", `Exclude: ${name}`);
    await app.page.find("button", `Include: ${name}`);
    await app.page.closeLayer();
    await send();
    assert.equal(await sent(), false);
    await app.page.click("button", "1 file was left out");
    await app.page.find("dialog", "Not sent, or sent in another form");
    assert.match(await app.page.run("return document.querySelector('omissions-dialog dialog[open]').innerText"), /1 file was excluded\s*harbour\.txt/);
    await app.page.closeLayer();
    await app.page.fill("textbox", "Message", "Once more");
    await open();
    await app.page.click("button", `Include: ${name}`);
    await app.page.find("button", `Exclude: ${name}`);
    await app.page.closeLayer();
    await send();
    assert.equal(await sent(), true);
  });

  world.check("an answer is named by its words, without the marks of its Markdown", async () => {
    await app.page.newChat();
    await app.page.ask("/markdown");
    await app.page.fill("textbox", "Message", "Shorter, please");
    await open();
    const [, answer] = await rows();
    assert.match(answer?.text ?? "", /\w/);
    assert.doesNotMatch(answer?.text ?? "", /[#*|`]|\]\(/);
    await app.page.closeLayer();
    await app.page.fill("textbox", "Message", " ");
  });

  world.check("a chat above the model's limit is made to fit by its oldest turns, and Cancel changes nothing", async () => {
    await app.page.newChat();
    await app.page.choose("gpt-4o");
    for (const name of ["alpha", "beta", "gamma"]) await app.page.ask(`${name} ${"plenty of words to be counted ".repeat(12)}`);
    // A model of which the gateway's list says that it takes 1,000 tokens, and which has counted nothing of this yet.
    await app.page.choose("acme/words");
    await app.page.fill("textbox", "Message", "delta");
    await until("a note that it may not fit", async () => /^This may not fit: ≈ .* of 1,000 tokens/.test(await app.page.run("return document.querySelector('send-notes:not([hidden])')?.innerText ?? ''")));
    await app.page.click("button", "Open context");
    await app.page.find("dialog", "Context");
    assert.match(await sum(), /of 1,000 tokens/);
    assert.match(await app.page.run("return document.querySelector('context-dialog .notice').innerText"), /This may not fit into the model/);
    await app.page.click("button", "Make it fit…");
    await app.page.click("button", "Cancel");
    await app.page.click("button", "Make it fit…");
    assert.match(await app.page.run("return document.querySelector('context-dialog .notice').innerText"), /oldest question/);
    await app.page.click("button", /^Exclude \d messages$/);
    await until("the oldest turn to be out", async () => (await rows()).slice(0, 2).every(({ isOut }) => isOut));
    assert.equal((await rows()).at(-1)?.isOut, false);
    assert.doesNotMatch(await app.page.run("return document.querySelector('context-dialog .notice').innerText"), /may not fit/);
    await app.page.closeLayer();
  });

  world.check("a long chat opens at its newest messages; earlier ones come by pages, and what is shown stays shown", async () => {
    await app.page.newChat();
    await app.page.choose("gpt-4o");
    for (let number = 0; number < 33; number += 1) await app.page.ask(`question ${number}`);
    await app.page.fill("textbox", "Message", "and then?");
    await open();
    assert.equal((await rows()).length, 60);
    const first = () => app.page.run("const list = document.querySelector('context-dialog .parts'); const row = [...list.querySelectorAll('[data-message-id]')].find((one) => one.querySelector('.excerpt').textContent === 'question 3'); return row && Math.round(row.getBoundingClientRect().top - list.getBoundingClientRect().top)");
    const before = await first();
    await app.page.click("button", "Show 6 earlier messages");
    await until("all of them", async () => (await rows()).length === 66);
    assert.ok(Math.abs((await first()) - before) < 60, "what was read stays in sight");
    assert.equal(await app.page.has("button", /^Show \d+ earlier/), false);
    await app.page.click("button", "Exclude: question 0");
    await app.page.find("button", "Include: question 0");
    assert.equal((await rows()).length, 66);
    await app.page.click("button", "Include: question 0");
    await app.page.find("button", "Exclude: question 0");
    await app.page.closeLayer();
  });
});
