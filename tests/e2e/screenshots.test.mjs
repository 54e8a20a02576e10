// Pictures of every screen, light, dark and narrow, into tests/e2e/screenshots/. Whoever changes the page looks at
// them; the tests here only check that each scene could be set and that nothing is wider than the window.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { fileURLToPath } from "node:url";
import { pdf, png, writeSample } from "./harness/files.mjs";
import { chatUsage, overLimits, verify } from "./harness/scenes.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const FOLDER = fileURLToPath(new URL("./screenshots/", import.meta.url));
const world = await openWorld();
const files = [writeSample(world.files, "latency.png", png(320, 200)).path, writeSample(world.files, "capacity-plan.pdf", pdf()).path];
mkdirSync(FOLDER, { recursive: true });

/** @typedef {Awaited<ReturnType<typeof world.start>>} App */

/** Each scene sets the window up; what it returns puts it back. @type {Record<string, (app: App) => Promise<unknown>>} */
const scenes = {
  empty: (app) => app.page.newChat(),
  async table(app) {
    await app.page.newChat();
    await app.page.ask("/markdown");
  },
  formulas: (app) => inView(app, "h1"),
  code: (app) => inView(app, "figure.code"),
  diagrams: (app) => inView(app, "figure.dg"),
  async links(app) {
    await inView(app, ".imgblock");
    await app.page.run("document.querySelector('.prose a.odd').focus()");
    await until("the status line", () => app.page.run("return !document.querySelector('link-status').hidden"));
  },
  async linkDialog(app) {
    await app.page.run("document.querySelector('.prose a.odd').click()");
    await app.page.find("dialog", null);
    return () => app.page.closeLayer();
  },
  async thinking(app) {
    await app.page.newChat();
    await app.page.ask("/think");
  },
  async streaming(app) {
    await app.page.newChat();
    await app.page.send("/slow");
    await app.page.streaming(60);
    return async () => {
      await app.page.click("button", "Stop");
      await app.page.answered("stopped");
    };
  },
  async compare(app) {
    await app.page.newChat();
    await app.page.send("/markdown");
    await app.page.answered();
    await app.page.click("button", "Compare…");
    await app.page.find("region", "Comparison");
    for (const model of ["claude-sonnet-4", "mock/slow"]) {
      if (await app.page.run("return [...document.querySelectorAll('compare-lane section')].some((lane) => lane.getAttribute('aria-label').startsWith(arguments[0]))", model)) continue;
      await app.page.click("button", "Add lane");
      await app.page.find("dialog", null);
      await app.driver.switchTo().activeElement().sendKeys(model);
      const typed = (await app.page.all("option", /as typed$/))[0];
      if (typed) await typed.click();
      await app.page.press(Key.ENTER);
      await app.page.isGone("dialog", null);
    }
    await app.page.click("button", /^Ask \d+ lanes$/);
    await until("text in every lane", () => app.page.run("return [...document.querySelectorAll('compare-lane .prose')].filter((one) => one.innerText.trim() !== '').length === document.querySelectorAll('compare-lane').length"));
    await until("all lanes at rest", () => app.page.run("return document.querySelector('compare-lane [data-state=streaming]') === null"));
  },
  async difference(app) {
    await app.page.click("button", "Difference");
    await app.page.find("dialog", "Difference");
    return async () => {
      await app.page.closeLayer();
      await app.page.click("button", "Back to the chat");
    };
  },
  async trials(app) {
    await app.page.newChat();
    await app.page.run("return window.__TAURI__.core.invoke('start_trials', { start: { prompts: [{ name: 'Rate limiter', text: 'Which rate limiter?' }], model: 'gpt-4o', vendors: ['auto', 'aws', 'azure'], times: 6 } })");
    await world.hands.press(app.window.id, "ctrl+shift+c");
    await app.page.find("region", "Comparison");
    await app.page.click("button", "Repeat and measure…");
    await until("all answers", () => app.page.run("return [...document.querySelectorAll('trials-dialog [data-cell=n]')].slice(0, 3).every((cell) => cell.textContent === '6') && !document.querySelector('trials-dialog .running .line')"));
    await app.page.run("document.querySelector('trials-dialog .usage-page').scrollTop = 10000");
    return async () => {
      await app.page.closeLayer();
      await app.page.click("button", "Back to the chat");
    };
  },
  async attachments(app) {
    await app.page.newChat();
    await attach(app);
    return async () => {
      await app.page.ask("What do these show?");
    };
  },
  sent: (app) => app.page.has("button", "Send"),
  async unsupported(app) {
    await app.page.newChat();
    await attach(app);
    await app.page.choose("deepseek-chat");
    await until("the note", () => app.page.run("return !document.querySelector('send-notes').hidden"));
    return () => app.page.click("button", "Leave images out");
  },
  async leftOut(app) {
    await app.page.ask("What do these show?");
    await app.page.click("button", "Edit and resend");
    await app.page.hasChips(["latency.png", "capacity-plan.pdf"]);
    return () => app.page.click("button", "Cancel editing");
  },
  async retrying(app) {
    await app.page.newChat();
    await app.page.choose("gpt-4o", "aws");
    await app.page.send("/429 9");
    await app.page.find("button", "Stop retrying");
    return () => app.page.click("button", "Stop retrying");
  },
  async error(app) {
    await app.page.newChat();
    await app.page.send("/401");
    await app.page.answered("failed");
  },
  async cut(app) {
    await app.page.newChat();
    await app.page.send("/cut");
    await app.page.answered("failed");
  },
  picker: (app) => layer(app, /^Model and vendor:/),
  async native(app) {
    await app.page.newChat();
    await app.page.choose("claude-sonnet-4-20250514");
    return layer(app, /^Model and vendor:/);
  },
  async parameters(app) {
    await app.page.click("button", /^Model and vendor:/);
    await app.page.click("button", /^Parameters/);
    await app.page.fill("textbox", "System prompt", "Answer in one short paragraph.");
    await app.page.fill("textbox", "Temperature", "hot");
    await app.page.click("button", "Save");
    await app.page.alert(/number from 0 up/);
    return () => app.page.closeLayer();
  },
  async adjusted(app) {
    await app.page.newChat();
    await app.page.ask("/refuse stream_options");
  },
  async systemPrompt(app) {
    // A narrow header has no room for its button while there is none.
    await world.hands.press(app.window.id, "ctrl+shift+p");
    await app.page.fill("textbox", "System prompt of this chat", "Answer in one short paragraph.");
    await app.page.press(Key.ESCAPE);
    await app.page.find("button", "Discard");
    return () => app.page.click("button", "Discard");
  },
  async about(app) {
    await world.hands.chooseFromMenu(app.window, 6, 5);
    await app.page.find("dialog", "YouRouter Chat");
    return () => app.page.closeLayer();
  },
  async evidence(app) {
    await app.page.newChat();
    await app.page.choose("gpt-4o", "azure");
    await app.page.ask('/body {"id":"msg_bdrk_01A2b3C4d5E6f7G8h9J0k1L2","model":"gpt-4o","choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}],"usage":{"prompt_tokens":41000,"completion_tokens":12}}');
    await app.page.click("button", /^Evidence:/);
    await app.page.find("region", "Who served this answer");
  },
  dropped: (app) => layer(app, /^Model and vendor:/),
  settings: (app) => layer(app, /^Settings/),
  recent: (app) => layer(app, /^Search/),
  async search(app) {
    const putBack = await layer(app, /^Search/);
    await app.page.fill("textbox", "Search chats", "the answer");
    await until("hits", () => app.page.run("return document.querySelector('search-palette mark') !== null"));
    return putBack;
  },
  async find(app) {
    await app.page.newChat();
    await app.page.ask("/markdown");
    await app.page.press(Key.CONTROL, "f");
    await app.page.fill("textbox", "Find in this chat", "the");
    await until("a hit", () => app.page.run("return / of /.test(document.querySelector('find-bar [role=status]').textContent)"));
    return () => app.page.press(Key.ESCAPE);
  },
  async gateway(app) {
    await app.page.openSettings("Keys and gateways");
    await app.page.click("button", "Add gateway");
    await app.page.fill("textbox", "Base URL", "http://127.0.0.1:11434/v1");
    return async () => {
      await app.page.press("\uE00C");
      await app.page.closeLayer();
    };
  },
  async usage(app) {
    await world.hands.press(app.window.id, "ctrl+shift+g");
    await until("the figures", () => app.page.run("return document.querySelectorAll('usage-dialog tbody tr').length > 0"));
    return () => app.page.closeLayer();
  },
  async inspector(app) {
    await app.page.newChat();
    await app.page.ask("What is a gateway?");
    await world.hands.press(app.window.id, "ctrl+alt+i");
    await app.page.find("dialog", "Inspector");
    return () => app.page.closeLayer();
  },
  async context(app) {
    await app.page.newChat();
    await app.page.ask("What is a gateway?");
    await app.page.ask("And what does it cost?");
    await app.page.fill("textbox", "Message", "Compare that with asking each vendor on its own.");
    await app.page.click("button", /^Context: /);
    await app.page.click("button", /^Pin: What is a gateway/);
    await app.page.click("button", /^Exclude: And what does it cost/);
    await app.page.find("button", /^Include: And what does it cost/);
    return async () => {
      await app.page.closeLayer();
      await app.page.run("const input = document.querySelector('chat-composer textarea'); input.value = ''; input.dispatchEvent(new Event('input'))");
    };
  },
  async marks(app) {
    await app.page.ask("And who decides?");
    await app.page.run("const thread = document.querySelector('.thread'); thread.scrollTop = 0");
  },
  async omissions(app) {
    await app.page.click("button", "1 message was left out");
    await app.page.find("dialog", "Not sent, or sent in another form");
    return () => app.page.closeLayer();
  },
  chatUsage,
  async limits(app) {
    await app.page.openSettings("Answers");
    await app.page.run("document.querySelector('settings-answers limit-field').scrollIntoView({ block: 'center' })");
    return () => app.page.closeLayer();
  },
  overLimits: (app) => overLimits(app, ["dailyLimit", "monthlyLimit"], "Over your limits?"),
  verify,
  async log(app) {
    await app.page.openSettings("Network log");
    await until("the rows", () => app.page.run("return document.querySelectorAll('settings-log tbody tr').length > 0"));
    return () => app.page.closeLayer();
  },
  async export(app) {
    await world.hands.press(app.window.id, "ctrl+shift+s");
    await app.page.find("dialog", "Export");
    return () => app.page.closeLayer();
  },
};

