// How files go out: in which form, what of them stays out, and what can be done with them afterwards.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { pdf, png, telling, writeSample } from "./harness/files.mjs";
import { newestBlocks, sha256, sha256OfDataUrl } from "./harness/gateway.mjs";
import { throughout, until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
const plain = png(200, 120);
const photo = writeSample(world.files, "photo.png", telling(plain, "taken at 48.8584 N, 2.2945 E"));
const preview = writeSample(world.files, "plan.pdf", pdf("The plan in words"));
const paper = writeSample(world.files, "paper.pdf", pdf("A long paper", 4));
const book = writeSample(world.files, "book.pdf", pdf("A book", 35));
const notes = writeSample(world.files, "notes.md", "# Notes\n\n```\ncode\n```\n");
const fixture = (/** @type {string} */ name) => readFileSync(new URL(`../../src-tauri/attachments/tests/fixtures/attachment/${name}`, import.meta.url));
const report = writeSample(world.files, "report.docx", fixture("report.docx"));
const phone = writeSample(world.files, "phone.heic", fixture("halves.heic"));
const story = "One line of a long story that somebody pastes.\n".repeat(300);

/** Runs in the page: whether two PNGs show the same. */
const SAME_PIXELS = `
  const pixels = async (base64) => {
    const image = Object.assign(new Image(), { src: 'data:image/png;base64,' + base64 });
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    return [image.width, image.height, ...context.getImageData(0, 0, image.width, image.height).data].join();
  };
  return Promise.all([...arguments].map(pixels)).then(([one, other]) => one === other && one.length > 1000);
`;

/** All text of a request's newest question. @param {any} request */
const textOf = (request) => newestBlocks(request).filter((block) => block.type === "text").map((block) => block.text).join("\n\n");

describe("how files go out", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start({ args: [photo.path, preview.path, notes.path, report.path, phone.path] });
  });
  after(() => world.close());

  const placeOf = (/** @type {string} */ selector) => world.hands.placeOf(app, selector);

  const newest = async () => {
    const request = (await world.gateway.chats()).at(-1);
    assert.ok(request);
    return request;
  };

  const chooseSendAs = async (/** @type {string} */ name, /** @type {string} */ form) =>
    app.page.run("arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change'))", await app.page.find("combobox", `How to send ${name}`), form);

  world.check("files of the command line stand in a new draft, with what they will cost", async () => {
    await app.page.hasChips([photo.name, preview.name, notes.name, report.name, phone.name]);
    await until("the cost of the files", () => app.page.run("return /≈ [0-9,]+ tokens/.test(document.querySelector('chat-composer .cost').innerText)"));
  });

  world.check("a picture loses what it tells, a PDF goes as text when that is chosen, a text file in a fence, a document as its text", async () => {
    const forms = await app.page.find("combobox", `How to send ${preview.name}`);
    await forms.sendKeys("As text");
    await until("the choice to be taken", async () => (await (await app.page.find("combobox", `How to send ${preview.name}`)).getAttribute("value")) === "text");
    await app.page.ask("What is in these?");
    const request = await newest();
    const image = newestBlocks(request).find((block) => block.type === "image_url");
    assert.equal(sha256OfDataUrl(image.image_url.url), sha256(plain), "the same pixels, without the chunk that tells the place");
    const text = textOf(request);
    assert.ok(text.includes("File: plan.pdf (text of 1 page)\n```\n[Page 1]\nThe plan in words\n"), text);
    assert.ok(text.includes("File: notes.md\n````md\n# Notes\n\n```\ncode\n```\n````"), text);
    assert.ok(text.endsWith("What is in these?"), text);
    assert.ok(text.includes("File: report.docx (text of the document)\n```\nCosts fell by 4 %"), text);
    const images = newestBlocks(request).filter((block) => block.type === "image_url");
    assert.match(images[1]?.image_url.url ?? "", /^data:image\/(png|jpeg);base64,/, "the HEIC as what every vendor takes");
    const [question] = await app.page.messages();
    assert.match(question?.text ?? "", /text of 1 page/);
    assert.match(question?.text ?? "", /text of the document/);
  });

  world.check("a picture is shown in full, offered to be saved, copied and left out", async () => {
    await app.page.click("button", `Show ${photo.name}`);
    await until("the picture in full", () => app.page.run("return [...document.querySelectorAll('dialog[open] img')].some((i) => i.naturalWidth === 200)"));
    await app.page.click("button", "Save as…");
    await world.hands.answerFileDialog(app.window, null);
    assert.equal(await app.page.has("alert", null), false, "a dialog that is cancelled is no failure");
    const saved = join(world.session.below("saved"), "a copy of it.png");
    await app.page.click("button", "Save as…");
    await world.hands.answerSaveDialog(app.window, saved);
    await until("the copy", () => existsSync(saved));
    assert.equal(sha256(readFileSync(saved)), sha256(plain), "byte for byte what was sent");
    await app.page.click("button", "Copy image");
    await until("the copy to be said", () => app.page.run("return document.querySelector('#announcements').textContent === 'Image copied'"));
    const pasted = await world.hands.clipboardBytes("image/png");
    const isSame = await app.page.run(SAME_PIXELS, plain.toString("base64"), pasted.toString("base64"));
    assert.equal(isSame, true, "what another program pastes is the picture, pixel for pixel");
    await app.page.click("checkbox", "Don’t send again");
    await app.page.closeLayer();
    await app.page.ask("Go on");
    const [first] = (await newest()).body.messages;
    const pictures = first.content.filter((/** @type {any} */ block) => block.type === "image_url").map((/** @type {any} */ block) => sha256OfDataUrl(block.image_url.url));
    assert.ok(pictures.length === 1 && !pictures.includes(sha256(plain)), "the phone's picture stays, this one is left out");
    assert.ok(JSON.stringify(first).includes("The plan in words"));
  });

  world.check("sent files are reached, named and opened with the keyboard alone", async () => {
    const focused = () => app.page.run("return document.activeElement?.getAttribute('aria-label') ?? ''");
    await app.page.run("document.querySelector('.atts .chip-open').focus()");
    assert.equal(await focused(), `Show ${photo.name}`);
    await app.page.press(Key.TAB);
    assert.equal(await focused(), `Show ${preview.name}`);
    const ring = await app.page.run("const style = getComputedStyle(document.activeElement.closest('file-chip')); return document.activeElement.matches(':focus-visible') && style.outlineStyle !== 'none' && style.outlineWidth");
    assert.match(String(ring), /^[1-9]/, "a ring shows where the focus is");
    for (const open of [() => app.page.press(Key.ENTER), () => world.hands.press(app.window.id, "Menu")]) {
      await open();
      await app.page.find("button", "Save as…");
      await app.page.closeLayer();
      assert.equal(await focused(), `Show ${preview.name}`, "the focus comes back");
    }
    for (const isLeftOut of ["true", "false"]) {
      await app.page.press(Key.ENTER);
      await app.page.run("arguments[0].focus()", await app.page.find("checkbox", "Don’t send again"));
      await app.page.press(Key.SPACE);
      await until("the message to say so", () => app.page.run("return String(document.querySelector(`.you [aria-label='Show ${arguments[0]}']`).closest('file-chip').matches('.left-out')) === arguments[1]", preview.name, isLeftOut));
      await app.page.closeLayer();
      assert.equal(await focused(), `Show ${preview.name}`, "also to a message that was shown anew meanwhile");
    }
  });

  world.check("a sent file is dragged out of the window, as a copy that can only be read, and is not taken back in", async () => {
    const target = await world.hands.openDropTarget({ x: app.window.x + app.window.width + 40, y: app.window.y + 300 });
    for (const [selector, file, name] of [["button[aria-label^='Show photo']", plain, photo.name], ["button[aria-label^='Show plan']", preview.bytes, preview.name]]) {
      const before = target.files.length;
      const from = await placeOf(/** @type {string} */ (selector));
      await world.hands.drag(from, target.middle, async () => {
        let step = 0;
        await until("something to be held over the other window", async () => {
          await world.hands.pointAt(target.middle.x + (step++ % 9), target.middle.y);
          return target.isOver;
        });
      });
      const [got] = await until("the file", () => target.files.length > before && target.files.slice(before));
      assert.deepEqual(got, { sha256: sha256(/** @type {Buffer} */ (file)), mode: "444", name });
      assert.equal(await app.page.has("dialog", null), false, "letting go is no click");
    }
    await target.end();
    // The page is not left believing that the button is held: a click works at once.
    await app.page.click("button", `Show ${preview.name}`);
    await app.page.closeLayer();
    const [from, to] = [await placeOf("button[aria-label^='Show photo']"), await placeOf("textarea")];
    await world.hands.drag(from, to, async () => {});
    await throughout("no file in the composer", async () => (await app.page.chips()).length === 0, 500);
    assert.equal(await app.page.has("dialog", null), false);
  });

  world.check("a file that is gone from the disk is named, and the chat goes on without it", async () => {
    const kept = join(world.session.below("data"), "attachments");
    for (const name of readdirSync(kept)) rmSync(join(kept, name));
    await app.page.send("What was in it?");
    await app.page.alert(/ is gone from the disk\. Leave it out, or attach it again/);
    await app.page.click("button", `Show ${photo.name}`);
    await until("the same words beside what can be done", () => app.page.run("return /gone from the disk/.test(document.querySelector('dialog[open] header').innerText)"));
    await app.page.find("checkbox", "Don’t send again");
    await app.page.closeLayer();
    assert.equal(await (await app.page.composer()).getAttribute("value"), "What was in it?", "nothing is lost");
    await (await app.page.composer()).clear();
    await app.quit();
    app = await world.start();
    await until("the chat", async () => (await app.page.messages()).length > 0);
    const files = /** @type {string[]} */ (await app.page.run("return [...document.querySelectorAll('.you .chip-open')].map((chip) => chip.getAttribute('aria-label'))"));
    assert.ok(await app.page.run("return /missing|gone|not on this computer/i.test(document.querySelector('.you .bad').innerText)"));
    for (const name of files) {
      await app.page.click("button", name);
      const leave = await app.page.find("checkbox", "Don’t send again");
      if (!(await app.page.run("return arguments[0].getAttribute('aria-checked') === 'true' || arguments[0].checked === true", leave))) await leave.click();
      await app.page.closeLayer();
    }
    await app.page.ask("Go on");
  });

  world.check("a PDF shows its first page, its pages to look at, and goes out as images of them", async () => {
    await app.page.newChat();
    await app.page.click("button", /^Attach files/);
    await world.hands.answerFileDialog(app.window, paper.path);
    await app.page.hasChips([paper.name]);
    await until("the first page in the chip", () => app.page.run("return (document.querySelector('chat-composer .chip img')?.naturalHeight ?? 0) > 100"));
    const forms = await app.page.find("combobox", `How to send ${paper.name}`);
    await until("what each form holds", () => app.page.run("const names = [...arguments[0].options].map((o) => o.text); return /^As text of 4 pages/.test(names[1]) && names[2] === 'As images of 4 pages'", forms));
    await app.page.click("button", `Show ${paper.name}`);
    await until("the first page", () => app.page.run("return [...document.querySelectorAll('dialog[open] img')].some((i) => i.naturalHeight === 1568 && i.alt === 'paper.pdf, page 1')"));
    const shows = (/** @type {number} */ page) => until(`page ${page}`, () => app.page.run("return document.querySelector('dialog[open] img')?.alt === `paper.pdf, page ${arguments[0]}`", page));
    // By keys alone, from the first moment on and beyond both ends, where a button that has the focus is disabled.
    await app.page.press(Key.ARROW_RIGHT);
    await shows(2);
    const before = await app.page.find("button", "Previous page");
    await app.page.run("arguments[0].focus()", before);
    await app.page.press(Key.SPACE);
    await shows(1);
    assert.equal(await before.isEnabled(), false);
    for (const page of [2, 3, 4, 4]) {
      await app.page.press(Key.ARROW_RIGHT);
      await shows(page);
    }
    await app.page.click("button", "Show text");
    await until("the text as it would be sent", () => app.page.run("return /^\\[Page 1\\]\\nA long paper\\n/.test(document.querySelector('dialog[open] pre')?.textContent ?? '')"));
    await app.page.click("button", "Show pages");
    await shows(4);
    await app.page.closeLayer();

    await app.page.run("window.told = new Set(); new MutationObserver(() => window.told.add(document.querySelector('chat-composer .chip small')?.textContent)).observe(document.querySelector('chat-composer'), { subtree: true, childList: true, characterData: true })");
    await chooseSendAs(paper.name, "pages");
    await until("the pages to be drawn", () => app.page.run("return /^4 pages as images/.test(document.querySelector('chat-composer .chip small')?.textContent ?? '') && document.querySelector('chat-composer progress') === null"));
    const told = await app.page.run("return [...window.told].filter((text) => /^Page [0-9]+ of 4$/.test(text)).length");
    assert.ok(Number(told) >= 2, `progress was said ${told} times`);
    await app.page.ask("What does it say?");
    const blocks = newestBlocks(await newest()).filter((block) => block.type === "image_url");
    assert.equal(blocks.length, 4);
    assert.equal(new Set(blocks.map((block) => sha256OfDataUrl(block.image_url.url))).size, 4, "each page is another picture");
    assert.match((await app.page.messages())[0]?.text ?? "", /4 pages as images/);
  });

  world.check("drawing is given up with the file, and of a long one the first pages go", async () => {
    await app.page.newChat();
    await app.page.click("button", /^Attach files/);
    await world.hands.answerFileDialog(app.window, book.path);
    await app.page.hasChips([book.name]);
    await chooseSendAs(book.name, "pages");
    await until("the drawing to begin", () => app.page.run("return /^Page [0-9]+ of 20$/.test(document.querySelector('chat-composer .chip small')?.textContent ?? '')"));
    await app.page.send("Too early");
    await until("the wait", () => app.page.run("return /Sends when the files are ready/.test(document.querySelector('chat-composer').innerText)"));
    await app.page.click("button", `Remove ${book.name}`);
    await app.page.answered("done");
    assert.equal(typeof (await newest()).body.messages.at(-1).content, "string", "it went without the file");
  });

  world.check("a message that waits for its pages goes out while another chat is shown", async () => {
    const title = "While I look elsewhere";
    const row = (/** @type {string} */ name) => app.page.run("const row = [...document.querySelectorAll('chat-sidebar .conv')].find((e) => e.textContent.includes(arguments[0])); row?.click(); return row !== undefined", name);
    await app.page.newChat();
    await app.page.click("button", /^Attach files/);
    await world.hands.answerFileDialog(app.window, paper.path);
    await app.page.hasChips([paper.name]);
    await chooseSendAs(paper.name, "pages");
    await app.page.send(title);
    assert.ok(await row("Too early"));
    await until("the other chat", async () => (await app.page.messages())[0]?.text.includes("Too early"));
    await app.page.fill("textbox", "Message", "Another thought");
    await until("the message to be sent", () => row(title));
    await until("its chat", async () => (await app.page.messages())[0]?.text.includes(title));
    await app.page.answered("done");
    assert.equal(newestBlocks(await newest()).filter((block) => block.type === "image_url").length, 4);
    assert.deepEqual([await app.page.chips(), await (await app.page.composer()).getAttribute("value")], [[], ""]);
    assert.ok(await row("Too early"));
    await until("the other draft", async () => (await (await app.page.composer()).getAttribute("value")) === "Another thought");
    await (await app.page.composer()).clear();
  });

  world.check("a long text that is pasted becomes a file, and goes back into the message", async () => {
    await app.page.newChat();
    const words = writeSample(world.files, "story.txt", story);
    const owner = await world.hands.copy(words.path, "UTF8_STRING");
    await (await app.page.composer()).click();
    await world.hands.press(app.window.id, "ctrl+v");
    await app.page.hasChips(["Pasted text.txt"]);
    await owner.end();
    await app.page.click("button", "Paste as text");
    await until("the text in the composer", async () => (await (await app.page.composer()).getAttribute("value")) === story);
    await app.page.hasChips([]);
    await (await app.page.composer()).clear();
  });

  world.check("after a refusal of the PDF one click sends its text, which is remembered for the model", async () => {
    await app.page.choose("mock/refuse-file");
    await app.page.click("button", /^Attach files/);
    await world.hands.answerFileDialog(app.window, preview.path);
    await app.page.hasChips([preview.name]);
    await app.page.send("What is the plan?");
    await app.page.answered("failed");
    assert.match((await app.page.messages())[0]?.text ?? "", /sent as PDF/);
    assert.ok(await app.page.has("button", "Send as images"), "every PDF has its pages to offer");
    await app.page.click("button", "Send as text");
    await app.page.answered("done");
    assert.ok(textOf(await newest()).includes("The plan in words"));
    assert.match((await app.page.messages())[0]?.text ?? "", /text of 1 page/);
    await app.page.click("button", /^Attach files/);
    await world.hands.answerFileDialog(app.window, preview.path);
    await app.page.hasChips([preview.name]);
    await until("the form that was learned", async () => (await (await app.page.find("combobox", `How to send ${preview.name}`)).getAttribute("value")) === "text");
  });
});
