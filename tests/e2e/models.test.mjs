// What the model takes decides, and the person is told before: pictures, long PDFs, files of a message that is edited.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { pdf, png, writeSample } from "./harness/files.mjs";
import { newestBlocks } from "./harness/gateway.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
const photo = writeSample(world.files, "photo.png", png(200, 120));
const preview = writeSample(world.files, "plan.pdf", pdf("The plan in words"));
const book = writeSample(world.files, "book.pdf", pdf("A long book", 101));
const notes = writeSample(world.files, "notes.md", "# Notes\n\nShort <b>ones</b>.\n");

describe("what the model takes decides", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(() => world.close());

  const newest = async () => {
    const request = (await world.gateway.chats()).at(-1);
    assert.ok(request);
    return request;
  };

  /** How many images the newest request has, in all of its messages. */
  const images = async () => JSON.stringify((await newest()).body).split('"image_url":').length - 1;

  /** @param {typeof photo} file */
  const attach = async (file) => {
    await app.page.click("button", /^Attach files/);
    await world.hands.answerFileDialog(app.window, file.path);
  };

  const noteSays = (/** @type {RegExp} */ words) =>
    until(`a note that says ${words}`, async () => words.test(await app.page.run("return document.querySelector('send-notes:not([hidden])')?.innerText ?? ''")));

  const noNote = () => until("no note", () => app.page.run("return document.querySelector('send-notes').hidden"));

  const chipSays = (/** @type {string} */ name, /** @type {RegExp} */ words) =>
    until(`the chip of ${name} to say ${words}`, async () => words.test(await app.page.run("return [...document.querySelectorAll('chat-composer file-chip')].find((chip) => chip.title === arguments[0])?.innerText ?? ''", name)));

  const formOf = async (/** @type {string} */ name) => (await app.page.find("combobox", `How to send ${name}`)).getAttribute("value");

  world.check("pictures for a model that takes none are said before, left out with one click, and taken in again", async () => {
    await attach(photo);
    await app.page.hasChips([photo.name]);
    await app.page.choose("acme/words");
    await noteSays(/^The gateway lists this model as one that takes no images\./);
    await app.page.click("button", "Leave images out");
    await noNote();
    await chipSays(photo.name, /left out/);
    await app.page.click("button", "Include again");
    await noteSays(/no images/);
    await app.page.click("button", "Leave images out");
    await noNote();
    await app.page.ask("What is in it?");
    assert.equal(await images(), 0);
    assert.match((await app.page.messages())[0]?.text ?? "", /left out/);

    await app.page.choose("gpt-4o");
    await attach(photo);
    await app.page.hasChips([photo.name]);
    await app.page.ask("And in this one?");
    assert.equal(await images(), 1);
    await app.page.choose("deepseek-chat");
    await noteSays(/^This model probably doesn’t accept images\. 1 earlier file with images would be sent again\./);
    await app.page.click("button", "Change model");
    await app.page.find("dialog", null);
    await app.page.closeLayer();
    await app.page.click("button", "Leave images out");
    await noNote();
    await app.page.ask("Go on");
    assert.equal(await images(), 0);
  });

  world.check("after a refusal of pictures one click sends without them, and the question shows them as left out", async () => {
    await app.page.newChat();
    await app.page.choose("mock/refuse-image_url");
    await attach(photo);
    await app.page.hasChips([photo.name]);
    await app.page.send("What is in it?");
    await app.page.answered("failed");
    await noteSays(/^This model has refused images/);
    await app.page.click("button", "Send without images");
    await app.page.answered("done");
    assert.equal(await images(), 0);
    await noNote();
    assert.match((await app.page.messages())[0]?.text ?? "", /left out/);
  });

  world.check("a PDF of more pages than vendors take says so, and what an answer taught shows in the chip that waits", async () => {
    await app.page.newChat();
    await app.page.choose("mock/refuse-file");
    await attach(book);
    await app.page.hasChips([book.name]);
    await chipSays(book.name, /over 100 pages, so not as PDF/);
    assert.equal(await formOf(book.name), "text");
    await app.page.click("button", `Remove ${book.name}`);
    await attach(preview);
    await app.page.hasChips([preview.name]);
    await app.page.send("What is the plan?");
    await app.page.answered("failed");
    await noteSays(/^This model has refused PDFs\. 1 earlier PDF would be sent again/);
    await attach(preview);
    await app.page.hasChips([preview.name]);
    await until("the form of an unknown model", async () => (await formOf(preview.name)) === "pdf");
    await app.page.click("button", "Send as text");
    await app.page.answered("done");
    await until("the form that was learned", async () => (await formOf(preview.name)) === "text");
    await app.page.click("button", `Remove ${preview.name}`);
  });

  world.check("a message that is edited shows its files, and its new version has those that were not removed", async () => {
    await app.page.newChat();
    await app.page.choose("gpt-4o");
    await attach(photo);
    await app.page.hasChips([photo.name]);
    await attach(preview);
    await app.page.hasChips([photo.name, preview.name]);
    await app.page.ask("What are these?");
    await app.page.hasChips([]);
    await app.page.click("button", "Edit and resend");
    await app.page.hasChips([photo.name, preview.name]);
    await chipSays(preview.name, /1 page, .*sent as PDF/);
    await app.page.click("button", `Remove ${preview.name}`);
    await app.page.hasChips([photo.name]);
    await app.page.click("button", "Cancel editing");
    await app.page.hasChips([]);

    await app.page.click("button", "Edit and resend");
    await app.page.hasChips([photo.name, preview.name]);
    await app.page.click("button", `Remove ${preview.name}`);
    await attach(notes);
    await app.page.hasChips([photo.name, notes.name]);
    await app.page.click("button", `Show ${notes.name}`);
    await until("its text, as text", () => app.page.run("return document.querySelector('dialog[open] pre')?.textContent === arguments[0]", String(notes.bytes)));
    await app.page.closeLayer();
    await app.page.send("And without the plan?");
    await until("the new version", async () => /without the plan/.test((await app.page.messages())[0]?.text ?? ""));
    await app.page.answered();
    const blocks = newestBlocks(await newest());
    assert.deepEqual(blocks.map((block) => block.type), ["image_url", "text", "text"]);
    assert.match(blocks[1].text, /Short <b>ones/);
    const files = async () => (await app.page.messages())[0]?.files.filter((name) => /\.(png|pdf|md)/.test(name)).map((name) => name.split(",")[0]);
    assert.deepEqual(new Set(await files()), new Set([photo.name, notes.name]));
    await app.page.click("button", "Previous version");
    await until("the version before, with all of its files", async () => new Set(await files()).has(preview.name));
    await app.page.hasChips([]);
  });
});
