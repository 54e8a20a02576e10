// Reading an answer and taking from it: code blocks, links, copies on the real clipboard, and a reader who is left in
// peace while the answer goes on.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { pieces, startScript } from "./harness/script.mjs";
import { throughout, until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";
import { EVERYTHING, longCode } from "./texts.mjs";

const world = await openWorld();
const script = await startScript();
const LONG = `Here it is:\n\n\`\`\`js\n${longCode(120)}\n\`\`\`\n\nThat was it.`;

describe("reading", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  const start = () => world.start({ env: { YOUROUTER_BASE_URL: script.baseUrl } });
  before(async () => {
    app = await start();
  });
  after(async () => {
    await world.close();
    await script.end();
  });

  /** Asks, gets this answer, and waits for its end. @param {string} text @param {number} [size] of the pieces */
  async function tell(text, size = 200) {
    script.answer(...pieces(text, size));
    return app.page.ask("Go on");
  }

  /** Clicks the last button of a name, as a person would: the clipboard asks for that. @param {string} name */
  const press = async (name) => (await app.page.all("button", name)).at(-1)?.click();

  /** Selects from one place of the newest answer to another and presses Ctrl+C. @param {string} body a function of `prose` that gives a range */
  async function copy(body) {
    await app.page.run(
      `const prose = [...document.querySelectorAll('.prose')].at(-1);
       const range = document.createRange(); (() => { ${body} })();
       document.activeElement?.blur();
       getSelection().removeAllRanges(); getSelection().addRange(range);`,
    );
    await world.hands.press(app.window.id, "ctrl+c");
  }

  world.check("a whole answer copies as Markdown that renders to the same again, and as clean HTML", async () => {
    const first = await tell(EVERYTHING);
    await copy("range.selectNodeContents(prose)");
    const source = await until("the answer on the clipboard", async () => {
      const text = await world.hands.clipboard();
      return text.startsWith("# How a queue grows") && text;
    });
    const html = await until("clean HTML on the clipboard", async () => {
      const found = await world.hands.clipboard("text/html");
      return found.includes('charset=utf-8"><h1>How') && found;
    });
    assert.match(source, /\*\*bold\*\*/);
    assert.match(source, /```rust\n\/\/\/ The greatest/);
    assert.match(source, /!\[A chart of the wait\]\(https:\/\/images\.example\.org\/charts\/wait\.png\)/);
    assert.match(html, /<strong>bold<\/strong>/);
    assert.doesNotMatch(html, /\sclass=|\sid=|\sstyle=|<button|<svg|<img|>Copy</);

    const second = await tell(source);
    // Ids are unique in the page, a title goes once the pointer has been there, and a table is measured when it is laid out.
    const bare = (/** @type {string} */ markup) => markup.replaceAll(/ (title|aria-description|aria-label|role|tabindex|data-fits)="[^"]*"/g, "").replaceAll(/((?:href="#| id="))a\d+-/g, "$1");
    assert.equal(bare(second.html), bare(first.html));
  });

  world.check("a part of an answer copies as what it is", async () => {
    await tell("A **bold** word, then:\n\n- one\n- two\n- three\n\n```sh\nfirst\nsecond\nthird\n```\n");
    for (const [body, text] of [
      ["const [p] = prose.children; range.setStart(p.firstChild, 0); range.setEnd(p.lastChild, 5)", "A **bold** word"],
      ["const items = prose.querySelectorAll('li'); range.setStart(items[1].firstChild, 0); range.setEnd(items[2].firstChild, 5)", "- two\n- three"],
      ["const items = prose.querySelectorAll('li'); range.setStart(items[1].firstChild, 1); range.setEnd(items[1].firstChild, 3)", "wo"],
      ["range.selectNodeContents(prose.querySelector('code')); ", "first\nsecond\nthird"],
    ]) {
      await copy(body);
      await until(`${JSON.stringify(text)} on the clipboard`, async () => (await world.hands.clipboard()) === text);
    }
  });

  world.check("code is copied exactly, while it is still written and after it, by mouse and by keyboard", async () => {
    script.listen();
    await app.page.send("Some code");
    await script.say("```py\nif a < b and b > c:\n\tprint('&amp;')\n");
    await until("the first lines", async () => /print/.test((await app.page.answer())?.prose ?? ""));
    await press("Copy code");
    await until("the lines so far", async () => (await world.hands.clipboard()) === "if a < b and b > c:\n\tprint('&amp;')");
    await script.say("else: pass\n```\n");
    script.finish();
    await app.page.answered();
    await app.page.run("[...document.querySelectorAll('button')].filter((b) => b.ariaLabel === 'Copy code').at(-1).focus()");
    await app.page.press(Key.ENTER);
    await until("all lines", async () => (await world.hands.clipboard()) === "if a < b and b > c:\n\tprint('&amp;')\nelse: pass");
  });

  world.check("a message copies as it was written", async () => {
    await tell("One **two**\n\n* three\n");
    await press("Copy as Markdown");
    await until("the source on the clipboard", async () => (await world.hands.clipboard()).trimEnd() === "One **two**\n\n* three");
  });

  world.check("lines wrap where it is asked for, and in blocks that come later", async () => {
    const wide = `\`\`\`\n${"long ".repeat(80)}\n\`\`\`\n`;
    const isWide = () => app.page.run("const pre = [...document.querySelectorAll('.prose pre')].at(-1); return pre.scrollWidth > pre.clientWidth");
    const last = "[...document.querySelectorAll('button')].filter((b) => b.ariaLabel === 'Wrap lines').at(-1)";
    await tell(wide);
    assert.equal(await isWide(), true);
    await app.page.run(`${last}.click()`);
    assert.deepEqual([await isWide(), await app.page.run(`return ${last}.ariaPressed`)], [false, "true"]);
    await tell(wide);
    assert.deepEqual([await isWide(), await app.page.run(`return ${last}.ariaPressed`)], [false, "true"]);
    await app.page.run(`${last}.click()`);
    assert.equal(await isWide(), true);
  });

  world.check("a long block stays open before the reader, and is folded when the conversation is opened again", async () => {
    await app.page.newChat();
    const shown = await tell(LONG);
    assert.match(shown.prose, /line120 =/);
    const block = () => app.page.run("const pre = document.querySelector('.prose pre'); return { height: pre.clientHeight, whole: pre.scrollHeight, top: pre.getBoundingClientRect().top }");
    const open = await block();
    assert.ok(open.height > 2000, JSON.stringify(open));
    await app.quit();
    app = await start();
    await app.page.answered();
    const folded = await block();
    assert.ok(folded.height < 480 && folded.whole > 2000, JSON.stringify(folded));
    await copy("range.selectNodeContents(prose)");
    const text = await until("all of it on the clipboard", async () => {
      const found = await world.hands.clipboard();
      return found.startsWith("Here it is") && found;
    });
    assert.equal(text.trimEnd(), LONG);
    await app.page.click("button", "Show all 120 lines");
    const unfolded = await block();
    assert.equal(unfolded.height, open.height);
    assert.equal(unfolded.top, folded.top, "the reader's line stays where it is");
    assert.equal(await app.page.run("return getSelection().toString().length > 2000"), true, "the selection survives");
    await app.page.press(Key.ENTER);
    assert.equal((await block()).height, folded.height, "the fold has the focus, and takes Enter");
    await app.page.press(Key.ENTER);
    assert.equal((await block()).height, open.height);
  });

  world.check("a long block that was streamed is laid out only in sight once it has ended, and is as wide and as high as before", async () => {
    for (const widest of ["", "x".repeat(400)]) {
      await app.page.newChat();
      script.listen();
      await app.page.send("Go on");
      await script.tell(pieces(`\`\`\`js\n// ${widest}\n${longCode(600)}\n\`\`\`\n\nThe last.\n`, 60), 300);
      await until("the text behind it", async () => /The last/.test((await app.page.answer())?.prose ?? ""));
      const size = () => app.page.run("const pre = document.querySelector('.prose pre'); return [pre.scrollWidth, pre.clientWidth, pre.scrollHeight]");
      const streamed = await size();
      script.finish();
      await app.page.answered("done");
      await until("all but its end out of sight", () => app.page.run("const all = document.querySelectorAll('.prose .lines').length; return all > 1 && document.querySelectorAll('.prose .lines.far').length === all - 1"));
      assert.deepEqual(await size(), streamed);
      assert.equal(streamed[0] > streamed[1], widest !== "", "it scrolls sideways only where a line is wide");
    }
  });

  world.check("a link shows where it leads, and one that lies about it asks first", async () => {
    await app.page.newChat();
    await tell(
      "[plain](https://plain.example.org/a/b?c=d) and [https://bank.example/login](https://evil.example/x) and " +
        "[shop](https://xn--bnk-6cd.example/) and [user](https://bank.example:pw@evil.example/)\n\n" +
        "[👉 https://bank.example/pay](https://evil.example/pay) and [\u202emoc.knab//:sptth\u202c](https://evil.example/bidi)\n\n![A cat](https://images.example.org/cat.png?id=7)\n",
    );
    const link = (/** @type {string} */ text) => app.page.run("return [...document.querySelectorAll('.prose a')].find((a) => a.textContent.includes(arguments[0]))", text);
    const status = () => app.page.run("const line = document.querySelector('link-status'); return line.hidden ? '' : line.innerText");
    await app.driver.actions().move({ origin: await link("plain") }).perform();
    await until("the target in the status line", async () => (await status()) === "https://plain.example.org/a/b?c=d");
    await app.driver.actions().move({ x: 5, y: 5 }).perform();
    await until("no target", async () => (await status()) === "");
    await app.page.run("arguments[0].focus()", await link("plain"));
    await until("the target of the focused link", async () => (await status()) === "https://plain.example.org/a/b?c=d");
    await app.page.press(Key.ENTER);
    await until("the plain link in the browser", () => world.session.openedLinks().includes("https://plain.example.org/a/b?c=d"));

    const marks = await app.page.run("return [...document.querySelectorAll('.prose a.odd')].map((a) => a.querySelector('[role=img]')?.ariaLabel)");
    assert.deepEqual(marks, Array(5).fill("Check where this link leads"));
    for (const [text, words, opened] of [
      ["bank.example/login", ["names a different site", "evil.example"], "https://evil.example/x"],
      ["shop", ["mixes letters", "xn--bnk-6cd.example", "bаnk.example"], "https://xn--bnk-6cd.example/"],
      ["user", ["before the @", "evil.example"], "https://evil.example/"],
      ["bank.example/pay", ["names a different site", "evil.example"], "https://evil.example/pay"],
      ["moc.knab", ["in another order", "evil.example"], "https://evil.example/bidi"],
      ["A cat", ["not loaded", "images.example.org", "https://images.example.org/cat.png?id=7"], "https://images.example.org/cat.png?id=7"],
    ]) {
      const before = world.session.openedLinks().length;
      await app.page.run("arguments[0].click()", await link(String(text)));
      await until(`a dialog with ${words}`, async () => {
        const said = String(await app.page.run("return document.querySelector('dialog[open]')?.innerText ?? ''"));
        return /** @type {string[]} */ (words).every((word) => said.includes(word));
      });
      await app.page.closeLayer();
      await app.page.run("arguments[0].click()", await link(String(text)));
      assert.equal(world.session.openedLinks().length, before, "nothing opens before it is said so");
      await app.page.click("button", "Open in browser");
      await until(`${opened} in the browser`, () => world.session.openedLinks().at(-1) === opened);
    }
  });

  world.check("words from right to left begin at the right, with their marks, and code and prices at the left", async () => {
    await app.page.newChat();
    const text = "فقرة تنتهي بنقطة.[^1]\n\n- بند\n\n> اقتباس\n\n| الاسم | العدد |\n|---|--:|\n| سطر | 12 |\n\n```sh\nls\n```\n\nAn English paragraph.\n\n[^1]: حاشية.\n";
    script.answer({ reasoning: "تفكير.\n" }, ...pieces(text, 5));
    await app.page.ask("سؤال؟");
    const sides = () =>
      app.page.run(`
        document.querySelector('details.think').open = true;
        const side = (box) => {
          const range = document.createRange();
          range.selectNodeContents(box);
          const [words, { left, right }] = [range.getBoundingClientRect(), box.parentElement.getBoundingClientRect()];
          return right - words.right < words.left - left ? 'right' : 'left';
        };
        const found = (selector) => side(document.querySelector(selector));
        const [name, count] = [...document.querySelectorAll('.prose td')].map((cell) => cell.getBoundingClientRect());
        const [number, note] = [...document.querySelectorAll('.prose .fn > *')].map((part) => part.getBoundingClientRect());
        const bar = getComputedStyle(document.querySelector('.prose blockquote'));
        return [...['.you .words .part', '.think .part', '.prose > p', '.prose li', '.prose blockquote p', '.prose pre code', '.prose > p:last-of-type'].map(found),
          name.left >= count.right - 1, number.left >= note.right, parseFloat(bar.borderRightWidth) > 0 && parseFloat(bar.borderLeftWidth) === 0, getComputedStyle(document.querySelector('.prose td.r')).textAlign];
      `);
    assert.deepEqual(await sides(), ["right", "right", "right", "right", "right", "left", "left", true, true, true, "right"]);
  });

  world.check("a line stays a line, none is empty behind what stands by itself, and a link in a cell stays whole", async () => {
    await app.page.newChat();
    await tell(
      `one\ntwo\n\nso $$x$$\nthree\n\n![A cat](https://images.example.org/cat.png)\nfour<br>\nfive\n\n- six\n  seven\n\n| a | b |\n|---|---|\n| [PostgreSQL](https://a.example/) | ${"word ".repeat(99)}|\n`,
    );
    const [lines, cell] = await app.page.run(`
      const prose = document.querySelector('.prose');
      const boxOf = (word) => {
        const texts = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const at = texts.currentNode.data.indexOf(word);
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(texts.currentNode, at);
          range.setEnd(texts.currentNode, at + word.length);
          return range.getBoundingClientRect();
        }
      };
      const height = parseFloat(getComputedStyle(prose).lineHeight);
      // The box of words behind a line feed begins before it.
      const below = (above, word) => (boxOf(word).bottom - above) / height;
      const bottom = (selector) => prose.querySelector(selector).getBoundingClientRect().bottom;
      const words = [['one', 'two'], ['four', 'five'], ['six', 'seven']].map(([first, second]) => below(boxOf(first).bottom, second));
      return [[...words, below(bottom('.tex.tb'), 'three'), below(bottom('.imgblock'), 'four')], prose.querySelector('td a').getClientRects().length];
    `);
    assert.ok(/** @type {number[]} */ (lines).every((down) => down > 0.9 && down < 1.7), `lines further down: ${lines}`);
    assert.equal(cell, 1);
  });

  world.check("footnotes lead to the note and back, with the focus", async () => {
    await tell("One[^a].\n\nTwo[^b].\n\n[^a]: First.\n[^b]: Second.\n");
    await app.page.run("[...document.querySelectorAll('.fnref a[href$=\"fn-2\"]')].at(-1).click()");
    assert.match(await app.page.run("return document.activeElement.innerText"), /Second\./);
    await app.page.run("document.activeElement.querySelector('a').click()");
    assert.match(await app.page.run("return document.activeElement.getAttribute('href')"), /fn-2$/);
  });

  world.check("a link to a heading leads to the heading of its own answer, with the focus", async () => {
    await app.page.newChat();
    const filler = (/** @type {string} */ name) => Array.from({ length: 30 }, (_, n) => `${name} ${n}`).join("\n\n");
    const contents = (/** @type {string} */ name) =>
      `- [What's new?](#whats-new)\n- [Again](#whats-new-1)\n- [Nowhere](#nowhere)\n\n${filler(name)}\n\n## What's new?\n\n${name} first.\n\n${filler(name)}\n\n## What's *new*?\n\n${name} second.\n`;
    await tell(contents("One"));
    await tell(contents("Two"));
    for (const [answer, name] of [[1, "Two"], [0, "One"]]) {
      for (const [text, words] of [["What's new?", "first"], ["Again", "second"]]) {
        await app.page.run("[...document.querySelectorAll('.prose')[arguments[0]].querySelectorAll('a')].find((a) => a.textContent === arguments[1]).click()", answer, text);
        const [tag, next, top] = await app.page.run(
          "const at = document.activeElement; return [at.nodeName, at.nextElementSibling?.textContent, at.getBoundingClientRect().top]",
        );
        assert.deepEqual([tag, next], ["H2", `${name} ${words}.`]);
        assert.ok(top > 0 && top < 800, `in sight: ${top}`);
      }
    }
    await app.page.run("[...document.querySelectorAll('.prose a')].find((a) => a.textContent === 'Nowhere').click()");
    assert.equal(await app.page.run("return document.querySelectorAll('[role=log] article').length"), 4, "a link to nowhere does nothing");
    await copy("range.selectNode(prose.querySelector('ul'))");
    await until("the contents on the clipboard", async () => (await world.hands.clipboard()).startsWith("- [What's new?](#whats-new)\n"));
  });

  world.check("a selection, and the place that the reader scrolled to, last while the answer goes on", async () => {
    await app.page.newChat();
    script.listen();
    await app.page.send("A long one");
    await script.say(`${Array.from({ length: 40 }, (_, n) => `Paragraph ${n} of the settled text.`).join("\n\n")}\n\n`);
    await until("the settled text", async () => /Paragraph 39/.test((await app.page.answer())?.prose ?? ""));
    await app.page.run(
      `const p = document.querySelectorAll('.prose p')[9]; const range = document.createRange();
       range.setStart(p.firstChild, 0); range.setEnd(document.querySelectorAll('.prose p')[11].firstChild, 12);
       getSelection().removeAllRanges(); getSelection().addRange(range); p.scrollIntoView();`,
    );
    const state = () => app.page.run("return [getSelection().toString(), document.querySelector('.thread').scrollTop, document.querySelectorAll('.prose p')[9].getBoundingClientRect().top]");
    const before = await until("a scrolled and selected text", async () => {
      const now = await state();
      return now[1] > 0 && now;
    });
    assert.match(before[0], /^Paragraph 9[^]*Paragraph 11$/);
    for (let n = 0; n < 30; n += 1) await script.say(`- more *and* more ${n}\n`);
    await script.say(`\n\`\`\`js\n${longCode(60)}\n\`\`\`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nThe end.`);
    await until("the end of the text", async () => /The end\./.test((await app.page.answer())?.prose ?? ""));
    assert.deepEqual(await state(), before);
    script.finish();
    await app.page.answered();
    assert.deepEqual(await state(), before);
    await world.hands.press(app.window.id, "ctrl+c");
    await until("the selection on the clipboard", async () => /^Paragraph 9 of[^]*\n\nParagraph 11$/.test(await world.hands.clipboard()));
  });

  world.check("no caret stands above a countdown", async () => {
    await app.page.newChat();
    script.fail(429, { error: { message: "slow down" } }, { "content-type": "application/json", "retry-after": "30" });
    await app.page.send("Again");
    await app.page.find("button", "Retry now");
    await throughout("no caret", () => app.page.run("return document.querySelector('[data-caret]') === null"), 1_300);
    script.answer({ text: "Now it works." });
    await app.page.click("button", "Retry now");
    assert.match((await app.page.answered()).prose, /Now it works/);
  });

  world.check("in a narrow window tables and code scroll inside themselves, and long words break", async () => {
    await app.page.newChat();
    await world.hands.resize(app.window, 420, 800);
    await until("a narrow page", () => app.page.run("return innerWidth <= 420"));
    await tell(EVERYTHING);
    const [page, column, wide] = await app.page.run(
      `const over = (one) => one.scrollWidth > one.clientWidth;
       const prose = document.querySelector('.prose');
       return [over(document.documentElement) || over(document.querySelector('.thread')), over(prose),
         [...prose.querySelectorAll('.tw, pre')].filter(over).length]`,
    );
    assert.deepEqual([page, column], [false, false]);
    assert.ok(wide >= 2, "the table and the code are wider than the window");
  });
});
