// The scoreboard counts what the gateway saw; an answer says how far it is known who served it; the log is narrowed.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
/** The native menus from 0, and *Usage…* as Down reaches it. */
const VIEW = 2;
const USAGE = 6;

describe("what was counted and what is known", () => {
  /** @type {Awaited<ReturnType<typeof world.start>>} */
  let app;
  before(async () => {
    app = await world.start();
  });
  after(() => world.close());

  const footer = () => app.page.run("return [...document.querySelectorAll('answer-footer')].at(-1)?.dataset.evidence");

  world.check("each answer carries its grade, and a click shows the marks", async () => {
    await app.page.ask("Nothing tells");
    assert.equal(await footer(), "unknown");
    await app.page.choose("gpt-4o", "azure");
    const forged = { id: "msg_bdrk_01A2b3C4d5E6f7G8h9J0k1L2", model: "gpt-4o", verified: true, choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }] };
    await app.page.ask(`/body ${JSON.stringify(forged)}`);
    assert.equal(await footer(), "contradicts");
    await app.page.click("button", /^Evidence: contradicts the pin: points to aws/);
    const region = await app.page.find("region", "Who served this answer");
    const text = await region.getText();
    assert.match(text, /id: msg_bdrk_01A2b3C4d5E6f7G8h9J0k1L2/);
    assert.match(text, /as aws writes it/);
    assert.ok(!/verified|proved by/i.test(await app.page.run("return [...document.querySelectorAll('answer-footer')].at(-1).innerText")));
  });

  world.check("the scoreboard has the numbers of the gateway's own log", async () => {
    await app.page.choose("gpt-4o", "aws");
    for (const text of ["One", "Two", "/400"]) {
      await app.page.send(text);
      await app.page.answered(text === "/400" ? "failed" : "done");
    }
    /** @type {Record<string, number>} */
    const seen = {};
    for (const chat of await world.gateway.chats()) {
      const vendor = chat.headers["vendor"] ?? "auto";
      seen[vendor] = (seen[vendor] ?? 0) + 1;
    }
    await world.hands.chooseFromMenu(app.window, VIEW, USAGE);
    const rows = () => app.page.run(`
      const table = document.querySelector('usage-dialog .stat');
      return table && Object.fromEntries([...table.querySelectorAll('tbody tr')].map((row) => [row.dataset.vendor, Number(row.cells[1].innerText)]));
    `);
    await until("the rows", async () => Object.keys((await rows()) ?? {}).length > 0);
    assert.deepEqual(await rows(), seen);
    await app.page.click("button", "24 hours");
    await until("the same over 24 hours", async () => isDeepStrictEqual(await rows(), seen));
    await app.page.closeLayer();
  });

  world.check("the picker shows what was measured beside the vendor", async () => {
    await app.page.click("button", /^Model and vendor:/);
    await until("the figures", () => app.page.run("return [...document.querySelectorAll('.v-row')].some((row) => row.innerText.startsWith('aws') && /errors|failed/.test(row.innerText))"));
    await app.page.closeLayer();
  });

  world.check("the log is narrowed by vendor, and says of whom nothing was asked", async () => {
    await app.page.openSettings("Network log");
    const count = () => app.page.run("return document.querySelectorAll('settings-log tbody tr').length");
    await until("the rows", async () => (await count()) > 3);
    await app.page.run(`
      const select = document.querySelector('settings-log select[aria-label="Vendor"]');
      select.value = 'aws';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    `);
    await until("the rows of aws", async () => (await count()) === 3);
    assert.match(await app.page.run("return document.querySelector('settings-log').innerText"), /mistral 0/);
    await app.page.closeLayer();
  });
});
