// The main flow as a screen reader has it: through the accessibility bus and the keyboard, without a driver.

import assert from "node:assert/strict";
import { after, describe } from "node:test";
import { fileURLToPath } from "node:url";
import { program } from "./harness/app.mjs";
import { KEY } from "./harness/gateway.mjs";
import { run, start } from "./harness/processes.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const ACCESSIBLE = fileURLToPath(new URL("./accessible.py", import.meta.url));
const world = await openWorld({ hasScreenReader: true });
/** The process that is listened to. */
let pid = "";

/** @typedef {{ role: string, name: string, text: string, states: string[] }} Accessible */

/** All that the program shows, in reading order. @returns {Promise<Accessible[]>} */
async function all() {
  const printed = await run("/usr/bin/python3", [ACCESSIBLE, "list", pid], world.session.env);
  return printed.split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

/** What has a role and a name, once it does. @param {string | RegExp} role @param {string | RegExp} name @param {(one: Accessible) => boolean} [fits] */
const find = (role, name, fits = () => true) => {
  const is = (/** @type {string | RegExp} */ wanted, /** @type {string} */ found) => (wanted instanceof RegExp ? wanted.test(found) : wanted === found);
  return until(`${role} ${name} on the accessibility bus`, async () => (await all()).find((one) => is(role, one.role) && is(name, one.name) && fits(one)), { timeoutMs: 20_000, everyMs: 200 });
};

/** @param {string} role @param {string} name */
const act = (role, name) => run("/usr/bin/python3", [ACCESSIBLE, "act", pid, role, name], world.session.env);

const isFocused = (/** @type {Accessible} */ { states }) => states.includes("focused");

describe("a screen reader", () => {
  after(() => world.close());

  world.check("reads the first screen, gives a key, asks, hears the answer, and pins a vendor from the menu", async () => {
    const app = start(program(), [], {
      env: { ...world.session.env, YOUROUTER_BASE_URL: world.gateway.baseUrl, YOUROUTER_DATA_DIR: world.session.below("heard"), YOUROUTER_PRINT_READY: "1" },
    });
    await until("the page to be ready", () => app.output.text.includes("ready"), { timeoutMs: 30_000 });
    pid = String(app.pid);
    const window = await world.hands.mainWindow(app.pid);
    await world.hands.focus(window.id);

    await find("password text", "API key", isFocused);
    await find(/button/, "Try the offline demo");
    await world.hands.type(KEY);
    await world.hands.press(window.id, "Return");

    await find(/entry|text/, "Message", isFocused);
    await world.hands.type("Who reads this?");
    await find(/entry|text/, "Message", ({ text }) => text === "Who reads this?");
    await world.hands.press(window.id, "Return");

    await find("log", "Conversation");
    await until("the answer as text", async () => {
      const shown = await all();
      const from = shown.findIndex(({ role, name }) => role === "log" && name === "Conversation");
      const texts = shown.slice(from).map(({ text }) => text);
      return ["Who reads this?", "mock gateway"].every((words) => texts.some((text) => text.includes(words)));
    }, { everyMs: 200 });
    for (const name of ["Send", "Attach files", "Search", "New chat", "Settings"]) await find(/button/, new RegExp(`^${name}`));

    await find("menu", "Vendor");
    const aws = await find("check menu item", "AWS Bedrock");
    await act(aws.role, aws.name);
    // What opens something is told as a button or as a combo box, as the web view's version has it.
    await find(/button|combo box/, "Model and vendor: gpt-4o, aws");
    await find("check menu item", "AWS Bedrock", ({ states }) => states.includes("checked"));
    await find(/entry|text/, "Message", isFocused);
    await world.hands.type("And now?");
    await world.hands.press(window.id, "Return");
    await until("the request with the pin", async () => (await world.gateway.chats()).length === 2);
    assert.equal((await world.gateway.chats())[1]?.headers["vendor"], "aws");
    await app.end();
  });
});
