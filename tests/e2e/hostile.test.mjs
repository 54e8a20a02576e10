// An answer that tries everything (attacks T1, T3 and T4): nothing runs, nothing is loaded, and only honest
// links reach the system's browser, through Rust.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { openInBrowser } from "./harness/browser.mjs";
import { png, writeSample } from "./harness/files.mjs";
import { startCanary } from "./harness/gateway.mjs";
import { REPORT, WATCH, attacks, mark, together } from "./harness/inspection.mjs";
import { pieces, startScript } from "./harness/script.mjs";
import { throughout, until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
const canary = await startCanary();
const script = await startScript();
const ALL = attacks(canary.origin);
/** Short ones, for places that hold one line. */
const SHORT = ALL.filter(({ name, markdown }) => /^(html|breakout|encoding) \d+ in bare$/.test(name) && markdown.length < 90 && !/[\n\t\0]/.test(markdown));

describe("a hostile answer", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(() => app.quit());

  /** What must hold whatever an answer contains. */
  async function isHarmless() {
    const state = await app.page.run(`
      const prose = [...document.querySelectorAll('.prose, article')];
      const inside = (selector) => prose.flatMap((one) => [...one.querySelectorAll(selector)]).length;
      const handlers = prose.flatMap((one) => [...one.querySelectorAll('*')])
        .flatMap((element) => [...element.attributes].filter(({ name }) => /^(on|srcdoc)/i.test(name)).map(({ name }) => name));
      const addresses = [...document.querySelectorAll('.prose [href], .prose [src]')]
        .map((element) => element.getAttribute('href') ?? element.getAttribute('src'))
        .filter((address) => !/^(https?:|mailto:|data:image\\/(png|jpeg|gif|webp);|#)/i.test(address));
      return {
        pwned: window.pwned, title: document.title,
        active: inside('script, iframe, object, embed, form, link, meta, base, style, video, audio, svg script, input:not([type=checkbox])'),
        remoteImages: [...document.querySelectorAll('.prose img')].filter((image) => /^https?:/.test(image.src)).length,
        handlers, addresses, location: location.href,
        isVisible: document.body.getClientRects().length > 0,
      };
    `);
    assert.equal(state.pwned ?? null, null);
    assert.notEqual(state.title, "pwned");
    assert.deepEqual([state.active, state.remoteImages], [0, 0]);
    assert.deepEqual(state.handlers, []);
    assert.deepEqual(state.addresses, []);
    assert.match(state.location, /^tauri:\/\/localhost/);
    assert.equal(state.isVisible, true);
  }

  world.check("nothing runs, whole or streamed", async () => {
    const { prose } = await app.page.ask("/hostile");
    assert.match(prose, /The end of the hostile answer/);
    await isHarmless();
    await app.quit();
    app = await world.start();
    await app.page.answered();
    await isHarmless();
  });

  world.check("a question that the answer quotes loads nothing from a canary server", async () => {
    const at = canary.origin;
    await app.page.ask(
      `![image](${at}/image.png) <img src="${at}/raw.png"> <link rel=prefetch href="${at}/prefetch"> ` +
        `<style>@import url(${at}/style.css)</style> <video src="${at}/video" autoplay></video> [link](${at}/link)`,
    );
    await isHarmless();
    await throughout("no request at the canary server", () => canary.asked.length === 0, 1_500);
  });

  world.check("only http, https and mailto links reach the browser, and the page stays", async () => {
    await app.page.newChat();
    await app.page.ask(
      "[one](https://example.org/a?b=c) [two](http://example.org/d) [three](mailto:someone@example.org) " +
        "[four](file:///etc/passwd) [five](javascript:window.pwned=1) [six](smb://example.org/share) [seven](ms-settings:privacy)",
    );
    const links = await app.page.run("return [...document.querySelectorAll('.prose a')].map((a) => a.textContent)");
    for (const text of links) {
      await app.page.run("[...document.querySelectorAll('.prose a')].find((a) => a.textContent === arguments[0]).click()", text);
    }
    const expected = ["http://example.org/d", "https://example.org/a?b=c", "mailto:someone@example.org"];
    await until("three links in the browser", () => world.session.openedLinks().length >= expected.length);
    await isHarmless();
    assert.deepEqual(world.session.openedLinks().sort(), expected);
  });

  world.check("whatever a person does with a link, the page stays, and the browser opens what they see or confirm", async () => {
    await app.page.newChat();
    const honest = `${canary.origin}/honest`;
    await app.page.ask(`[The honest link](${honest}) and [https://bank.example](${canary.origin}/odd) in a line.`);
    const placeOf = async (/** @type {string} */ selector) => {
      const [x, y, height] = await app.page.run(
        "const { left, top, width, height } = [...document.querySelectorAll(arguments[0])].at(-1).getClientRects()[0]; return [left + width / 2, top + height / 2, innerHeight]",
        selector,
      );
      // The menu bar stands above the page.
      return { x: app.window.x + Math.round(x), y: app.window.y + app.window.height - height + Math.round(y) };
    };
    const link = await placeOf(".prose a:not(.odd)");
    const odd = await placeOf(".prose a.odd");
    const before = world.session.openedLinks().length;
    const opened = () => world.session.openedLinks().slice(before);
    await app.page.run("window.__stayed = true");
    /** Opens this, and nothing else happens. @param {string[]} links */
    const opens = async (...links) => {
      await until(`in the browser: ${links.join(" ")}`, () => opened().length >= links.length);
      assert.deepEqual(opened(), links);
      assert.equal(await app.page.run("return window.__stayed"), true, "the page is the same");
      assert.deepEqual(canary.asked, []);
    };
    await world.hands.focus(app.window.id);
    const ways = /** @type {const} */ ([{}, { button: 2 }, { key: "ctrl" }, { key: "shift" }, { key: "ctrl", button: 2 }]);
    for (const [n, way] of ways.entries()) {
      await world.hands.clickAt(link, way);
      await opens(...Array(n + 1).fill(honest));
    }
    const all = Array(ways.length).fill(honest);
    for (const way of ways) {
      await world.hands.clickAt(odd, way);
      await app.page.find("dialog", null);
      await app.page.closeLayer();
    }
    await opens(...all);

    // Dragged within the window and out of it: nothing takes it.
    const target = await world.hands.openDropTarget({ x: app.window.x + app.window.width + 40, y: app.window.y + 300 });
    for (const to of [await placeOf(".prose p"), await placeOf("textarea[aria-label='Message']"), target.middle]) {
      await world.hands.drag(link, to, async () => {});
    }
    assert.deepEqual(target.files, []);
    await target.end();
    await world.hands.dragFiles([`uri=${canary.origin}/dropped`], app.window, { x: 600, y: 400 });
    await opens(...all);

    // Of the web view's own menu only what loads nothing is left; by mouse and by keyboard.
    await world.hands.chooseFromContextMenu(app.window, link, 0);
    await until("the address on the clipboard", async () => (await world.hands.clipboard()) === honest);
    await app.page.run("[...document.querySelectorAll('.prose a:not(.odd)')].at(-1).focus()");
    await world.hands.press(app.window.id, "Return");
    await opens(...all, honest);

    // What a script could do, if there were one.
    const attempts = [
      "window.open(at)",
      "window.open(at, '_self')",
      "window.open('about:blank')?.location.replace(at)",
      "location.href = at",
      "location.replace(at)",
      // Links that are not on the page, whose clicks the page does not hear.
      "const a = document.createElement('a'); a.href = at; a.click()",
      "const a = document.createElement('a'); a.href = at; a.target = '_blank'; a.click()",
      "const a = document.createElement('a'); a.href = at; a.download = 'x'; a.click()",
      "const form = document.body.appendChild(document.createElement('form')); form.action = at; form.submit()",
      "const form = document.body.appendChild(document.createElement('form')); form.action = at; form.method = 'post'; form.target = '_blank'; form.submit()",
      "const meta = document.head.appendChild(document.createElement('meta')); meta.httpEquiv = 'refresh'; meta.content = '0;url=' + at",
      "const frame = document.body.appendChild(document.createElement('iframe')); frame.srcdoc = `<meta http-equiv=refresh content=\"0;url=${at}\">`",
      "const frame = document.body.appendChild(document.createElement('iframe')); frame.src = at",
      "location.href = 'mailto:someone@example.org'",
      "location.href = 'file:///etc/passwd'",
      "window.open('file:///etc/passwd')",
      "navigator.sendBeacon(at)",
    ];
    for (const attempt of attempts) {
      const outcome = await app.page.run(`const at = arguments[0]; try { ${attempt}; } catch {} return window.__stayed`, `${canary.origin}/script`);
      assert.equal(outcome, true, attempt);
      await throughout(`the page stays and nobody is asked: ${attempt}`, async () => (await app.page.run("return window.__stayed === true && location.href.startsWith('tauri://localhost')")) && canary.asked.length === 0, 150);
    }
    assert.equal((await world.hands.windowsOf(app.pid)).length, 1, "no other window");
    await opens(...all, honest);
    await app.page.run("for (const stranger of document.querySelectorAll('body > form, body > iframe, head > meta[http-equiv=refresh]')) stranger.remove()");
  });

  world.check("the page itself can reach no other host, no frame and no evaluation", async () => {
    const [fetched, evaluated, framed] = await app.driver.executeAsyncScript(
      `const done = arguments[1];
       const fetched = fetch(arguments[0]).then(() => 'loaded', () => 'refused');
       const script = document.createElement('script'); script.textContent = 'window.pwned = 1'; document.head.append(script);
       const frame = document.createElement('iframe'); frame.src = arguments[0]; document.body.append(frame);
       fetched.then((answer) => { const found = [answer, window.pwned ?? null, frame.contentDocument?.body?.innerText ?? '']; frame.remove(); script.remove(); done(found); });`,
      `${canary.origin}/from-the-page`,
    );
    assert.deepEqual([fetched, evaluated, framed], ["refused", null, ""]);
    await throughout("no request at the canary server", () => canary.asked.length === 0, 500);
  });

  world.check("the page can call nothing but the application's own commands", async () => {
    const commands = ["plugin:fs|read_text_file", "plugin:shell|execute", "plugin:http|fetch", "plugin:window|create", "plugin:webview|create_webview", "plugin:event|emit"];
    const outcomes = await app.driver.executeAsyncScript(
      `const done = arguments[1];
       Promise.all(arguments[0].map((name) => window.__TAURI__.core.invoke(name, { path: '/etc/passwd', event: 'x' }).then(() => 'allowed', () => 'refused'))).then(done);`,
      commands,
    );
    assert.deepEqual(outcomes, commands.map(() => "refused"));
  });
});

