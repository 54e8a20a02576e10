// Chats that come in: the export of another program through the native menu and dialog, twice, with a broken chat in it; gone on
// with here; out as JSON and in again.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { writeSample } from "./harness/files.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
/** From 0: New Chat, Attach Files, Export, Import. */
const [FILE, EXPORT, IMPORT] = [0, 2, 3];
const place = world.session.below("imports");
mkdirSync(place, { recursive: true });

/** @param {string} id @param {string} parent @param {string} sender @param {object[]} content */
const message = (id, parent, sender, content) => ({ uuid: id, parent_message_uuid: parent, sender, text: "", content, created_at: `2026-01-01T00:00:0${id}Z` });
const words = (/** @type {string} */ text) => [{ type: "text", text }];
const chat = {
  uuid: "c1", name: "Brought along", created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:09Z",
  chat_messages: [
    message("1", "", "human", words("What is it?")),
    message("2", "1", "assistant", [{ type: "thinking", thinking: "a thought of its own" }, ...words("It is *this*.")]),
    message("3", "1", "assistant", words("It is that.")),
  ],
};
const conversations = writeSample(world.files, "conversations.json", JSON.stringify([chat, { uuid: "c2", name: "Broken one", chat_messages: [] }]));

describe("imports", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(() => world.close());

  /** What the dialog says now. */
  const said = () => app.page.run("const note = document.querySelector('import-dialog .note'); return note.hidden ? '' : note.innerText");

  /** @param {string} path */
  async function importFrom(path) {
    await world.hands.chooseFromMenu(app.window, FILE, IMPORT);
    await app.page.find("dialog", "Import chats");
    await app.page.click("button", "Choose files…");
    await world.hands.answerFileDialog(app.window, path);
    await until("the report", async () => /\bin\b/.test(await said()));
    const report = await said();
    await app.page.closeLayer();
    return report;
  }

  world.check("an export of another program comes in, and says what it left out", async () => {
    const report = await importFrom(conversations.path);
    assert.match(report, /^1 chat in, 1 left out/);
    assert.match(report, /Broken one: it has no messages/);
    await app.page.click("button", /^Brought along/);
    const shown = await until("the chat", async () => {
      const messages = await app.page.messages();
      return messages.length === 2 && messages;
    });
    assert.match(shown[1]?.text ?? "", /It is that/);
  });

  world.check("it goes on here, without what was only thought, and comes in again without doubling", async () => {
    await app.page.click("button", "Previous version");
    await until("the other version", async () => /It is this/.test((await app.page.messages())[1]?.text ?? ""));
    await app.page.ask("Go on");
    const request = JSON.stringify((await world.gateway.chats()).at(-1)?.body);
    assert.ok(request.includes("It is *this*.") && !request.includes("a thought of its own"), request);
    assert.match(await importFrom(conversations.path), /^0 chats in, 1 unchanged, 1 left out/);
    assert.match((await app.page.messages()).at(-2)?.text ?? "", /Go on/);
  });

  world.check("out as JSON, with everything", async () => {
    const path = join(place, "all.json");
    await world.hands.chooseFromMenu(app.window, FILE, EXPORT);
    await app.page.find("dialog", "Export");
    await app.page.click("button", "All chats");
    await app.page.click("button", "JSON");
    await app.page.click("button", "Export…");
    await world.hands.answerSaveDialog(app.window, path);
    await until("the export to be said", () => app.page.run("const note = document.querySelector('export-dialog .note'); return !note.hidden && /saved in|Saved/.test(note.innerText)"));
    await app.page.closeLayer();
    const file = JSON.parse(readFileSync(path, "utf8"));
    assert.equal(file.format, "yourouter-chat");
    const brought = file.conversations.find((/** @type {any} */ one) => one.title === "Brought along");
    assert.equal(brought.messages.length, 5, "both versions, and what was said here");
    assert.match(await importFrom(path), /unchanged/);
  });
});