/** Brings a part of the answer to the top of the view. @param {App} app @param {string} selector */
const inView = (app, selector) =>
  app.page.run("const thread = document.querySelector('.thread'); thread.scrollTop += document.querySelector(`.prose ${arguments[0]}`).getBoundingClientRect().top - thread.getBoundingClientRect().top - 24", selector);

/** @param {App} app */
async function attach(app) {
  for (const path of files) {
    await app.page.click("button", /^Attach files/);
    await world.hands.answerFileDialog(app.window, path);
  }
  await app.page.hasChips(["latency.png", "capacity-plan.pdf"]);
}

/** @param {App} app @param {RegExp} button */
async function layer(app, button) {
  if (!(await app.page.has("button", button))) await app.page.click("button", /^Show (sidebar|conversations)/);
  await app.page.click("button", button);
  await app.page.find("dialog", null);
  return () => app.page.closeLayer();
}

/** @param {App} app @param {string} name */
async function take(app, name) {
  await app.page.run("return document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))");
  await until("what opens to have opened", () => app.page.run("return document.getAnimations().every((one) => one.effect.getTiming().iterations === Infinity || one.playState !== 'running')"));
  const width = await app.page.run("return [document.documentElement.scrollWidth, innerWidth]");
  assert.ok(width[0] <= width[1], `${name}: the page is ${width[0]} px wide in a window of ${width[1]} px`);
  await world.hands.pictureOf(app.window, join(FOLDER, `${name}.png`));
}

