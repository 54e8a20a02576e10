// Files on every way into a message: dragged from another program, picked in the native dialog, pasted. Their bytes
// reach the gateway unchanged, and they are shown again after a restart.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync } from "node:fs";
import { basename, join } from "node:path";
import { after, before, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { program } from "./harness/app.mjs";
import { contract, pdf, png, svg, writeSample } from "./harness/files.mjs";
import { newestBlocks, sha256, sha256OfDataUrl, startCanary } from "./harness/gateway.mjs";
import { run } from "./harness/processes.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
const picture = writeSample(world.files, "a picture.png", png());
const preview = writeSample(world.files, "plan.pdf", pdf());
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
    await world.hands.dragFiles([picture.path, preview.path], app.window, middle, {
      beforeDrop: () => until("the overlay", () => app.page.run("return /Drop to attach 2 files/.test(document.body.innerText)")),
    });
    await app.page.hasChips([picture.name, preview.name]);
    await app.page.ask("What is in these?");

    const [request] = await world.gateway.chats();
    assert.ok(request);
    const blocks = newestBlocks(request);
    const image = blocks.find((block) => block.type === "image_url");
    assert.match(image?.image_url.url ?? "", /^data:image\/png;base64,/);
    assert.equal(sha256OfDataUrl(image.image_url.url), picture.sha256);
    const file = blocks.find((block) => block.type === "file");
    assert.equal(sha256(Buffer.from(String(file?.file.file_data).replace(/^data:[^,]*,/, ""), "base64")), preview.sha256);
    assert.equal(file.file.filename, preview.name);
    assert.ok(blocks.some((block) => block.type === "text" && block.text === "What is in these?"));
    assert.deepEqual(await app.page.chips(), []);
  });

  world.check("they are shown again after a restart", async () => {
    await app.quit();
    app = await world.start();
    const question = await until("the question", async () => (await app.page.messages())[0]);
    for (const { name } of [picture, preview]) {
      assert.ok(question.files.some((file) => file.startsWith(name)) || question.text.includes(name), `${name} in ${JSON.stringify(question)}`);
    }
    const thumbnails = await app.page.run(
      "return [...document.querySelectorAll('article[data-role=user] img')].map((i) => i.complete && i.naturalWidth > 0)",
    );
    assert.deepEqual(thumbnails, [true, true], "of the picture, and of the PDF's first page");
  });

  world.check("an SVG, a broken HEIC that bears another name, and a folder are refused in words", async () => {
    await app.page.newChat();
    await world.hands.dragFiles([drawing.path, phone.path, world.files], app.window, middle);
    await app.page.alert(/SVG can contain scripts/);
    await app.page.alert(/Damaged or cut short/);
    await app.page.alert(/Folders can’t be attached/);
    for (const name of [drawing.name, phone.name, basename(world.files)]) await app.page.click("button", `Remove ${name}`);
    await app.page.hasChips([]);
  });

  world.check("whatever is dropped has its message, and harms nothing beside it", async () => {
    const at = (/** @type {string} */ name) => join(world.files, name);
    const odd = writeSample(world.files, "写真 100% #1.png", png(60, 40));
    symlinkSync(odd.path, at("link to it.png"));
    const empty = writeSample(world.files, "empty.png", "");
    const large = writeSample(world.files, "large.pdf", "%PDF-1.4\n");
    truncateSync(large.path, 21 * 1024 * 1024);
    execFileSync("mkfifo", [at("pipe.png")]);
    const wrong = { "gone.png": /No longer there/, "pipe.png": /pipe or a device/, "zero": /pipe or a device/, [empty.name]: /is empty/, [large.name]: /Larger than 20 MB/ };
    const paths = [at("gone.png"), at("pipe.png"), "/dev/zero", empty.path, large.path, odd.path, at("link to it.png")];
    await app.page.newChat();
    await world.hands.dragFiles(paths, app.window, middle);
    await app.page.hasChips([...Object.keys(wrong), odd.name, "link to it.png"]);
    for (const [name, words] of Object.entries(wrong)) {
      await app.page.alert(words);
      await app.page.click("button", `Remove ${name}`);
    }
    await world.gateway.clear();
    await app.page.ask("And these?");
    const [request] = await world.gateway.chats();
    assert.ok(request);
    const sent = newestBlocks(request).filter((block) => block.type === "image_url").map((block) => sha256OfDataUrl(block.image_url.url));
    assert.deepEqual(sent, [odd.sha256, odd.sha256]);
  });

  world.check("of many files those that are not taken stand first, and neither Send nor the focus is lost", async () => {
    await app.page.newChat();
    const many = Array.from({ length: 24 }, (_, index) => writeSample(world.files, `${index + 1}.txt`, `text ${index + 1}`));
    await world.hands.dragFiles([drawing.path, ...many.map(({ path }) => path)], app.window, middle);
    await app.page.alert(/And 3 more: one message takes 20 files/);
    const taken = many.slice(0, 20).map(({ name }) => name);
    await app.page.hasChips([drawing.name, "21.txt", ...taken]);
    const seen = "const within = (e) => { const { top, bottom } = e.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }; return within(document.querySelector('.send')) && within(document.querySelector('chat-composer textarea'))";
    assert.equal(await app.page.run(seen), true, "what is written, and the button that sends it");
    const focused = () => app.page.run("return document.activeElement?.getAttribute('title')");
    await app.page.click("button", "Remove 20.txt");
    await app.page.run("document.querySelector(\"[title='Show 3.txt']\").focus()");
    await world.hands.dragFiles([preview.path], app.window, middle);
    await until("the plan, ready", () => app.page.run("return document.querySelector('chat-composer .chip select') !== null"));
    assert.equal(await focused(), "Show 3.txt", "it stays where it was while files come");
    await world.gateway.clear();
    await app.page.ask("And these?");
    const text = newestBlocks((await world.gateway.chats())[0]).filter((block) => block.type === "text").map((block) => block.text).join("\n");
    assert.deepEqual([...text.matchAll(/^File: (.*)$/gm)].map(([, name]) => name), taken.slice(0, -1));
    for (const name of [drawing.name, "21.txt"]) await app.page.click("button", `Remove ${name}`);
  });

  world.check("a contract, a notebook and a mail go out as a person reads them, and say what stays out", async () => {
    const data = "aB3/".repeat(30_000);
    const agreed = writeSample(world.files, "contract.docx", contract());
    const notebook = writeSample(world.files, "costs.ipynb", JSON.stringify({
      nbformat: 4, metadata: {}, cells: [{ cell_type: "code", source: ["plot(costs)"], outputs: [{ output_type: "display_data", data: { "image/png": data } }] }],
    }));
    const mail = writeSample(world.files, "offer.eml", `From: Ada <ada@example.com>\r\nDate: Sat, 14 Mar 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nSubject: =?utf-8?q?Gr=C3=B6=C3=9Fe?=\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nSee the plan.\r\n--x\r\nContent-Type: application/pdf; name=plan.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${data}\r\n--x--\r\n`);
    await app.page.newChat();
    for (const [index, sample] of [agreed, notebook, mail].entries()) {
      await world.hands.dragFiles([sample.path], app.window, middle);
      await app.page.hasChips([agreed, notebook, mail].slice(0, index + 1).map(({ name }) => name));
    }
    await until("what stays out", () => app.page.run("return /120 kB of data left out[^]*90 kB of data left out/.test(document.querySelector('chat-composer').innerText)"));
    await world.gateway.clear();
    await app.page.ask("What is agreed?");
    const text = newestBlocks((await world.gateway.chats())[0]).filter((block) => block.type === "text").map((block) => block.text).join("\n");
    assert.ok(text.includes("§ 1 Price\n  (i) net\n  (ii) gross\n\n$\\frac{n}{d}$\n"), text);
    assert.ok(text.includes("```python\nplot(costs)\n```\n\nOutput:\n[image/png, 120 kB, left out]\n"), text);
    assert.ok(text.includes("From: Ada <ada@example.com>\nDate: 2026-03-14T10:00:00Z\nSubject: Größe\n\nSee the plan.\n\nAttachments, not included:\n- plan.pdf (application/pdf, 90 kB)\n"), text);
    assert.ok(!text.includes("aB3/aB3/"), "no base64");
  });

  world.check("of what a browser offers an image is taken and a link refused, and nothing is fetched", async () => {
    const canary = await startCanary();
    const address = `${canary.origin}/cats/a%20cat.png?size=large`;
    const html = writeSample(world.files, "cat.html", `<img src="${address}">`);
    const wide = writeSample(world.files, "cat.moz", Buffer.from(`${address}\nA cat`, "utf16le"));
    const link = [`text/x-moz-url=${wide.path}`, `text/html=${html.path}`, `text/plain=${html.path}`];
    await app.page.newChat();
    await world.hands.dragFiles([...link, `uri=${address}`, `image/png=${picture.path}`], app.window, middle, {
      beforeDrop: () => until("the overlay", () => app.page.run("return /Drop to attach 1 file/.test(document.querySelector('drop-overlay').innerText)")),
    });
    await app.page.hasChips(["a cat.png"]);
    await app.page.click("button", "Remove a cat.png");
    for (const offers of [[...link, `uri=${address}`], link]) {
      await world.hands.dragFiles(offers, app.window, middle);
      await app.page.alert(/A link, not a file/);
      await app.page.click("button", "Remove a cat.png");
      await app.page.hasChips([]);
    }
    await world.hands.dragFiles([`uri=data:image/png;base64,${picture.bytes.toString("base64")}`], app.window, middle);
    await app.page.hasChips(["Dropped image"]);
    await world.gateway.clear();
    await app.page.ask("Which cat?");
    const [request] = await world.gateway.chats();
    assert.ok(request);
    assert.equal(sha256OfDataUrl(newestBlocks(request)[0].image_url.url), picture.sha256);
    assert.deepEqual(canary.asked, []);
    await canary.end();
  });

  world.check("text that is dropped stands where the caret was, and can be undone; a dialog gives several files", async () => {
    await app.page.newChat();
    const words = writeSample(world.files, "dropped.txt", "größer ");
    await app.page.fill("textbox", "Message", "a text");
    await app.page.run("document.querySelector('textarea').setSelectionRange(2, 2)");
    const holds = (/** @type {string} */ text) => until(`the message “${text}”`, async () => (await (await app.page.composer()).getAttribute("value")) === text);
    await world.hands.dragFiles([`text/html=${words.path}`, `text/plain;charset=utf-8=${words.path}`], app.window, middle);
    await holds("a größer text");
    await app.page.press(Key.CONTROL, "z");
    await holds("a text");
    mkdirSync(join(world.files, "two"));
    const two = [writeSample(join(world.files, "two"), "one.txt", "1"), writeSample(join(world.files, "two"), "two.txt", "2")];
    await app.page.click("button", /^Attach files/);
    await world.hands.answerFileDialog(app.window, `${join(world.files, "two")}/`, { takesAll: true });
    await app.page.hasChips(two.map(({ name }) => name));
    await (await app.page.composer()).clear();
  });

  world.check("a second start hands its files to the window that is open, and ends", async () => {
    const env = { ...world.session.env, YOUROUTER_DATA_DIR: world.session.below("data") };
    await app.page.ask("Hello");
    await app.page.fill("textbox", "Message", "Half a thought");
    // Something stands before the window.
    const curtain = await world.hands.openDropTarget({ x: app.window.x + 200, y: app.window.y + 200 });
    await run(program(), [drawing.path, picture.path], env);
    await app.page.hasChips([drawing.name, picture.name]);
    await until("the window in front", () => curtain.isCovered);
    assert.equal(await (await app.page.composer()).getAttribute("value"), "", "the draft that was there has its own chat");
    await run(program(), [], env);
    await curtain.end();
    for (const name of [drawing.name, picture.name]) await app.page.click("button", `Remove ${name}`);
    await app.page.hasChips([]);
  });

  world.check("a file picked in the native dialog, removed, and picked again", async () => {
    for (const isKept of [false, true]) {
      await app.page.click("button", /^Attach files/);
      await world.hands.answerFileDialog(app.window, preview.path);
      await app.page.hasChips([preview.name]);
      if (!isKept) {
        await app.page.click("button", `Remove ${preview.name}`);
        await app.page.hasChips([]);
      }
    }
  });

  world.check("a dialog that is cancelled changes nothing and is no failure", async () => {
    await app.page.click("button", /^Attach files/);
    await world.hands.answerFileDialog(app.window, null);
    await app.page.hasChips([preview.name]);
    assert.equal(await app.page.has("alert", null), false);
  });

  world.check("a draft with its file survives a restart, and the files of that start come to it or are refused in words", async () => {
    await app.page.fill("textbox", "Message", "A draft of mine");
    await app.page.run("document.activeElement.blur()");
    await app.quit();
    app = await world.start({ args: [drawing.path, picture.path] });
    await app.page.alert(/SVG can contain scripts/);
    await app.page.hasChips([preview.name, drawing.name, picture.name]);
    assert.equal(await (await app.page.composer()).getAttribute("value"), "A draft of mine");
    for (const { name } of [preview, drawing, picture]) await app.page.click("button", `Remove ${name}`);
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

  world.check("files that were copied in a file manager are attached, and a folder among them is refused in words", async () => {
    await app.page.newChat();
    const list = [preview.path, picture.path, world.files].map((path) => `file://${encodeURI(path)}\r\n`).join("");
    const owner = await world.hands.copy(writeSample(world.files, "copied.txt", list).path, "text/uri-list");
    await (await app.page.composer()).click();
    await world.hands.press(app.window.id, "ctrl+v");
    await app.page.hasChips([preview.name, picture.name, basename(world.files)]);
    await app.page.alert(/Folders can’t be attached/);
    assert.equal(await (await app.page.composer()).getAttribute("value"), "", "no path is typed beside them");
    await owner.end();
    for (const name of [preview.name, picture.name, basename(world.files)]) await app.page.click("button", `Remove ${name}`);
    await app.page.hasChips([]);
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
