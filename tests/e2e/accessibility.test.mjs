// Every screen under the rules of WCAG 2.2 AA that a machine can check (axe-core), light and dark; what only a person can
// check is not said to be checked here.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { png, writeSample } from "./harness/files.mjs";
import { chatUsage, overLimits, verify } from "./harness/scenes.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const AXE = readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const world = await openWorld();
const { path: picture } = writeSample(world.files, "latency.png", png(320, 200));

/** @typedef {Awaited<ReturnType<typeof world.start>>} App */

/** Runs in the page: what breaks a rule, in a line each. */
const RUN = `
  const done = arguments[0];
  axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }).then(
    ({ violations }) => done(violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.target.join(' ') + ' | ' + node.html.slice(0, 160)))),
    (error) => done([String(error)]),
  );
`;

/** Each scene sets the window up; what it returns puts it back. @type {Record<string, (app: App) => Promise<unknown>>} */
const scenes = {
  empty: (app) => app.page.newChat(),
  async answer(app) {
    await app.page.ask("/markdown");
  },
  async reasoning(app) {
    await app.page.newChat();
    await app.page.ask("/think");
    await app.page.click("button", "Regenerate");
    await app.page.find("button", "Previous version");
    await app.page.answered();
  },
  async streaming(app) {
    await app.page.newChat();
    await app.page.send("/slow");
    await app.page.streaming(20);
    return async () => {
      await app.page.click("button", "Stop");
      await app.page.answered("stopped");
    };
  },
  stopped: async () => {},
  async editing(app) {
    await app.page.click("button", "Edit and resend");
    return () => app.page.click("button", "Cancel editing");
  },
  async files(app) {
    await app.page.newChat();
    await app.page.click("button", /^Attach files/);
    await world.hands.answerFileDialog(app.window, picture);
    await app.page.hasChips(["latency.png"]);
    return () => app.page.ask("What does it show?");
  },
  async context(app) {
    await app.page.fill("textbox", "Message", "and what does it not show?");
    await app.page.click("button", /^Context: /);
    await app.page.click("button", /^Exclude: What does it show/);
    await app.page.find("button", /^Include: What does it show/);
    return async () => {
      await app.page.closeLayer();
      await app.page.run("const input = document.querySelector('chat-composer textarea'); input.value = ''; input.dispatchEvent(new Event('input'))");
    };
  },
  async marks(app) {
    await app.page.find("button", "Excluded: show in context");
    await app.page.ask("And what else?");
  },
  async omissions(app) {
    await app.page.click("button", "1 message was left out");
    await app.page.find("dialog", "Not sent, or sent in another form");
    return async () => {
      await app.page.closeLayer();
      await app.page.run("const log = document.querySelector('.thread'); log.scrollTop = 0");
    };
  },
  async usage(app) {
    await world.hands.press(app.window.id, "ctrl+shift+g");
    await until("the figures", () => app.page.run("return document.querySelectorAll('usage-dialog tbody tr').length > 0"));
    return () => app.page.closeLayer();
  },
  chatUsage,
  limit: (app) => overLimits(app, ["dailyLimit"], "Over your daily limit?"),
  async comparison(app) {
    await app.page.click("button", "Compare…");
    await app.page.find("region", "Comparison");
    return () => app.page.click("button", "Back to the chat");
  },
  verify,
  async preview(app) {
    await app.page.newChat();
    await app.page.click("button", /^Attach files/);
    await world.hands.answerFileDialog(app.window, picture);
    await app.page.hasChips(["latency.png"]);
    await app.page.click("button", "Show latency.png");
    await app.page.find("dialog", null);
    return () => app.page.closeLayer();
  },
  async failure(app) {
    await app.page.newChat();
    await app.page.send("/401");
    await app.page.answered("failed");
    await app.page.run("document.querySelector('failure-notice details')?.setAttribute('open', '')");
  },
  async retrying(app) {
    await app.page.newChat();
    await app.page.send("/429 9");
    await app.page.find("button", "Stop retrying");
    return async () => {
      await app.page.click("button", "Stop retrying");
      await app.page.answered("failed").catch(() => app.page.answered("stopped"));
    };
  },
  picker: (app) => layer(app, "ctrl+m"),
  search: (app) => layer(app, "ctrl+k"),
  exporting: (app) => layer(app, "ctrl+shift+s"),
  systemPrompt: (app) => layer(app, "ctrl+shift+p"),
  async parameters(app) {
    await world.hands.press(app.window.id, "ctrl+m");
    await app.page.click("button", /^Parameters/);
    return () => app.page.closeLayer();
  },
  async settings(app) {
    await world.hands.press(app.window.id, "ctrl+comma");
    await app.page.find("dialog", "Settings");
    const panels = /** @type {string[]} */ (await app.page.run("return [...document.querySelectorAll('.dlg-nav button')].map((one) => one.textContent)"));
    for (const panel of panels) {
      await app.page.click("button", panel);
      await holds(app, `settings, ${panel}`);
    }
    await app.page.click("button", /Add key|Replace key|Keys/);
    return () => app.page.closeLayer();
  },
  async about(app) {
    await world.hands.chooseFromMenu(app.window, 6, 5);
    await app.page.find("dialog", "YouRouter Chat");
    return () => app.page.closeLayer();
  },
};

/** @param {App} app @param {string} key */
async function layer(app, key) {
  await world.hands.press(app.window.id, key);
  await app.page.find("dialog", null);
  return () => app.page.closeLayer();
}

/** @param {App} app @param {string} name */
async function holds(app, name) {
  await app.driver.executeScript(`if (!window.axe) { ${AXE} }`);
  await until("what opens to have opened", () => app.page.run("return document.getAnimations().every((one) => one.effect.getTiming().iterations === Infinity || one.playState !== 'running')"));
  const broken = await app.driver.executeAsyncScript(RUN);
  assert.deepEqual(broken, [], name);
}

/** All scenes; every one is looked at, and all that is wrong is told at once. @param {App} app */
async function allHold(app) {
  const wrong = [];
  for (const [name, scene] of Object.entries(scenes)) {
    const putBack = await scene(app);
    await holds(app, name).catch((error) => wrong.push(`${name}\n${error.actual?.join?.("\n") ?? error.message}`));
    if (typeof putBack === "function") await putBack();
  }
  assert.equal(wrong.join("\n\n"), "");
}

describe("every screen", () => {
  after(() => world.close());

  world.check("the first screen", async () => {
    const app = await world.start({ data: "fresh", hasKey: false });
    await app.page.find("textbox", "API key");
    await holds(app, "onboarding");
    await app.page.press(Key.TAB);
    await app.quit();
  });

  for (const theme of ["light", "dark"]) {
    world.check(`all others, ${theme}`, async () => {
      const app = await world.start({ data: theme });
      await app.page.run("document.documentElement.dataset.theme = arguments[0]", theme);
      await allHold(app);
      await app.quit();
    });
  }

  world.check("the drawer of a narrow window, and the demo", async () => {
    const app = await world.start({ data: "demo", hasKey: false, args: ["--demo"] });
    await world.hands.resize(app.window, 420, 800);
    await until("a narrow page", () => app.page.run("return innerWidth <= 420"));
    await app.page.ask("Hello");
    await holds(app, "the demo");
    await app.page.click("button", /^Show sidebar/);
    await holds(app, "the drawer");
    await app.quit();
  });
});
