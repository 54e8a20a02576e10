// The application in its real window, driven through tauri-driver and WebKitWebDriver. Each start gets its own
// driver, because the environment reaches the program through it.

import { connect, createServer } from "node:net";
import { Builder, Capabilities, logging } from "selenium-webdriver";
import { isRunning, killNow, pidOf, start } from "./processes.mjs";
import { pageOf } from "./page.mjs";
import { until } from "./wait.mjs";

logging.getLogger("webdriver").setLevel(logging.Level.OFF);

/** The program under test. */
export function program() {
  const path = process.env["YOUROUTER_E2E_APP"];
  if (!path) throw new Error("YOUROUTER_E2E_APP names no program; run `cargo xtask test e2e`");
  return path;
}

/**
 * Starts the program and waits until its composer, or its onboarding, can be used.
 * @param {import("./session.mjs").Session} session
 * @param {{ application?: string, env?: Record<string, string>, args?: string[], before?: string[] }} [options] `application`: another program
 *   than the one under test; `before`: a command that runs another, such as `onSmallDisk`
 */
export async function launch(session, { application = program(), env = {}, args = [], before = [] } = {}) {
  const [port, nativePort] = [await freePort(), await freePort()];
  const [first = "", ...rest] = [...before, "tauri-driver", "--port", String(port), "--native-port", String(nativePort)];
  const bridge = start(first, rest, {
    env: { ...session.env, ...env },
  });
  try {
    // The one passes on to the other, and fails if that is not there yet.
    await until("both drivers to listen", async () => (await isListening(port)) && isListening(nativePort));
    const driver = await within(
      "the program to start",
      30_000,
      new Builder()
        .usingServer(`http://127.0.0.1:${port}/`)
        .withCapabilities(new Capabilities({ browserName: "wry", "tauri:options": { application, args } }))
        .build(),
    );
    await driver.manage().setTimeouts({ script: 15_000 });
    const pid = await pidOf(bridge.pid, application);
    const page = pageOf(driver);
    await until("the page to be ready", () => driver.executeScript("return document.documentElement.dataset.ready === 'true'"));

    return {
      driver,
      page,
      pid,
      /** A path as the program sees it, which may have disks of its own. @param {string} path */
      itsOwn: (path) => `/proc/${bridge.pid}/root${path}`,
      /** What the program printed. */
      get output() {
        return bridge.output.text;
      },
      /** Ends it as a person would, by closing the window. */
      async quit() {
        await within("the program to end", 10_000, driver.quit()).catch(() => {});
        if (isRunning(pid)) await killNow(pid);
        await bridge.end();
      },
      /** Ends it as a power cut would. */
      async kill() {
        await killNow(pid);
        await bridge.end();
      },
    };
  } catch (error) {
    await bridge.end();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${bridge.output.text}`, { cause: error });
  }
}

/** @typedef {Awaited<ReturnType<typeof launch>>} App */

/** A promise that gives up. @template T @param {string} what @param {number} ms @param {Promise<T>} promise @returns {Promise<T>} */
async function within(what, ms, promise) {
  /** @type {NodeJS.Timeout | undefined} */
  let patience;
  const given = new Promise((_, reject) => {
    patience = setTimeout(() => reject(new Error(`waited ${ms} ms in vain for: ${what}`)), ms);
  });
  try {
    return await Promise.race([promise, /** @type {Promise<never>} */ (given)]);
  } finally {
    clearTimeout(patience);
  }
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** @param {number} port @returns {Promise<boolean>} */
export function isListening(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
