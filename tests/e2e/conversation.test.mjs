// A question and its answer: what the gateway is sent, what is shown, and where the vendor is chosen.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { KEY } from "./harness/gateway.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
const [VENDOR, AWS, AUTOMATIC, MISTRAL] = [4, 5, 0, 7];
/** Everything that a request may carry; a pinned vendor adds one. */
const HEADERS = ["accept", "accept-encoding", "authorization", "content-length", "content-type", "host", "user-agent"];

describe("a conversation", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(() => world.close());

  /** The one chat request since the last look. */
  async function onlyRequest() {
    const [request, ...more] = await world.gateway.chats();
    assert.ok(request && more.length === 0, "exactly one request");
    await world.gateway.clear();
    return request;
  }

  world.check("a question streams in, and the gateway gets exactly what it documents", async () => {
    await world.gateway.clear();
    const answer = await app.page.ask("What is *this*?");
    assert.match(answer.html, /<strong>mock gateway<\/strong>/);
    assert.match(answer.prose, /the vendor auto/);

    const { method, path, headers, body } = await onlyRequest();
    assert.deepEqual([method, path], ["POST", "/v1/chat/completions"]);
    assert.deepEqual(Object.keys(headers).filter((name) => !HEADERS.includes(name)), []);
    assert.equal(headers["authorization"], `Bearer ${KEY}`);
    assert.equal(headers["accept-encoding"], "identity");
    assert.match(headers["content-type"] ?? "", /^application\/json/);
    assert.deepEqual(body, {
      model: "gpt-4o",
      messages: [{ role: "user", content: "What is *this*?" }],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  world.check("the whole history goes along", async () => {
    await app.page.ask("And then?");
    const { body } = await onlyRequest();
    assert.deepEqual(body.messages.map((/** @type {any} */ message) => message.role), ["user", "assistant", "user"]);
    assert.equal(body.messages[2].content, "And then?");
  });

  world.check("every kind of Markdown block is shown", async () => {
    const { html } = await app.page.ask("/markdown");
    for (const tag of ["<h2", "<table", "<pre", "<ul", "<ol", "<blockquote", "<a "]) {
      assert.ok(html.includes(tag), `${tag} is missing in ${html}`);
    }
    await world.gateway.clear();
  });

  world.check("a vendor chosen in the native menu is sent, and header and picker agree", async () => {
    await world.hands.chooseFromMenu(app.window, VENDOR, AWS);
    await app.page.hasRoute("gpt-4o, aws");
    await app.page.ask("Through the menu");
    assert.equal((await onlyRequest()).headers["vendor"], "aws");

    await app.page.click("button", /^Model and vendor:/);
    const chosen = await app.page.find("option", /(^|\s)aws(\s|$)/);
    assert.equal(await chosen.getAttribute("aria-selected"), "true");
    await app.page.closeLayer();

    await world.hands.chooseFromMenu(app.window, VENDOR, AUTOMATIC);
    await app.page.hasRoute("gpt-4o, auto");
    await app.page.ask("Automatic again");
    assert.equal((await onlyRequest()).headers["vendor"], undefined);
  });

  world.check("a shortcut of the native menu pins too", async () => {
    await world.hands.press(app.window.id, `ctrl+alt+${MISTRAL}`);
    await app.page.hasRoute("gpt-4o, mistral");
    await app.page.ask("Through the shortcut");
    assert.equal((await onlyRequest()).headers["vendor"], "mistral");
    await world.hands.press(app.window.id, "ctrl+alt+0");
    await app.page.hasRoute("gpt-4o, auto");
  });

  world.check("the picker pins, and takes a model that was typed by hand", async () => {
    await app.page.choose("my-own/model-1", "deepseek");
    await app.page.hasRoute("my-own/model-1, deepseek");
    await app.page.ask("Through the picker");
    const { headers, body } = await onlyRequest();
    assert.deepEqual([headers["vendor"], body.model], ["deepseek", "my-own/model-1"]);
  });

  world.check("a new chat does not inherit the pin, and each conversation keeps its own", async () => {
    await app.page.newChat();
    await app.page.hasRoute("gpt-4o, auto");
    await app.page.ask("In another chat");
    assert.equal((await onlyRequest()).headers["vendor"], undefined);
  });

  world.check("Stop keeps the text", async () => {
    await app.page.send("/slow");
    const before = await app.page.streaming(10);
    await app.page.click("button", "Stop");
    const stopped = await app.page.answered("stopped");
    assert.ok(stopped.prose.startsWith(before.prose.trim().slice(0, 10)), stopped.prose);
    await app.page.find("button", "Send");
    await world.gateway.clear();
  });

  world.check("an answer goes on while another conversation is shown", async () => {
    await app.page.newChat();
    await app.page.send("/long 2 100");
    await app.page.streaming();
    await app.page.newChat();
    await app.page.ask("Meanwhile");
    await app.page.run("[...document.querySelectorAll('nav a, nav button')].find((e) => e.textContent.includes('/long')).click()");
    await until("the other conversation", async () => (await app.page.messages())[0]?.text.includes("/long"));
    const answer = await app.page.answered("done", 60_000);
    assert.ok(answer.prose.length > 1000);
    await world.gateway.clear();
  });

  world.check("with streaming off the answer comes in one piece", async () => {
    await app.page.newChat();
    await app.page.openSettings("Answers");
    await app.page.click("checkbox", "Show answers as they are written");
    await app.page.closeLayer();
    const answer = await app.page.ask("In one piece");
    assert.match(answer.html, /<strong>mock gateway<\/strong>/);
    const { body } = await onlyRequest();
    assert.equal(body.stream, false);
    assert.equal(body.stream_options, undefined);
  });

  world.check("history, routes and settings are there after a restart", async () => {
    await app.page.choose("typed-by-hand", "other-vendor");
    await app.quit();
    app = await world.start();
    const messages = await until("the messages", async () => {
      const all = await app.page.messages();
      return all.length === 2 && all;
    });
    assert.match(messages[0]?.text ?? "", /In one piece/);
    assert.match(messages[1]?.html ?? "", /<strong>mock gateway<\/strong>/);
    await app.page.hasRoute("typed-by-hand, other-vendor");
    await app.page.ask("Still in one piece");
    const { headers, body } = await onlyRequest();
    assert.deepEqual([headers["vendor"], body.model, body.stream], ["other-vendor", "typed-by-hand", false]);
    await app.page.run("[...document.querySelectorAll('nav a, nav button')].find((e) => e.textContent.includes('What is')).click()");
    await app.page.hasRoute("my-own/model-1, deepseek");
  });
});
