// A browser of the engine that the program's window has, for files that the program wrote: WebKitGTK's MiniBrowser, which
// comes with the library, driven by the same WebDriver. Invariant: it opens files of the test, nothing on the network.

import { readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Builder, Capabilities } from "selenium-webdriver";
import { freePort, isListening } from "./app.mjs";
import { start } from "./processes.mjs";
import { until } from "./wait.mjs";

/** Where Debian and Ubuntu keep it: beside the library, in the folder of the machine's architecture. */
function miniBrowser() {
  for (const folder of readdirSync("/usr/lib")) {
    const path = `/usr/lib/${folder}/webkit2gtk-4.1`;
    try {
      if (readdirSync(path).includes("MiniBrowser")) return `${path}/MiniBrowser`;
    } catch {
      // Not a folder of libraries.
    }
  }
  throw new Error("WebKitGTK's MiniBrowser is not installed; it comes with libwebkit2gtk-4.1-0");
}

/** @param {import("./session.mjs").Session} session @param {string} path of the file to open */
export async function openInBrowser(session, path) {
  const port = await freePort();
  const bridge = start("WebKitWebDriver", [`--port=${port}`], { env: { ...session.env, WEBKIT_DISABLE_DMABUF_RENDERER: "1" } });
  try {
    await until("WebKitWebDriver to listen", () => isListening(port));
    const options = { binary: miniBrowser(), args: ["--automation"] };
    const driver = await new Builder()
      .usingServer(`http://127.0.0.1:${port}/`)
      .withCapabilities(new Capabilities({ browserName: "MiniBrowser", "webkitgtk:browserOptions": options }))
      .build();
    await driver.get(pathToFileURL(path).href);
    await until("the page", () => driver.executeScript("return document.readyState === 'complete'"));
    return {
      driver,

      /** @param {string} body the text of a function @param {unknown[]} args @returns {Promise<any>} */
      run: (body, ...args) => driver.executeScript(body, ...args),

      async quit() {
        await driver.quit().catch(() => {});
        await bridge.end();
      },
    };
  } catch (error) {
    await bridge.end();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${bridge.output.text}`, { cause: error });
  }
}
