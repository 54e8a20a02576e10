// The caret stops blinking after a while without input, which is most of what an idle window would cost, and it stops where
// it is seen: in an empty field and in a text. The system says how long a while is.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe } from "node:test";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
/** Looks that are alike, 200 ms and more from one to the next: longer than a caret is seen or hidden at a time. */
const LOOKS = 6;

describe("the caret", () => {
  after(() => world.close());

  world.check("rests where it is seen", async () => {
    const settings = join(world.session.env["HOME"] ?? "", ".config/gtk-3.0");
    mkdirSync(settings, { recursive: true });
    writeFileSync(join(settings, "settings.ini"), "[Settings]\ngtk-cursor-blink-timeout=1\n");
    const app = await world.start();
    const { id } = app.window;
    const look = async () => {
      const path = join(world.files, "window.png");
      await world.hands.pictureOf(app.window, path);
      return createHash("sha256").update(readFileSync(path)).digest("hex");
    };
    for (const text of ["", "hello"]) {
      await (await app.page.composer()).click();
      await world.hands.press(id, "a", "BackSpace", ...text);
      /** @type {string[]} */
      const looks = [];
      await until("a caret that rests", async () => {
        looks.push(await look());
        const last = looks.slice(-LOOKS);
        return last.length === LOOKS && new Set(last).size === 1;
      }, { everyMs: 200 });
      // A caret without colour looks different only if there was one with colour.
      await app.page.run("document.activeElement.style.caretColor = 'transparent'");
      await until(`no caret where one was, with ${JSON.stringify(text)} in the field`, async () => (await look()) !== looks.at(-1));
      await app.page.run("document.activeElement.style.caretColor = ''");
    }
  });
});
