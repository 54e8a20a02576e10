// What comes with answers besides their words: images, recordings and sources; and what a spreadsheet puts on the clipboard.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { png, writeSample } from "./harness/files.mjs";
import { newestBlocks } from "./harness/gateway.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
const picture = png(96, 64);
const dataUrl = `data:image/png;base64,${picture.toString("base64")}`;

/** A stream that says this. @param {object[]} deltas @param {object} [beside] fields beside the choices */
function streamed(deltas, beside = {}) {
  const chunk = (/** @type {object} */ delta, /** @type {string | null} */ reason) =>
    JSON.stringify({ id: "x", choices: [{ index: 0, delta, finish_reason: reason }], ...beside });
  return ["/data", ...deltas.map((delta) => chunk(delta, null)), chunk({}, "stop"), "[DONE]"].join("\n");
}

describe("what comes with answers", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(() => world.close());

  /** Too long to be typed key by key. @param {string} text */
  const asked = async (text) => {
    const fill = "const field = document.querySelector('chat-composer textarea'); field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true })); field.focus()";
    const before = (await app.page.messages()).at(-1)?.id;
    await app.page.run(fill, text);
    await app.page.press(Key.ENTER);
    await until("the question in the transcript", async () => (await app.page.messages()).at(-1)?.id !== before);
    return app.page.answered();
  };

  world.check("an image in an answer is shown, opened, copied, saved, and sent back", async () => {
    for (const deltas of [
      [{ content: "A card:" }, { content: "", images: [{ type: "image_url", image_url: { url: dataUrl } }] }],
      [{ content: [{ type: "text", text: "A card:" }, { type: "image_url", image_url: { url: dataUrl } }] }],
      [{ content: "A card: ![Image](" }, { content: dataUrl }, { content: ")" }],
    ]) {
      await app.page.newChat();
      const answer = await asked(streamed(deltas));
      assert.match(answer.prose, /^A card:\s*$/);
      assert.ok(!answer.text.includes("base64"));
      await app.page.find("button", "Show Image.png");
    }
    const shown = await app.page.run("const image = document.querySelector('answer-message .thumb img'); return image.decode().then(() => [image.naturalWidth, image.naturalHeight])");
    assert.deepEqual(shown, [96, 64]);
    await app.page.click("button", "Show Image.png");
    await app.page.click("button", "Copy image");
    await until("the copy to be said", () => app.page.run("return document.querySelector('#announcements').textContent === 'Image copied'"));
    assert.ok((await world.hands.clipboardBytes("image/png")).subarray(0, 4).equals(Buffer.from("\x89PNG", "latin1")));
    await app.page.click("button", "Save as…");
    const saved = join(world.files, "from answer.png");
    await world.hands.answerSaveDialog(app.window, saved);
    await until("the saved image", () => readFileSync(saved).subarray(0, 4).equals(Buffer.from("\x89PNG", "latin1")));
    await app.page.closeLayer();

    await app.page.ask("Make it blue");
    const request = (await world.gateway.chats()).at(-1);
    const blocks = newestBlocks(request);
    assert.equal(blocks.filter((block) => block.type === "image_url").length, 1);
    assert.match(blocks.map((block) => block.text ?? "").join(), /Image\.png.*Make it blue/);
  });

  world.check("a recording is a file with a word, and what is no image is said to be left out", async () => {
    await app.page.newChat();
    const answer = await asked(streamed([{ audio: { data: Buffer.alloc(4000, 7).toString("base64") } }, { audio: { transcript: "Hello" } }]));
    assert.match(answer.text, /Hello[^]*Recording\.wav[^]*audio, 4 kB, not sent to models/);
    await app.page.click("button", "Show Recording.wav");
    await app.page.find("button", "Save as…");
    await app.page.closeLayer();
    const svg = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>").toString("base64");
    const broken = await asked(streamed([{ content: `Look: ![x](data:image/svg+xml;base64,${svg})` }]));
    assert.match(broken.text, /Not shown: 1 image/);
  });

  world.check("sources are listed, and the marks in the text lead to them", async () => {
    await app.page.newChat();
    const answer = await asked(streamed([{ content: "It is 330 m high[1][2]." }], { citations: ["https://one.example/page", "https://two.example/x"] }));
    await until("the sources", () => app.page.run("return document.querySelector('answer-sources li') !== null"));
    const links = await app.page.run("return [...document.querySelectorAll('answer-message .prose a')].map((link) => [link.textContent, link.getAttribute('href')])");
    assert.deepEqual(links, [["[1]", "https://one.example/page"], ["[2]", "https://two.example/x"]]);
    const listed = await app.page.run("return [...document.querySelectorAll('answer-sources li')].map((item) => [item.value, item.querySelector('a').getAttribute('href')])");
    assert.deepEqual(listed, [[1, "https://one.example/page"], [2, "https://two.example/x"]]);
    assert.match(answer.text, /330 m high/);
  });

  world.check("cells of a spreadsheet are pasted as a table, a picture alone as a picture", async () => {
    await app.page.newChat();
    const text = writeSample(world.files, "cells.txt", "Name\tHeight\nTower\t330\n");
    const html = writeSample(world.files, "cells.html", "<table><tr><td>Name</td><td>Height</td></tr><tr><td>Tower</td><td>330</td></tr></table>");
    const image = writeSample(world.files, "cells.png", picture);
    const composer = await app.page.composer();
    const value = () => composer.getAttribute("value");
    let owner = await world.hands.offer({ UTF8_STRING: text.path, "text/plain": text.path, "text/html": html.path, "image/png": image.path });
    await composer.click();
    await world.hands.press(app.window.id, "ctrl+v");
    await until("the table in the composer", async () => (await value()) === "| Name | Height |\n| --- | --- |\n| Tower | 330 |\n");
    await app.page.hasChips([]);
    await composer.clear();
    await owner.end();
    owner = await world.hands.offer({ "image/png": image.path });
    await composer.click();
    await world.hands.press(app.window.id, "ctrl+v");
    await app.page.hasChips(["Pasted image"]);
    assert.equal(await value(), "");
    await app.page.click("button", "Remove Pasted image");
    await owner.end();
  });
});
