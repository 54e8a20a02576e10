// Conversations into files: through the native menu and the native dialogs, then opened as a person would, in a browser of
// the same engine. Attacks T1 to T4 stand in everything that is exported: nothing runs, nothing is asked for.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { openInBrowser } from "./harness/browser.mjs";
import { png, writeSample } from "./harness/files.mjs";
import { startCanary } from "./harness/gateway.mjs";
import { attacks, mark, together } from "./harness/inspection.mjs";
import { pieces, startScript } from "./harness/script.mjs";
import { throughout, until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
const canary = await startCanary();
const script = await startScript();
/** Every payload once, in one of its three places by turns. */
const ALL = attacks(canary.origin).filter((_, n) => n % 3 === Math.floor(n / 3) % 3);
const SHORT = attacks(canary.origin).filter(({ name, markdown }) => /^(html|breakout|encoding) \d+ in bare$/.test(name) && markdown.length < 90 && !/[\n\t\0]/.test(markdown));
const place = world.session.below("exports");
/** From 0: New Chat, Attach Files, Export. */
const [FILE, EXPORT] = [0, 2];

/** Runs in the exported page: what must not be there. */
const LOOK = `
  const all = [...document.querySelectorAll('*')];
  const forbidden = 'script, iframe, frame, object, embed, applet, link, base, form, textarea, select, button, audio, video, source, track, portal, foreignObject, animate, set, image, use, style:not(head > style), meta:not(head > meta), input:not([type=checkbox][disabled])';
  return {
    forbidden: all.filter((one) => one.matches(forbidden)).map((one) => one.outerHTML.slice(0, 200)).slice(0, 5),
    handlers: all.filter((one) => [...one.attributes].some(({ name }) => /^(on|srcdoc|style$|xlink|ping|formaction|action|background|poster)/i.test(name))).map((one) => one.outerHTML.slice(0, 200)).slice(0, 5),
    addresses: all.flatMap((one) => [one.getAttribute('href'), one.getAttribute('src')]).filter((address) => address !== null && !/^(https?:|mailto:|#|data:image\\/(png|jpeg);base64,)/.test(address)).slice(0, 5),
    open: [...document.querySelectorAll('a[href^=http]')].filter((one) => one.rel !== 'nofollow noreferrer noopener').length,
    metas: document.querySelectorAll('meta').length, titles: document.querySelectorAll('title').length,
    pwned: window.pwned ?? null, title: document.title, articles: document.querySelectorAll('article').length,
    pictures: [...document.images].map((image) => image.complete && image.naturalWidth), text: document.body.innerText,
    loaded: performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith('data:')),
    background: getComputedStyle(document.querySelector('.you')).backgroundColor, width: document.documentElement.scrollWidth - innerWidth,
  };
`;

describe("exports", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start({ env: { YOUROUTER_BASE_URL: script.baseUrl } });
  });
  after(async () => {
    await world.close();
    await canary.end();
    await script.end();
  });

  /** What the dialog says now. */
  const said = () => app.page.run("const note = document.querySelector('export-dialog .note'); return note.hidden ? '' : note.querySelector('p').textContent");

  /** Opens the dialog with the native menu and chooses in it. @param {string} scope @param {string} format */
  async function choose(scope, format) {
    await world.hands.chooseFromMenu(app.window, FILE, EXPORT);
    await app.page.find("dialog", "Export");
    await app.page.click("button", scope);
    await app.page.click("button", format);
    await app.page.click("button", "Export…");
  }

  world.check("a chat full of attacks becomes a page, through the native menu and the native dialog", async () => {
    const title = SHORT.find(({ markdown }) => markdown.includes("<img"))?.markdown ?? "";
    script.answer({ text: "Begun." });
    await app.page.ask(title);
    const names = SHORT.map(({ markdown }) => markdown).filter((name) => !name.includes("/") && Buffer.byteLength(name) < 200).slice(0, 4).map((name) => `${name}.png`);
    await world.hands.dragFiles(names.map((name) => writeSample(world.files, name, png(8, 8)).path), app.window, { x: 600, y: 400 });
    await until("the files", async () => (await app.page.chips()).length === names.length);
    await app.page.choose("<img/src=x/onerror=alert(1)>");
    const text = together(ALL);
    script.answer(...pieces(text, 997).map((piece) => ({ reasoning: piece.text ?? "" })), ...pieces(text, 997));
    await app.page.run(
      `const field = document.querySelector('textarea[aria-label="Message"]');
       field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }));
       field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));`,
      text,
    );
    await until("the question", async () => (await app.page.messages()).length === 4);
    await app.page.answered("done", 60_000);
    script.fail(400, { error: { message: SHORT.slice(0, 40).map(({ markdown }) => markdown).join(" "), code: SHORT[0]?.markdown } });
    await app.page.send("Fail");
    await app.page.answered("failed");

    await choose("This chat", "Web page");
    await world.hands.answerSaveDialog(app.window, null);
    await until("the dialog to ask again", async () => (await said()) === "" && app.page.run("return !document.querySelector('export-dialog .primary').disabled"));
    await app.page.click("button", "Export…");
    const path = join(place, "hostile.html");
    await world.hands.answerSaveDialog(app.window, path);
    await until("the dialog to say where", async () => (await said()) === `Saved as ${path}`);
    await app.page.click("button", "Open");
    await until("the page to be handed to the system", () => world.session.openedLinks().includes(path));
    await app.page.closeLayer();
    assert.deepEqual(canary.asked, []);
  });

  world.check("opened in a browser, the page runs nothing, asks for nothing and shows everything", async () => {
    const browser = await openInBrowser(world.session, join(place, "hostile.html"));
    try {
      const { text, ...page } = await browser.run(LOOK);
      assert.deepEqual(page.forbidden, []);
      assert.deepEqual(page.handlers, []);
      assert.deepEqual(page.addresses, []);
      assert.deepEqual(page.loaded, []);
      assert.deepEqual([page.pwned, page.open, page.metas, page.titles, page.articles], [null, 0, 4, 1, 6]);
      assert.deepEqual(page.pictures, [8, 8, 8, 8], "the pictures are in the page");
      assert.notEqual(page.background, "rgba(0, 0, 0, 0)", "the policy takes the page's own style sheet");
      assert.ok(ALL.length > 400 && text.includes(mark(ALL.length - 1)) && text.includes("The request was refused."), "all of it is there");
      assert.ok(page.width <= 0, "nothing makes the page wider than the window");
      // What an attacker's script could do, the policy refuses even where the writer would fail.
      const refused = await browser.run(`
        const script = document.createElement('script'); script.textContent = 'window.pwned = 1'; document.head.append(script);
        const image = new Image(); image.src = arguments[0] + '/image'; document.body.append(image);
        const style = document.createElement('style'); style.textContent = '@import "' + arguments[0] + '/style"; body { visibility: hidden }'; document.body.append(style);
        const frame = document.createElement('iframe'); frame.src = arguments[0] + '/frame'; document.body.append(frame);
        fetch(arguments[0] + '/fetch').catch(() => {});
        return [window.pwned ?? null, getComputedStyle(document.body).visibility];`, canary.origin);
      assert.deepEqual(refused, [null, "visible"]);
      await throughout("no request at the canary server", () => canary.asked.length === 0, 1_500);
    } finally {
      await browser.quit();
    }
  });

  world.check("all chats go into a folder, one file each, as Markdown with their sources", async () => {
    await app.page.newChat();
    script.answer({ text: "```js\nlet open = true;" });
    await app.page.ask("A second chat / with: a name");
    await choose("All chats", "Markdown");
    const folder = join(place, "all");
    mkdirSync(folder);
    await world.hands.answerFileDialog(app.window, folder);
    await until("the dialog to say where", async () => (await said()) === `2 chats saved in ${folder}`);
    const names = readdirSync(folder).sort();
    assert.equal(names.length, 2);
    assert.ok(names.includes("A second chat with a name.md"), names.join());
    const text = readFileSync(join(folder, "A second chat with a name.md"), "utf8");
    assert.ok(text.includes("\n```js\nlet open = true;\n```\n"), text);
    await app.page.closeLayer();
  });

  world.check("a folder that takes no file is a failure in words", async () => {
    await choose("This chat", "Markdown");
    // No one may make a file there, whoever runs this.
    await world.hands.answerSaveDialog(app.window, "/sys/chat.md");
    await until("the failure in words", async () => (await said()) === "Not exported. No permission to write there. Choose another folder.");
    await app.page.closeLayer();
  });
});