describe("several hundred attacks, through every path", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  const start = async () => {
    app = await world.start({ data: "attacks", env: { YOUROUTER_BASE_URL: script.baseUrl } });
    await app.page.run(WATCH);
  };
  before(start);
  after(async () => {
    await world.close();
    await canary.end();
    await script.end();
  });

  /** What must hold at any time. */
  async function isHarmless() {
    const { title, location, ...rest } = await app.page.run(REPORT);
    assert.deepEqual(rest, { found: [], policy: [], ran: null, pwned: null, isVisible: true });
    assert.match(location, /^tauri:\/\/localhost/);
    assert.match(title, /YouRouter Chat$/);
    assert.deepEqual(canary.asked, []);
  }

  world.check("in the words of a question, in reasoning, and in an answer while it streams", async () => {
    const text = together(ALL);
    const reasoning = pieces(text, 997).map((piece) => ({ reasoning: piece.text ?? "" }));
    script.answer(...reasoning, ...pieces(text, 61));
    await app.page.run(
      `const field = document.querySelector('textarea[aria-label="Message"]');
       field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }));
       field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));`,
      text,
    );
    await until("the question", async () => (await app.page.messages()).length === 2);
    const answer = await app.page.answered("done", 60_000);
    await isHarmless();
    const swallowed = ALL.filter((_, n) => !answer.html.includes(`<p>${mark(n)}</p>`)).map(({ name }) => name);
    assert.ok(swallowed.length < ALL.length * 0.03, `these did not end where they should: ${swallowed.slice(0, 20).join(", ")} and so on, ${swallowed.length} of ${ALL.length}`);
    assert.ok(ALL.length >= 300, "several hundred");
    const thought = await app.page.run("return document.querySelector('.think .body').textContent");
    assert.ok(thought.includes(mark(ALL.length - 1)), "the reasoning is there, as text");
  });

  world.check("in a copy of all of it", async () => {
    await app.page.run("document.activeElement?.blur(); getSelection().selectAllChildren(document.querySelector('[role=log]'))");
    await world.hands.press(app.window.id, "ctrl+c");
    const html = await until("the copy", async () => {
      const found = await world.hands.clipboard("text/html");
      return found.startsWith("<meta") && found.includes(mark(ALL.length - 1)) && found;
    });
    const inert = await app.page.run(
      `const inert = new DOMParser().parseFromString(arguments[0], 'text/html');
       return [...inert.querySelectorAll('*')].filter((element) =>
         element.matches('script, iframe, object, embed, form, link, base, style, img, svg, video, audio, input, button') ||
         [...element.attributes].some(({ name, value }) => /^on|^src|^style$|^class$/i.test(name) || (name === 'href' && !/^(https?|mailto):/.test(value))))
         .map((element) => element.outerHTML.slice(0, 200)).slice(0, 5);`,
      html,
    );
    assert.deepEqual(inert, []);
    await isHarmless();
    // Where it is pasted, nothing stands between it and the network.
    const browser = await openInBrowser(world.session, writeSample(world.files, "pasted.html", html).path);
    try {
      const pasted = await browser.run("return [window.pwned ?? null, document.body.innerText, performance.getEntriesByType('resource').length]");
      assert.deepEqual([pasted[0], pasted[1].includes(mark(ALL.length - 1)), pasted[2]], [null, true, 0]);
      await throughout("no request at the canary server", () => canary.asked.length === 0, 500);
    } finally {
      await browser.quit();
    }
  });

  world.check("in the answer when it is opened again", async () => {
    await app.quit();
    await start();
    const answer = await app.page.answered("done", 30_000);
    assert.ok(answer.html.includes(mark(ALL.length - 1)));
    await isHarmless();
  });

  world.check("in the words of a failure", async () => {
    await app.page.newChat();
    for (let at = 0; at < SHORT.length; at += 40) {
      script.fail(400, { error: { message: SHORT.slice(at, at + 40).map(({ markdown }) => markdown).join(" "), type: "invalid_request_error", code: SHORT[at]?.markdown } });
      await app.page.send("Fail");
      await app.page.answered("failed");
      await isHarmless();
    }
    script.fail(502, SHORT.map(({ markdown }) => markdown).join("\n"), { "content-type": "text/html" });
    await app.page.send("/fail");
    await app.page.find("button", "Retry now");
    await isHarmless();
    await app.page.click("button", "Stop retrying");
  });

  world.check("in titles, in the sidebar and in the search", async () => {
    for (const { markdown } of SHORT.slice(0, 12)) {
      await app.page.newChat();
      script.answer({ text: markdown });
      await app.page.ask(markdown);
      await until("the title", async () => (await app.page.run("return document.title")) !== "YouRouter Chat");
    }
    await isHarmless();
    await app.page.click("button", /^Search/);
    await app.page.find("dialog", null);
    for (const words of ["<", "alert", "on", "script", "\"", "img"]) {
      await app.page.run(
        "const field = document.querySelector('search-palette input'); field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }))",
        words,
      );
      await isHarmless();
    }
    await app.page.closeLayer();
  });

  world.check("in the names of files and models", async () => {
    await app.page.newChat();
    const names = SHORT.map(({ markdown }) => markdown).filter((name) => !name.includes("/") && Buffer.byteLength(name) < 200).slice(0, 8).map((name) => `${name}.png`);
    const paths = names.map((name) => writeSample(world.files, name, png(8, 8)).path);
    await world.hands.dragFiles(paths, app.window, { x: 600, y: 400 });
    await until("the files", async () => (await app.page.chips()).length === paths.length);
    await isHarmless();
    script.answer({ text: "Seen." });
    await app.page.ask("Look");
    await isHarmless();
    await app.page.choose("<img/src=x/onerror=alert(1)>");
    script.answer({ text: "Seen." });
    await app.page.ask("Look again");
    await isHarmless();
    await world.hands.wheel({ x: 600, y: 400 }, -30);
    await app.page.click("button", `Show ${names[0]}`);
    await app.page.find("dialog", null);
    await isHarmless();
    await app.page.closeLayer();
  });

  world.check("in what a gateway lists and names, and in what is pasted", async () => {
    const ids = SHORT.map(({ markdown }) => markdown);
    script.list(ids);
    await app.page.click("button", /^Model and vendor:/);
    await app.page.click("button", "Refresh the list of models");
    await until("the gateway's models", () => app.page.run("return document.querySelector('route-picker').textContent.includes(arguments[0])", ids[0]));
    await isHarmless();
    await app.page.closeLayer();
    script.fail(400, { error: { message: "No" } }, { "content-type": "application/json", "x-request-id": ids[1] ?? "" });
    await app.page.send("Whose id is it?");
    await app.page.answered("failed");
    await isHarmless();
    const owner = await world.hands.copy(writeSample(world.files, "paste.html", together(ALL)).path, "text/html");
    await (await app.page.composer()).click();
    await world.hands.press(app.window.id, "ctrl+v");
    await throughout("nothing happens", async () => canary.asked.length === 0, 500);
    await owner.end();
    await isHarmless();
  });
});
