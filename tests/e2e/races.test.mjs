// What happens at the same time: two messages, a drop and a switch. Each goes where it was meant for, once.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { png, writeSample } from "./harness/files.mjs";
import { throughout, until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();

/** Runs in the page: sends to the chats of `arguments[0]` in the same moment and tells what became of each. */
const SEND_AT_ONCE = `
  const [messages, done] = arguments;
  const send = ({ conversationId, text }) =>
    window.__TAURI__.core.invoke('send_message', { message: { turnId: crypto.randomUUID(), conversationId, text, attachmentIds: [], replaces: null } })
      .then(() => 'sent', ({ code }) => code);
  Promise.all(messages.map(send)).then(done);
`;

describe("at the same time", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(() => world.close());

  /** The questions that the gateway got, oldest first. */
  const asked = async () => (await world.gateway.chats()).map(({ body }) => /** @type {string} */ (body.messages.at(-1).content));

  /** Opens a chat by its row in the sidebar. @param {string} title */
  async function open(title) {
    await app.page.click("button", new RegExp(`^${title}`));
    await until(`the chat ${title}`, async () => (await app.page.messages())[0]?.text.includes(title));
  }

  /** @param {{ conversationId: string, text: string }[]} messages @returns {Promise<string[]>} */
  const sendAtOnce = (messages) => app.driver.executeAsyncScript(SEND_AT_ONCE, messages);

  /** The id of the chat in front. @returns {Promise<string>} */
  const current = () => app.page.run("return document.querySelector('chat-sidebar [aria-current]').closest('[data-id]').dataset.id");

  world.check("Enter, and Enter again, sends once; what is typed at once after it goes out next", async () => {
    await world.gateway.clear();
    await app.page.composer();
    await world.hands.focus(app.window.id);
    await world.hands.type("one");
    await world.hands.press(app.window.id, "Return", "Return");
    await world.hands.type("two");
    await world.hands.press(app.window.id, "Return");
    await until("both answers", async () => (await app.page.messages()).length === 4 && (await app.page.answer())?.state === "done");
    assert.deepEqual(await asked(), ["one", "two"]);
    assert.equal((await world.gateway.chats())[1]?.body.messages.length, 3, "the second knows the first and its answer");
  });

  world.check("of two messages that reach one chat in the same moment one goes out, and the other is told so", async () => {
    await app.page.newChat();
    await app.page.ask("A chat for both");
    await world.gateway.clear();
    const conversationId = await current();
    const outcomes = await sendAtOnce([{ conversationId, text: "/slow left" }, { conversationId, text: "/slow right" }]);
    assert.deepEqual(outcomes.sort(), ["answerRunning", "sent"]);
    assert.equal((await asked()).length, 1);
    // The page did not send it, so it reads the chat again.
    await app.page.newChat();
    await open("A chat for both");
    assert.equal((await app.page.messages()).length, 4);
    await app.page.click("button", "Stop");
    await app.page.answered("stopped");
    await app.page.ask("And on");
  });

  world.check("two chats answer at once, each what it was asked, and one can be stopped", async () => {
    const chats = [];
    for (const text of ["Left chat", "Right chat"]) {
      await app.page.newChat();
      await app.page.ask(text);
      chats.push({ conversationId: await current(), text: `/slow ${text}` });
    }
    await world.gateway.clear();
    assert.deepEqual(await sendAtOnce(chats), ["sent", "sent"]);
    await until("both requests", async () => (await world.gateway.chats()).length === 2);
    assert.deepEqual(new Set(await asked()), new Set(["/slow Left chat", "/slow Right chat"]));
    for (const title of ["Left chat", "Right chat"]) {
      await open(title);
      await app.page.streaming(10);
      assert.match((await app.page.messages()).at(-2)?.text ?? "", new RegExp(`/slow ${title}`));
    }
    await app.page.click("button", "Stop");
    await app.page.answered("stopped");
    await open("Left chat");
    const { prose } = await app.page.streaming(10);
    await until("it to go on", async () => ((await app.page.answer())?.prose.length ?? 0) > prose.length);
    await app.page.click("button", "Stop");
    await app.page.answered("stopped");
  });

  world.check("a file that is dropped belongs to the chat of the drop, whichever is shown when it comes", async () => {
    const picture = writeSample(world.files, "dropped.png", png());
    const answers = join(world.files, "the source answers");
    await open("Left chat");
    await world.hands.dragFiles([picture.path, `slow=${answers}`], app.window, { x: 600, y: 400 }, {
      beforeDrop: () => until("the overlay", () => app.page.run("return /Drop to attach/.test(document.body.innerText)")),
      whileAsked: async () => {
        await open("Right chat");
        writeFileSync(answers, "");
      },
    });
    await throughout("no file in the chat that is shown", async () => (await app.page.chips()).length === 0, 500);
    await open("Left chat");
    await app.page.hasChips(["dropped.png"]);
  });
});
