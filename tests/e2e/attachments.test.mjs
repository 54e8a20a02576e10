// Files on every way into a message: dragged from another program, picked in the native dialog, pasted. Their bytes
// reach the gateway unchanged, and they are shown again after a restart.

import assert from "node:assert/strict";
import { basename } from "node:path";
import { after, before, describe } from "node:test";
import { pdf, png, svg, writeSample } from "./harness/files.mjs";
import { newestBlocks, sha256, sha256OfDataUrl } from "./harness/gateway.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
const picture = writeSample(world.files, "a picture.png", png());
const plan = writeSample(world.files, "plan.pdf", pdf());
const drawing = writeSample(world.files, "drawing.svg", svg);
const phone = writeSample(world.files, "phone.png", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic....", "latin1"));

describe("attachments", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(() => world.close());

  const middle = { x: 600, y: 400 };

  world.check("a PNG and a PDF dragged from another program arrive unchanged", async () => {
    await world.hands.dragFiles([picture.path, plan.path], app.window, middle, {
      beforeDrop: () => until("the overlay", () => app.page.run("return /Drop to attach 2 files/.test(document.body.innerText)")),
    });
    await app.page.hasChips([picture.name, plan.name]);
    await app.page.ask("What is in these?");

    const [request] = await world.gateway.chats();
    assert.ok(request);
    const blocks = newestBlocks(request);
    const image = blocks.find((block) => block.type === "image_url");
    assert.match(image?.image_url.url ?? "", /^data:image\/png;base64,/);
    assert.equal(sha256OfDataUrl(image.image_url.url), picture.sha256);
    const file = blocks.find((block) => block.type === "file");
    assert.equal(sha256(Buffer.from(String(file?.file.file_data).replace(/^data:[^,]*,/, ""), "base64")), plan.sha256);
    assert.equal(file.file.filename, plan.name);
    assert.ok(blocks.some((block) => block.type === "text" && block.text === "What is in these?"));
    assert.deepEqual(await app.page.chips(), []);
  });

  world.check("they are shown again after a restart", async () => {
    await app.quit();
    app = await world.start();
    const question = await until("the question", async () => (await app.page.messages())[0]);
    for (const { name } of [picture, plan]) {
      assert.ok(question.files.some((file) => file.startsWith(name)) || question.text.includes(name), `${name} in ${JSON.stringify(question)}`);
    }
    const thumbnails = await app.page.run(
      "return [...document.querySelectorAll('article[data-role=user] img')].map((i) => i.complete && i.naturalWidth > 0)",
    );
    assert.deepEqual(thumbnails, [true]);
  });

  world.check("an SVG, a broken HEIC that bears another name, and a folder are refused in words", async () => {
    await app.page.newChat();
    await world.hands.dragFiles([drawing.path, phone.path, world.files], app.window, middle);
    await app.page.alert(/SVG can carry scripts/);
    await app.page.alert(/Damaged or cut short/);
    await app.page.alert(/Folders are not taken/);
    for (const name of [drawing.name, phone.name, basename(world.files)]) await app.page.click("button", `Remove ${name}`);
    await app.page.hasChips([]);
  });

  world.check("a file picked in the native dialog, removed, and picked again", async () => {
    for (const isKept of [false, true]) {
      await app.page.click("button", /^Attach files/);
      await world.hands.answerFileDialog(app.window, plan.path);
      await app.page.hasChips([plan.name]);
      if (!isKept) {
        await app.page.click("button", `Remove ${plan.name}`);
        await app.page.hasChips([]);
      }
    }
  });

  world.check("a dialog that is cancelled changes nothing and is no failure", async () => {
    await app.page.click("button", /^Attach files/);
    await world.hands.answerFileDialog(app.window, null);
    await app.page.hasChips([plan.name]);
    assert.equal(await app.page.has("alert", null), false);
  });

  world.check("a draft with its file survives a restart", async () => {
    await app.page.fill("textbox", "Message", "A draft of mine");
    await app.page.run("document.activeElement.blur()");
    await app.quit();
    app = await world.start();
    await app.page.hasChips([plan.name]);
    assert.equal(await (await app.page.composer()).getAttribute("value"), "A draft of mine");
    await app.page.click("button", `Remove ${plan.name}`);
    await app.page.hasChips([]);
    await (await app.page.composer()).clear();
  });

  world.check("an image pasted from the clipboard arrives unchanged", async () => {
    await app.page.newChat();
    await world.gateway.clear();
    const owner = await world.hands.copy(picture.path, "image/png");
    await (await app.page.composer()).click();
    await world.hands.press(app.window.id, "ctrl+v");
    await until("a picture in the composer", async () => (await app.page.chips()).length === 1);
    await app.page.hasChips(await app.page.chips());
    await owner.end();
    await app.page.ask("And this one?");
    const [request] = await world.gateway.chats();
    assert.ok(request);
    const image = newestBlocks(request).find((block) => block.type === "image_url");
    assert.match(image?.image_url.url ?? "", /^data:image\/png;base64,/);
    assert.equal(sha256OfDataUrl(image.image_url.url), picture.sha256);
  });

  world.check("pasted text stays text", async () => {
    await app.page.newChat();
    const words = writeSample(world.files, "words.txt", "Some words from elsewhere");
    const owner = await world.hands.copy(words.path, "UTF8_STRING");
    await (await app.page.composer()).click();
    await world.hands.press(app.window.id, "ctrl+v");
    await until("the words in the composer", async () => (await (await app.page.composer()).getAttribute("value")) === "Some words from elsewhere");
    assert.deepEqual(await app.page.chips(), []);
    await owner.end();
  });
});
