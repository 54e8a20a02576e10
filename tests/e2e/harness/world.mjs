// What most tests need, in one: a session, a mock gateway, hands, and the program started in it as often as wanted.
// Everything that was started is ended by `close`, and a test that fails leaves a picture of the display behind.

import { mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "./app.mjs";
import { desktop } from "./desktop.mjs";
import { KEY, startGateway } from "./gateway.mjs";
import { openSession } from "./session.mjs";

const PICTURES = fileURLToPath(new URL("../screenshots/failures/", import.meta.url));

/** @param {{ hasKeychain?: boolean, hasKeyring?: boolean, hasScreenReader?: boolean, width?: number, height?: number }} [options] */
export async function openWorld(options) {
  const session = await openSession(options);
  const gateway = await startGateway();
  const hands = desktop(session);
  const files = session.below("files");
  /** @type {Set<import("./app.mjs").App>} */
  const apps = new Set();

  return {
    session,
    gateway,
    hands,
    /** A folder for files that are attached. */
    files,

    /**
     * Starts the program on the mock gateway, with its own data folder and, unless told otherwise, a key.
     * @param {{ data?: string, hasKey?: boolean, env?: Record<string, string>, args?: string[], before?: string[] }} [start]
     */
    async start({ data = "data", hasKey = true, env = {}, args = [], before = [] } = {}) {
      const app = await launch(session, {
        env: {
          YOUROUTER_BASE_URL: gateway.baseUrl,
          YOUROUTER_DATA_DIR: session.below(data),
          ...(hasKey ? { YOUROUTER_API_KEY: KEY } : {}),
          ...env,
        },
        args,
        before,
      });
      apps.add(app);
      const window = await hands.mainWindow(app.pid);
      // Not spread: what it printed would be that of now.
      return Object.assign(app, { window });
    },

    /**
     * A test that leaves a picture of the whole display behind if it fails.
     * @param {string} name @param {() => Promise<void>} body @param {{ skip?: string | false }} [options] why it cannot run here
     */
    check(name, body, { skip = false } = {}) {
      void test(name, { timeout: 120_000, skip }, async () => {
        try {
          await body();
        } catch (error) {
          mkdirSync(PICTURES, { recursive: true });
          await hands.picture(join(PICTURES, `${name.replace(/[^a-z0-9]+/gi, "-").slice(0, 80)}.png`)).catch(() => {});
          throw error;
        }
      });
    },

    async close() {
      for (const app of apps) await app.quit();
      await gateway.end();
      await session.close();
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof openWorld>>} World */

/** Every file below a folder whose bytes contain the words. @param {string} folder @param {string} words @returns {string[]} */
export function filesWith(folder, words) {
  const found = [];
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    try {
      const about = statSync(path);
      if (about.isDirectory()) found.push(...filesWith(path, words));
      else if (about.isFile() && readFileSync(path).includes(words)) found.push(path);
    } catch {
      // It was removed meanwhile.
    }
  }
  return found;
}