/** @param {App} app @param {string} suffix */
async function takeAll(app, suffix) {
  for (const [name, scene] of Object.entries(scenes)) {
    const putBack = await scene(app);
    await take(app, `${name}-${suffix}`);
    if (typeof putBack === "function") await putBack();
  }
}

/** @param {App} app @param {string} theme */
async function setTheme(app, theme) {
  await app.page.openSettings("Appearance");
  await app.page.run("document.querySelector(`input[data-value=${arguments[0]}]`).click()", theme.toLowerCase());
  await until(`the ${theme} theme`, () => app.page.run("return document.documentElement.dataset.theme === arguments[0]", theme.toLowerCase()));
  await app.page.closeLayer();
}

describe("screenshots", () => {
  after(() => world.close());

  world.check("onboarding, light and dark", async () => {
    const app = await world.start({ data: "onboarding", hasKey: false });
    await app.page.find("textbox", "API key");
    for (const theme of ["light", "dark"]) {
      await app.page.run("document.documentElement.dataset.theme = arguments[0]", theme);
      await take(app, `onboarding-${theme}`);
      await app.page.click("button", "What is sent, and where");
      await take(app, `sending-${theme}`);
      await app.page.closeLayer();
    }
    await app.page.fill("textbox", "API key", "yr-wrong-key");
    await app.page.click("button", "Check and continue");
    await app.page.alert(/did not accept/);
    await take(app, "onboarding-refused-dark");
    await app.quit();
  });

  for (const theme of ["Light", "Dark"]) {
    world.check(`every scene, ${theme.toLowerCase()}`, async () => {
      const app = await world.start({ data: theme });
      await setTheme(app, theme);
      await takeAll(app, theme.toLowerCase());
      await app.quit();
    });
  }

  world.check("every scene, 420 px wide", async () => {
    const app = await world.start({ data: "Light" });
    await world.hands.resize(app.window, 420, 800);
    await until("a narrow page", () => app.page.run("return innerWidth <= 420"));
    await takeAll(app, "narrow");
    await app.quit();
  });

  world.check("the demo, light and dark, and everything at 200 %", async () => {
    const app = await world.start({ data: "demo", hasKey: false, args: ["--demo"] });
    const width = () => /** @type {Promise<number>} */ (app.page.run("return innerWidth"));
    for (const theme of ["light", "dark"]) {
      await setTheme(app, theme);
      await app.page.newChat();
      await take(app, `start-${theme}`);
      await app.page.ask("Show me formulas.");
      await take(app, `demo-${theme}`);
      const whole = await width();
      for (let step = 0; step < 5; step += 1) await world.hands.press(app.window.id, "ctrl+equal");
      await until("200 %", async () => (await width()) <= whole / 2 + 1);
      await take(app, `zoom-200-${theme}`);
      await world.hands.press(app.window.id, "ctrl+0");
      await until("100 %", async () => (await width()) === whole);
    }
    await app.quit();
  });

  world.check("the pictures of the README", async () => {
    const app = await world.start({ data: "readme", hasKey: false, args: ["--demo"] });
    for (const question of ["How does routing work?", "Show me formulas.", "Compare the models in a table.", "Draw how a message reaches a model and comes back."]) {
      await app.page.newChat();
      await app.page.ask(question);
    }
    await until("the drawing", () => app.page.run("return document.querySelector('figure.dg svg') !== null"));
    for (const theme of ["Light", "Dark"]) {
      await setTheme(app, theme);
      await inView(app, "figure.dg");
      await app.page.run("document.activeElement.blur()");
      await take(app, `readme-chat-${theme.toLowerCase()}`);
      const close = await layer(app, /^Model and vendor:/);
      await take(app, `readme-picker-${theme.toLowerCase()}`);
      await close();
    }
    await app.quit();
  });

  world.check("the native menu and the drop overlay, as the display shows them", async () => {
    // Not the folder of the narrow window, whose place is remembered.
    const app = await world.start({ data: "menu" });
    await world.hands.openMenu(app.window, 4);
    await world.hands.picture(join(FOLDER, "menu.png"));
    await world.hands.press(app.window.id, "Escape");
    await world.hands.dragFiles(files, app.window, { x: 600, y: 400 }, {
      beforeDrop: async () => {
        await until("the overlay", () => app.page.run("return /Drop to attach 2 files/.test(document.body.innerText)"));
        await world.hands.picture(join(FOLDER, "drop.png"));
      },
    });
    await app.quit();
  });
});
