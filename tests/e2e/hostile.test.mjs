// An answer that tries everything (`reference`: attacks T1, T3, T4): nothing runs, nothing is loaded, and only honest
// links reach the system's browser, through Rust.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { startCanary } from "./harness/gateway.mjs";
import { throughout, until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
const canary = await startCanary();

describe("a hostile answer", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(async () => {
    await world.close();
    await canary.end();
  });

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
