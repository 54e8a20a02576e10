// The scoreboard counts what the gateway saw; an answer says how far it is known who served it; the log is narrowed.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { Key } from "selenium-webdriver";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
/** The native menus from 0, and *Usage…* as Down reaches it. */
const VIEW = 2;
const USAGE = 6;

describe("what was counted and what is known", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(() => world.close());

  const footer = () => app.page.run("return [...document.querySelectorAll('answer-footer')].at(-1)?.dataset.evidence");

  world.check("each answer carries its grade, and a click shows the marks", async () => {
    await app.page.ask("Nothing tells");
    assert.equal(await footer(), "unknown");
    await app.page.choose("gpt-4o", "azure");
    const forged = { id: "msg_bdrk_01A2b3C4d5E6f7G8h9J0k1L2", model: "gpt-4o", verified: true, choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }] };
    await app.page.ask(`/body ${JSON.stringify(forged)}`);
    assert.equal(await footer(), "contradicts");
    await app.page.click("button", /^Evidence: contradicts the pin: points to aws/);
    const region = await app.page.find("region", "Who served this answer");
    const text = await region.getText();
    assert.match(text, /id: msg_bdrk_01A2b3C4d5E6f7G8h9J0k1L2/);
    assert.match(text, /as aws writes it/);
    assert.ok(!/verified|proved by/i.test(await app.page.run("return [...document.querySelectorAll('answer-footer')].at(-1).innerText")));
    await app.page.click("button", "Copy report for support");
    await until("the report is copied", async () => (await region.getText()).includes("Copied"));
  });

  world.check("the scoreboard has the numbers of the gateway's own log", async () => {
    await app.page.choose("gpt-4o", "aws");
    for (const text of ["One", "Two", "/400"]) {
      await app.page.send(text);
      await app.page.answered(text === "/400" ? "failed" : "done");
    }
    /** @type {Record<string, number>} */
    const seen = {};
    for (const chat of await world.gateway.chats()) {
      const vendor = chat.headers["vendor"] ?? "auto";
      seen[vendor] = (seen[vendor] ?? 0) + 1;
    }
    await world.hands.chooseFromMenu(app.window, VIEW, USAGE);
    const rows = () => app.page.run(`
      const table = document.querySelector('usage-dialog .stat');
      return table && Object.fromEntries([...table.querySelectorAll('tbody tr')].map((row) => [row.dataset.vendor, Number(row.cells[1].innerText)]));
    `);
    await until("the rows", async () => Object.keys((await rows()) ?? {}).length > 0);
    assert.deepEqual(await rows(), seen);
    const inks = await app.page.run("return ['aws', 'azure'].map((vendor) => getComputedStyle(document.querySelector(`usage-dialog tr[data-vendor=${vendor}] .range .m`)).fill)");
    assert.notEqual(inks[0], inks[1], "each vendor has its colour");
    await app.page.click("button", "24 hours");
    await until("the same over 24 hours", async () => isDeepStrictEqual(await rows(), seen));
    await app.page.closeLayer();
  });

  world.check("the picker shows what was measured beside the vendor", async () => {
    await app.page.click("button", /^Model and vendor:/);
    await until("the figures", () => app.page.run("return [...document.querySelectorAll('.v-row')].some((row) => row.innerText.startsWith('aws') && /Errors|failed/.test(row.innerText))"));
    await app.page.closeLayer();
  });

  world.check("the log is narrowed by vendor, and says of whom nothing was asked", async () => {
    await app.page.openSettings("Network log");
    const count = () => app.page.run("return document.querySelectorAll('settings-log tbody tr').length");
    await until("the rows", async () => (await count()) > 3);
    await app.page.run(`
      const select = document.querySelector('settings-log select[aria-label="Vendor"]');
      select.value = 'aws';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    `);
    await until("the rows of aws", async () => (await count()) === 3);
    assert.match(await app.page.run("return document.querySelector('settings-log').innerText"), /mistral 0/);
    const narrow = (/** @type {string} */ filter, /** @type {string} */ value) => app.page.run(`
      const select = document.querySelector('settings-log select[aria-label="' + arguments[0] + '"]');
      select.value = [...select.options].find((option) => option.text === arguments[1] || option.value === arguments[1]).value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    `, filter, value);
    // One of those of aws was refused, none of them was a list of models, and all went to one gateway.
    await narrow("Result", "refused");
    await until("the one that was refused", async () => (await count()) === 1);
    await narrow("Result", "");
    await narrow("Purpose", "models");
    await until("none", async () => (await count()) === 0);
    await narrow("Purpose", "chat");
    await narrow("Host", new URL(world.gateway.baseUrl).host);
    await until("the rows of aws again", async () => (await count()) === 3);
    await app.page.closeLayer();
  });

  world.check("the cached share and the list price are those of the gateway's own log, once a price is typed", async () => {
    await app.page.newChat();
    await app.page.choose("gpt-4o", "openai");
    const usages = [[41_000, 40_000, 1000], [1000, 0, 500]];
    for (const [read, cached, written] of usages) {
      const usage = { prompt_tokens: read, completion_tokens: written, prompt_tokens_details: { cached_tokens: cached } };
      await app.page.ask(`/body ${JSON.stringify({ id: "x", model: "gpt-4o", choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }], usage })}`);
    }
    assert.match(await app.page.run("return document.querySelector('[role=log]').innerText"), /41,000 in \(40,000 cached\), 1,000 out/);
    await app.page.click("button", /^Model and vendor:/);
    assert.match(await app.page.run("return document.querySelector('model-price').innerText"), /list price of \d+ \w+ 20\d\d, not your bill/);
    await app.page.click("button", "Change price");
    await app.page.fill("textbox", "US dollars a million tokens in", "2");
    await app.page.fill("textbox", "US dollars a million tokens out", "eight");
    await app.page.press(Key.ENTER);
    await app.page.alert(/A price is a number/);
    await app.page.fill("textbox", "US dollars a million tokens out", "8");
    await app.page.fill("textbox", /^US dollars a million cached tokens in/, "0.5");
    await app.page.press(Key.ENTER);
    await until("the price", () => app.page.run("return /\\$2.00 in, \\$8.00 out a million tokens, as you typed it/.test(document.querySelector('model-price').innerText)"));
    await app.page.closeLayer();
    // What the gateway was asked to report, from its own log.
    const asked = (await world.gateway.chats()).filter((chat) => chat.headers["vendor"] === "openai").map((chat) => JSON.parse(chat.body.messages.at(-1).content.slice("/body ".length)).usage);
    const sum = (/** @type {(usage: any) => number} */ of) => asked.reduce((total, usage) => total + of(usage), 0);
    const cached = sum((usage) => usage.prompt_tokens_details.cached_tokens);
    const cost = 2 * sum((usage) => usage.prompt_tokens) - 1.5 * cached + 8 * sum((usage) => usage.completion_tokens);
    await world.hands.press(app.window.id, "ctrl+shift+g");
    const cells = () => app.page.run("return [...document.querySelectorAll('usage-dialog tr[data-model=gpt-4o][data-vendor=openai] [data-cell]')].map((cell) => cell.innerText)");
    const expected = [`${((100 * cached) / sum((usage) => usage.prompt_tokens)).toFixed(0)} %`, `$${(cost / 1_000_000).toFixed(3)}`];
    await until("the share and the price", async () => isDeepStrictEqual(await cells(), expected));
    await app.page.closeLayer();
  });

  world.check("a vendor is avoided for a while, which one click overrides", async () => {
    await app.page.newChat();
    await app.page.choose("gpt-4o", "aws");
    await app.page.click("button", /^Model and vendor:/);
    await app.page.click("button", "aws first, then others");
    await (await app.page.find("combobox", "Search models")).sendKeys(Key.ENTER);
    await app.page.hasRoute("gpt-4o, aws first");
    await app.page.click("button", /^Model and vendor:/);
    await app.page.click("button", "Avoid for 1 hour");
    await until("the row to say so", () => app.page.run("return [...document.querySelectorAll('.v-row')].some((row) => /^aws[^]*avoided until .*\\d\\d:\\d\\d/.test(row.innerText))"));
    await app.page.closeLayer();
    const vendorOfLast = async () => (await world.gateway.chats()).at(-1)?.headers["vendor"] ?? "auto";
    await app.page.ask("To whom?");
    assert.equal(await vendorOfLast(), "auto");
    await app.page.click("button", /^Model and vendor:/);
    await app.page.click("button", "Use aws again");
    await app.page.find("button", "Avoid until tomorrow");
    await app.page.closeLayer();
    await app.page.ask("And now?");
    assert.equal(await vendorOfLast(), "aws");
  });

  world.check("the composer says what a message will come to, and a limit asks before it goes out and is overridden", async () => {
    await app.page.newChat();
    await app.page.choose("o3", "openai");
    const cost = () => app.page.run("const cost = document.querySelector('chat-composer .cost'); return cost.hidden ? '' : cost.innerText");
    await app.page.fill("textbox", "Message", "What is a prompt cache? ".repeat(20));
    await until("the estimate", async () => /^≈ [\d,]+–[\d,]+ tokens, (< )?\$/.test(await cost()));
    await app.page.openSettings("Answers");
    await app.page.fill("textbox", "Monthly limit in US dollars", "lots");
    await app.page.press(Key.ENTER);
    await app.page.alert(/A limit is a number/);
    await app.page.fill("textbox", "Monthly limit in US dollars", "0.001");
    await app.page.press(Key.ENTER);
    await app.page.closeLayer();
    const before = (await world.gateway.chats()).length;
    await (await app.page.composer()).sendKeys(Key.ENTER);
    await app.page.find("dialog", "Over your monthly limit?");
    await app.page.click("button", "Cancel");
    await app.page.isGone("dialog", null);
    assert.equal((await world.gateway.chats()).length, before, "nothing went out");
    assert.match(await (await app.page.composer()).getAttribute("value"), /prompt cache/, "and nothing is lost");
    await (await app.page.composer()).sendKeys(Key.ENTER);
    await app.page.click("button", "Send anyway");
    await app.page.answered();
    assert.equal((await world.gateway.chats()).length, before + 1);
    await app.page.openSettings("Answers");
    await app.page.fill("textbox", "Monthly limit in US dollars", " ");
    await app.page.press(Key.ENTER);
    await app.page.closeLayer();
    await app.page.ask("Asked for no more");
  });

  /** @param {Record<string, number | null>} change */
  const set = (change) => app.page.run("return window.__TAURI__.core.invoke('update_settings', { change: arguments[0] })", change);

  world.check("what the composer says of a message follows a mention in it", async () => {
    await app.page.newChat();
    await app.page.choose("gpt-4o", "openai");
    const cost = async () => {
      const said = await app.page.run("const cost = document.querySelector('chat-composer .cost'); return cost.hidden ? '' : cost.innerText");
      return said.split("$").slice(1).join("$");
    };
    const words = "What is a prompt cache? ".repeat(60);
    await app.page.fill("textbox", "Message", words);
    const own = await until("its price", cost);
    await app.page.fill("textbox", "Message", `@claude-sonnet-4-20250514 ${words}`);
    await until("the price of the other", async () => (await cost()) !== "" && (await cost()) !== own);
    await app.page.click("button", /^Context: /);
    await until("the view to say where it goes", async () => /What the next message sends to claude-sonnet-4-20250514/.test(await app.page.run("return document.querySelector('context-dialog dialog[open]')?.innerText ?? ''")));
    await app.page.closeLayer();
    await app.page.fill("textbox", "Message", words);
    await until("its own price again", async () => (await cost()) === own);
    await app.page.fill("textbox", "Message", " ");
  });

  world.check("a message that waits for an answer asks above a limit when its turn comes, and goes out when that is meant", async () => {
    await app.page.newChat();
    await app.page.choose("gpt-4o", "openai");
    await app.page.send("/long 1 60");
    await app.page.streaming(5);
    await set({ dailyLimit: 1 });
    const before = (await world.gateway.chats()).length;
    await app.page.send("Queued behind it");
    assert.equal(await app.page.has("dialog", null), false, "it is not its turn yet");
    await app.page.find("dialog", "Over your daily limit?");
    await app.page.click("button", "Cancel");
    await app.page.isGone("dialog", null);
    assert.equal((await world.gateway.chats()).length, before, "nothing went out");
    assert.equal(await (await app.page.composer()).getAttribute("value"), "Queued behind it", "and nothing is lost");
    await (await app.page.composer()).sendKeys(Key.ENTER);
    await app.page.click("button", "Send anyway");
    await app.page.answered();
    assert.equal((await world.gateway.chats()).length, before + 1);
    await set({ dailyLimit: null });
  });

  world.check("what was waived for a chat is not asked there again, until the person says so", async () => {
    await app.page.newChat();
    await app.page.choose("gpt-4o", "openai");
    // Two dollars and eight a million tokens, as typed above: one answer of 1,000 tokens is dearer than nothing, two are over it.
    const usage = { prompt_tokens: 1000, completion_tokens: 1000 };
    const counted = `/body ${JSON.stringify({ id: "x", model: "gpt-4o", choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }], usage })}`;
    await app.page.ask(counted);
    await set({ chatLimit: 9000 });
    await app.page.send("Over it");
    const dialog = await app.page.find("dialog", "Over the limit for this chat?");
    await until("what was spent", async () => /This chat has spent ≈ \$0\.010 of \$0\.009\. This message may cost up to/.test(await dialog.getText()));
    await app.page.click("checkbox", "Don’t ask again in this chat");
    await app.page.click("button", "Send anyway");
    await app.page.answered();
    await app.page.ask("Not asked again");
    await app.page.click("button", "Chat actions");
    await app.page.click("menuitem", "Usage…");
    const own = await app.page.find("dialog", "Usage of this chat");
    await until("that it is waived", async () => /You are not asked about the limit of \$0\.009 in this chat/.test(await own.getText()));
    await app.page.click("button", "Ask again");
    await until("it is asked again", async () => /You are asked above/.test(await own.getText()));
    await app.page.closeLayer();
    await app.page.click("button", "Regenerate");
    await app.page.find("dialog", "Over the limit for this chat?");
    await app.page.click("button", "Cancel");
    await app.page.isGone("dialog", null);
    await set({ chatLimit: null });
  });

  world.check("the tables by day, chat and folder have what the gateway reported", async () => {
    await world.hands.press(app.window.id, "ctrl+shift+g");
    await app.page.click("button", "30 days");
    const cells = (/** @type {string} */ heading, /** @type {string} */ cell) => app.page.run(`
      const of = [...document.querySelectorAll('usage-dialog table.sums')].find((table) => table.tHead.rows[0].cells[0].innerText === arguments[0] || table.tHead.rows[0].cells[0].textContent === arguments[0]);
      return of ? [...of.querySelectorAll('[data-cell=' + arguments[1] + ']')].map((one) => Number(one.textContent.replace(/,/g, ''))) : [];
    `, heading, cell);
    const asked = (await world.gateway.chats()).length;
    const sum = (/** @type {number[]} */ all) => all.reduce((total, one) => total + one, 0);
    await until("all requests by chat", async () => sum(await cells("Chat", "calls")) === asked);
    assert.equal(sum(await cells("Day", "calls")), asked);
    assert.deepEqual(await cells("Folder", "calls"), [], "there is none");
    await app.page.click("button", "Tokens");
    await until("the bars of tokens", () => app.page.run("return document.querySelector('usage-dialog .days svg').getAttribute('aria-label') === 'Tokens, By day'"));
    // A chat that is named there is opened.
    await app.page.run("document.querySelector('usage-dialog table.sums button.link-btn').click()");
    await app.page.isGone("dialog", null);
  });

  world.check("a vendor is verified by one request, which is shown before it is sent", async () => {
    await app.page.newChat();
    await app.page.choose("claude-sonnet-4-20250514", "anthropic");
    await app.page.ask("/sign");
    await app.page.click("button", /^Evidence: vendor not confirmed/);
    const before = (await world.gateway.chats()).length;
    await app.page.click("button", "Verify this vendor");
    const dialog = await app.page.find("dialog", "Verify that anthropic served this?");
    await until("what is sent to be said", async () => /for claude-sonnet-4-20250514 at anthropic only.*nothing else of the chat/s.test(await dialog.getText()));
    assert.equal((await world.gateway.chats()).length, before);
    await app.page.click("button", "Send request");
    await until("it is proved", async () => (await footer()) === "proved");
    const sent = (await world.gateway.chats()).slice(before);
    assert.deepEqual(sent.map((chat) => chat.headers["vendor"]), ["anthropic"]);
    await app.page.choose("gpt-4o", "azure");
    await until("the composer says that reasoning stays behind", async () =>
      /The last answer came from claude-sonnet-4-20250514.*its reasoning is not passed on/.test(await app.page.run("return document.querySelector('send-notes').innerText")));
  });
});
