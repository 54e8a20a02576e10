// The inspector shows what went over the wire for an answer, and what it copies runs as it stands and sends the same again.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, before, describe } from "node:test";
import { KEY } from "./harness/gateway.mjs";
import { png, writeSample } from "./harness/files.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
/** The native menu from 0, and *Inspect Last Answer…* as Down reaches it while no answer is written. */
const [CHAT, INSPECT] = [3, 2];

/** Runs a copied command in a shell of its own. @param {string} command */
async function shell(command) {
  const child = spawn("bash", ["-s"], { env: { ...process.env, YOUROUTER_API_KEY: KEY }, stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(command);
  let output = "";
  child.stdout.on("data", (piece) => (output += piece));
  const code = await new Promise((resolve) => child.on("close", resolve));
  assert.equal(code, 0, output);
  return output;
}

/** @returns {Promise<any[]>} the questions as the gateway got them */
async function questions() {
  const all = await (await fetch(`${world.gateway.origin}/__requests`)).json();
  return all.filter((/** @type {any} */ request) => request.method === "POST");
}

describe("the inspector", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(() => world.close());

  const text = () => app.page.run("return document.querySelector('inspector-dialog dialog[open]')?.innerText ?? ''");

  /** Copies the request that is shown and runs it. */
  async function isSameAgain() {
    await app.page.click("button", "Copy as curl");
    const command = await until("the command on the clipboard", async () => {
      const copied = await world.hands.clipboard().catch(() => "");
      return copied.startsWith("printf %s") && copied;
    });
    assert.ok(!command.includes(KEY));
    const output = await shell(command);
    const [original, again] = (await questions()).slice(-2);
    assert.equal(again.bodySha256, original.bodySha256, "byte for byte");
    assert.deepEqual(again.body, original.body);
    return output;
  }

  world.check("each attempt is told with its times, and a copied request is the same byte for byte", async () => {
    const picture = writeSample(world.files, "it's a picture.png", png(20, 10)).path;
    await app.page.click("button", /^Attach files/);
    await world.hands.answerFileDialog(app.window, picture);
    await app.page.hasChips(["it's a picture.png"]);
    await app.page.ask("What's \"this\"? \\ $HOME `ls` %s");
    await app.page.ask("/flaky 1");
    await world.hands.press(app.window.id, "ctrl+alt+i");
    await app.page.find("dialog", "Inspector");
    assert.match(await text(), /Waited before\s*\d+ ms|Waited before\s*[\d.]+ s/);
    assert.match(await text(), /HTTP\/1\.1 200 OK/);
    assert.match(await app.page.run("return document.querySelector('inspector-dialog .wire').innerText"), /‹it's a picture\.png sha256:[0-9a-f]{12}›/);
    assert.match(await isSameAgain(), /data: \[DONE\]/);
    await app.page.click("button", /^1 · auto · 503$/);
    await until("the first request", async () => /503 Service Unavailable/.test(await text()));
    assert.ok(!(await text()).includes(KEY));
    await app.page.closeLayer();
  });

  world.check("the menu opens it, and the report has no content unless that is ticked", async () => {
    await app.page.ask("a secret plan");
    await world.hands.chooseFromMenu(app.window, CHAT, INSPECT);
    await app.page.find("dialog", "Inspector");
    const report = async () => {
      await app.page.click("button", "Copy report");
      return until("the report on the clipboard", async () => {
        const copied = await world.hands.clipboard().catch(() => "");
        return copied.startsWith("YouRouter Chat") && copied;
      });
    };
    const plain = await report();
    assert.match(plain, /Request id: req_mock_\d+/);
    assert.ok(!plain.includes("secret plan") && !plain.includes(KEY));
    await (await app.page.find("checkbox", "Include what was sent and answered")).click();
    await until("the content", async () => (await report()).includes("secret plan"));
    for (const language of ["Python", "JavaScript"]) {
      await app.page.click("button", `Copy as ${language}`);
      const code = await until(language, async () => {
        const copied = await world.hands.clipboard().catch(() => "");
        return copied.includes("pip install openai") === (language === "Python") && copied.includes("client.chat.completions.create") && copied;
      });
      assert.ok(code.includes("secret plan") && !code.includes(KEY));
    }
    await app.page.closeLayer();
  });

  world.check("a failure can be inspected, and what is switched off is said", async () => {
    await app.page.newChat();
    await app.page.send("/400");
    await app.page.answered("failed");
    await app.page.run("document.querySelector('failure-notice details.more').open = true");
    await app.page.click("button", "Inspect");
    await app.page.find("dialog", "Inspector");
    assert.match(await text(), /HTTP\/1\.1 400 Bad Request/);
    await app.page.closeLayer();
    await app.page.openSettings("Answers");
    await (await app.page.find("checkbox", "Keep requests")).click();
    await app.page.closeLayer();
    await app.page.ask("Not kept");
    await world.hands.press(app.window.id, "ctrl+alt+i");
    await app.page.find("dialog", "Inspector");
    assert.match(await text(), /Requests are not kept/);
    await app.page.closeLayer();
  });
});
