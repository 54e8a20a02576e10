// What a person sets for a conversation reaches the gateway, and nothing else does; what a model refuses is told; and
// Claude and Gemini can be asked in their makers' own APIs, with files that arrive unchanged.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { pdf, png, writeSample } from "./harness/files.mjs";
import { newestBlocks, sha256, sha256OfDataUrl } from "./harness/gateway.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
const picture = writeSample(world.files, "a picture.png", png());
const preview = writeSample(world.files, "plan.pdf", pdf());
const notes = writeSample(world.files, "notes.md", "# Größe\n");
const fenced = "File: notes.md\n```md\n# Größe\n```";
const claude = "claude-sonnet-4-20250514";
const gemini = "gemini-2.5-pro";

describe("parameters", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(() => world.close());

  /** The name of what has the focus. */
  const focused = () =>
    app.page.run("const e = document.activeElement; return e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent");
  /** @param {RegExp} name */
  const hasFocus = (name) => until(`the focus on ${name}`, async () => name.test(await focused()));
  /** @param {string} data */
  const hashOf = (data) => sha256(Buffer.from(data, "base64"));

  world.check("they are set with the keyboard, and the gateway gets exactly these fields", async () => {
    await app.page.press(Key.CONTROL, "m");
    await hasFocus(/Search models/);
    await app.page.press(Key.TAB);
    await hasFocus(/^Refresh the list of models/);
    await app.page.press(Key.TAB);
    await hasFocus(/^Parameters$/);
    await app.page.press(Key.ENTER);
    await hasFocus(/System prompt/);
    for (const [name, text] of [
      [/System prompt/, "Be brief."],
      [/Temperature/, "0,25"],
      [/Max tokens/, "300"],
      [/Reasoning effort/, "low"],
      [/Other fields/, '{"messages": []}'],
    ]) {
      await hasFocus(/** @type {RegExp} */ (name));
      for (const key of /** @type {string} */ (text)) await app.page.press(key);
      if (!/Other/.test(String(name))) await app.page.press(Key.TAB);
    }
    await app.page.press(Key.CONTROL, Key.ENTER);
    await app.page.alert(/“messages” cannot be set here/);
    await hasFocus(/Other fields/);
    await app.page.press(Key.CONTROL, "a");
    for (const key of '{"top_p": 0.9}') await app.page.press(key);
    await app.page.press(Key.CONTROL, Key.ENTER);
    await app.page.isGone("dialog", null);
    await app.page.ask("Hello");
    assert.deepEqual((await world.gateway.chats()).map((request) => request.body), [
      {
        model: "gpt-4o",
        messages: [{ role: "system", content: "Be brief." }, { role: "user", content: "Hello" }],
        stream: true,
        stream_options: { include_usage: true },
        temperature: 0.25,
        max_tokens: 300,
        reasoning_effort: "low",
        top_p: 0.9,
      },
    ]);
    await app.page.click("button", /^Model and vendor:/);
    await app.page.find("button", "Parameters, 5 set");
    await app.page.closeLayer();
  });

  world.check("what the model refuses is left out once, told under the answer, and remembered", async () => {
    await world.gateway.clear();
    const answer = await app.page.ask("/refuse temperature");
    assert.match(answer.text, /Sent without temperature: the model refused it/);
    assert.match(answer.text, /2 attempts/);
    const sent = (await world.gateway.chats()).map((request) => request.body.temperature);
    assert.deepEqual(sent, [0.25, undefined]);

    await app.quit();
    app = await world.start();
    assert.match((await app.page.answered()).text, /Sent without temperature: the model refused it/);
    await world.gateway.clear();
    const again = await app.page.ask("/refuse temperature");
    assert.match(again.text, /Sent without temperature: the model refuses it/);
    assert.equal((await world.gateway.chats()).length, 1);
  });

  world.check("over Chat Completions an image, a PDF and a text file arrive unchanged", async () => {
    await app.page.newChat();
    await world.hands.dragFiles([notes.path, picture.path, preview.path], app.window, { x: 600, y: 400 });
    await app.page.hasChips([notes.name, picture.name, preview.name]);
    await world.gateway.clear();
    await app.page.ask("What is in these?");
    const [request] = await world.gateway.chats();
    assert.ok(request);
    const [image, file, ...texts] = newestBlocks(request);
    assert.equal(sha256OfDataUrl(image.image_url.url), picture.sha256);
    assert.deepEqual([file.type, file.file.filename, hashOf(file.file.file_data)], ["file", preview.name, preview.sha256]);
    assert.deepEqual(texts, [fenced, "What is in these?"].map((text) => ({ type: "text", text })));
  });

  world.check("Claude and Gemini are asked natively, and an image, a PDF and a text file arrive unchanged", async () => {
    for (const model of [claude, gemini]) {
      await app.page.newChat();
      await app.page.click("button", /^Model and vendor:/);
      await hasFocus(/Search models/);
      for (const key of model) await app.page.press(key);
      await app.page.click("checkbox", /^Send natively/);
      await app.page.press(Key.ENTER);
      await app.page.hasRoute(`${model}, auto`);
      await world.hands.dragFiles([notes.path, picture.path, preview.path], app.window, { x: 600, y: 400 });
      await app.page.hasChips([notes.name, picture.name, preview.name]);
      await world.gateway.clear();
      const answer = await app.page.ask("What is in these?");
      assert.match(answer.text, /sent natively/);
      const [request] = await world.gateway.requests();
      assert.ok(request);
      const { body, path, headers } = request;
      if (model === claude) {
        assert.equal(path, "/v1/messages");
        assert.deepEqual([headers["vendor"], headers["anthropic-version"]], ["anthropic", "2023-06-01"]);
        const [image, file, ...texts] = body.messages[0].content;
        assert.deepEqual([image.source.media_type, hashOf(image.source.data)], ["image/png", picture.sha256]);
        assert.deepEqual([file.type, file.source.media_type, hashOf(file.source.data)], ["document", "application/pdf", preview.sha256]);
        assert.deepEqual(texts, [fenced, "What is in these?"].map((text) => ({ type: "text", text })));
        assert.deepEqual(Object.keys(body).sort(), ["max_tokens", "messages", "model", "stream"]);
      } else {
        assert.equal(path, `/v1/projects/cognition/locations/us/publishers/google/models/${gemini}:streamGenerateContent?alt=sse`);
        assert.equal(headers["vendor"], "google");
        const [image, file, ...texts] = body.contents[0].parts;
        assert.deepEqual([image.inlineData.mimeType, hashOf(image.inlineData.data)], ["image/png", picture.sha256]);
        assert.deepEqual([file.inlineData.mimeType, hashOf(file.inlineData.data)], ["application/pdf", preview.sha256]);
        assert.deepEqual(texts, [{ text: fenced }, { text: "What is in these?" }]);
        assert.deepEqual(Object.keys(body), ["contents"]);
      }
    }
  });

  world.check("a file that Chat Completions refuses can be sent natively with one button", async () => {
    await app.page.newChat();
    await app.page.choose(claude);
    await world.hands.dragFiles([preview.path], app.window, { x: 600, y: 400 });
    await app.page.hasChips([preview.name]);
    await app.page.send("/refuse file");
    await app.page.answered("failed");
    await app.page.alert(/Invalid value: 'file'/);
    await world.gateway.clear();
    await app.page.click("button", "Send natively");
    await app.page.answered();
    const [request] = await world.gateway.requests();
    assert.equal(request?.path, "/v1/messages");
    await app.page.ask("And once more");
    assert.equal((await world.gateway.requests()).at(-1)?.path, "/v1/messages", "the choice stays with the conversation");
  });
});
