// Hands for what a WebDriver cannot reach: native menus and dialogs, the clipboard, drag and drop between programs.
//
// Without a window manager X gives the keyboard to whatever window is told to have it, so each of these first gives
// it to the window that is meant.

import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { run, start } from "./processes.mjs";
import { until } from "./wait.mjs";

const DRAG_SOURCE = fileURLToPath(new URL("../drag_source.py", import.meta.url));
const DROP_TARGET = fileURLToPath(new URL("../drop_target.py", import.meta.url));
const CLIPBOARD_OWNER = fileURLToPath(new URL("../clipboard_owner.py", import.meta.url));
/** The system's own Python: PyGObject is installed there, not in another that may come first in PATH. */
const PYTHON = "/usr/bin/python3";

/** @typedef {{ id: string, pid: number, x: number, y: number, width: number, height: number }} Window */

/** @param {import("./session.mjs").Session} session */
export function desktop({ env }) {
  const xdotool = (/** @type {string[]} */ ...args) => run("xdotool", args, env);

  /** Visible windows of a process with an area worth the name, newest last. @param {number} pid */
  async function windowsOf(pid) {
    let ids = [];
    try {
      ids = (await xdotool("search", "--onlyvisible", "--pid", String(pid))).split("\n").filter(Boolean);
    } catch {
      // xdotool ends with 1 when it finds none.
    }
    const windows = [];
    for (const id of ids) {
      const frame = await frameOf(id).catch(() => undefined);
      if (frame && frame.width > 50 && frame.height > 20) windows.push({ id, pid, ...frame });
    }
    return windows;
  }

  /** @param {string} id */
  async function frameOf(id) {
    const shell = await xdotool("getwindowgeometry", "--shell", id);
    const number = (/** @type {string} */ name) => Number(shell.match(new RegExp(`^${name}=(-?\\d+)$`, "m"))?.[1]);
    return { x: number("X"), y: number("Y"), width: number("WIDTH"), height: number("HEIGHT") };
  }

  /** Windows of the same process besides this one: its open menu, its dialogs. @param {Window} window */
  const others = async ({ id, pid }) => (await windowsOf(pid)).filter((other) => other.id !== id);

  const hands = {
    windowsOf,

    /** The largest window of a process. @param {number} pid */
    async mainWindow(pid) {
      const windows = await until(`a window of process ${pid}`, async () => {
        const found = await windowsOf(pid);
        return found.length > 0 && found;
      });
      return windows.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a));
    },

    /** Gives a window the keyboard. @param {string} id */
    async focus(id) {
      await xdotool("windowfocus", "--sync", id);
    },

    /** @param {string} id @param {number} x @param {number} y */
    async moveWindow(id, x, y) {
      await xdotool("windowmove", id, String(x), String(y));
    },

    /** @param {Window} window @param {number} width @param {number} height */
    async resize(window, width, height) {
      await xdotool("windowsize", window.id, String(width), String(height));
    },

    /** Presses keys in a window, one after the other, such as `ctrl+5`. @param {string} id @param {string[]} keys */
    async press(id, ...keys) {
      await this.focus(id);
      for (const key of keys) await xdotool("key", key);
    },

    /** Types into the window that has the keyboard. @param {string} text */
    async type(text) {
      await xdotool("type", "--delay", "8", text);
    },

    /** @param {number} x @param {number} y */
    async click(x, y) {
      await xdotool("mousemove", "--sync", String(x), String(y), "click", "1");
    },

    /**
     * Clicks with another button, or while a key is held.
     * @param {{ x: number, y: number }} place @param {{ button?: number, key?: string }} how
     */
    async clickAt({ x, y }, { button = 1, key }) {
      const click = ["mousemove", String(x), String(y), "click", String(button)];
      await xdotool(...(key ? ["keydown", key, ...click, "keyup", key] : click));
    },

    /** Turns the wheel over a place: up for a negative number of notches. @param {{ x: number, y: number }} place @param {number} notches @param {number} [restMs] after each */
    async wheel({ x, y }, notches, restMs = 8) {
      await xdotool("mousemove", String(x), String(y), "click", "--repeat", String(Math.abs(notches)), "--delay", String(restMs), notches < 0 ? "4" : "5");
    },

    /**
     * Opens the context menu of a place and takes an item.
     * @param {Window} window @param {{ x: number, y: number }} place @param {number} item from 0, separators not counted
     */
    async chooseFromContextMenu(window, place, item) {
      await this.clickAt(place, { button: 3 });
      await until("the context menu", async () => (await others(window)).length === 1);
      for (let step = 0; step <= item; step += 1) await xdotool("key", "Down");
      await xdotool("key", "Return");
      await until("the context menu to have closed", async () => (await others(window)).length === 0);
    },

    /**
     * Chooses an item of the native menu bar with the keyboard: F10 opens the first menu, Right the next ones, each
     * with nothing selected, and Down selects. Keys that come before a menu is on the screen would be lost.
     * @param {Window} window
     * @param {number} menu from 0: File, Edit, View, Chat, Vendor, Help
     * @param {number} item from 0, separators not counted
     */
    async chooseFromMenu(window, menu, item) {
      await this.openMenu(window, menu);
      for (let step = 0; step <= item; step += 1) await xdotool("key", "Down");
      await xdotool("key", "Return");
      await until("the menu to have closed", async () => (await others(window)).length === 0);
    },

    /** Opens a menu of the menu bar and leaves it open. @param {Window} window @param {number} menu */
    async openMenu(window, menu) {
      await this.pointAway();
      await this.press(window.id, "F10");
      let shown = await until("the first menu", async () => (await others(window))[0]?.id);
      for (let step = 0; step < menu; step += 1) {
        await xdotool("key", "Right");
        const before = shown;
        shown = await until("the next menu", async () => (await others(window)).find((other) => other.id !== before)?.id);
        await until("the menu before to be gone", async () => (await others(window)).length === 1);
      }
    },

    /** Out of the way, so that no tooltip is taken for a menu or a dialog. */
    async pointAway() {
      // Without --sync, which would wait for a move that does not come if the pointer is there already.
      await xdotool("mousemove", "1599", "999");
    },

    /**
     * Answers GTK's file dialog with a path, or with Escape.
     * @param {Window} window the one that opened it
     * @param {string | null} path a file; of a folder, ended by a slash, all files are taken if that is asked for
     * @param {{ takesAll?: boolean }} [options]
     */
    answerFileDialog(window, path, { takesAll = false } = {}) {
      return answered(window, path, ["ctrl+l", "ctrl+a"], takesAll);
    },

    /**
     * Answers GTK's dialog for saving with a path that is not there yet, or with Escape. Its field for the name, which has
     * the keyboard, takes a whole path.
     * @param {Window} window the one that opened it
     * @param {string | null} path
     */
    answerSaveDialog(window, path) {
      return answered(window, path, ["ctrl+a"]);
    },

    /**
     * Drags something from another program onto a window: press, twenty steps, release.
     * @param {string[]} offers paths, or what else `drag_source.py` takes
     * @param {{ id: string }} target
     * @param {{ x: number, y: number }} spot inside the target
     * @param {{ beforeDrop?: () => Promise<unknown>, whileAsked?: () => Promise<unknown> }} [options] a look at the window while it is
     *   held over it, and what happens after the drop while the source has not answered yet
     */
    async dragFiles(offers, target, spot, { beforeDrop, whileAsked } = {}) {
      const { x, y, width } = await frameOf(target.id);
      const source = start(PYTHON, [DRAG_SOURCE, String(x + width + 20), String(y + 40), ...offers], { env });
      try {
        await until("the drag source's window", () => source.output.text.includes("shown")).catch((error) => { throw new Error(`${error.message}\n${source.output.text}`); });
        await this.drag({ x: x + width + 20 + 60, y: y + 40 + 40 }, { x: x + spot.x, y: y + spot.y }, async () => {
          await until("the drag to have begun", () => source.output.text.includes("began"));
          await beforeDrop?.();
        });
        if (whileAsked) {
          await until("the question for what was dropped", () => source.output.text.split("asked").length > 2);
          await whileAsked();
        }
        await until("the drag to have ended", () => source.output.text.includes("ended"));
      } finally {
        await source.end();
      }
    },

    /**
     * Where the middle of an element is on the display.
     * @param {{ driver: import("selenium-webdriver").WebDriver, window: Window }} app @param {unknown} element or its selector
     */
    async placeOf({ driver, window }, element) {
      /** @type {[number, number, number]} */
      const [x, y, height] = await driver.executeScript(
        "const [it] = arguments; const { left, top, width, height } = (it instanceof Element ? it : document.querySelector(it)).getBoundingClientRect(); return [left + width / 2, top + height / 2, innerHeight]",
        element,
      );
      // The menu bar stands above the page.
      return { x: window.x + Math.round(x), y: window.y + window.height - height + Math.round(y) };
    },

    /**
     * Drags from one place of the display to another, and says when it may let go.
     * @param {{ x: number, y: number }} from @param {{ x: number, y: number }} to @param {() => Promise<unknown>} beforeDrop
     */
    async drag(from, to, beforeDrop) {
      await xdotool("mousemove", "--sync", String(from.x), String(from.y));
      await xdotool("mousedown", "1");
      try {
        for (let step = 1; step <= 20; step += 1) {
          const at = (/** @type {number} */ a, /** @type {number} */ b) => String(Math.round(a + ((b - a) * step) / 20));
          await xdotool("mousemove", at(from.x, to.x), at(from.y, to.y));
        }
        await beforeDrop();
        // A last small move: the target answers to it, and the source knows then that the drop is taken.
        await xdotool("mousemove", String(to.x + 2), String(to.y + 2));
      } finally {
        await xdotool("mouseup", "1");
      }
    },

    /** Opens a window on which files can be dropped. @param {{ x: number, y: number }} at its corner */
    async openDropTarget(at) {
      const target = start(PYTHON, [DROP_TARGET, String(at.x), String(at.y)], { env });
      await until("the drop target's window", () => target.output.text.includes("shown")).catch((error) => { throw new Error(`${error.message}\n${target.output.text}`); });
      return {
        middle: { x: at.x + 80, y: at.y + 60 },
        /** Whether something is held over it, and whoever holds it knows that it would be taken: it tells the next place only then. */
        get isOver() {
          const [now = ""] = target.output.text.split(/^got .*$/m).slice(-1);
          return (now.match(/^over$/gm) ?? []).length > 2;
        },
        /** Whether another window hides it. */
        get isCovered() {
          return target.output.text.trimEnd().endsWith("covered");
        },
        /** What arrived, newest last. */
        get files() {
          return [...target.output.text.matchAll(/^got (\S+) (\S+) '(.*)'$/gm)].map(([, hash, mode, name]) => ({ sha256: hash, mode, name }));
        },
        end: () => target.end(),
      };
    },

    /** Puts a file's bytes on the clipboard under a media type. @param {string} path @param {string} type */
    async copy(path, type) {
      // xclip stays behind to serve the selection, until another program takes it.
      const owner = start("xclip", ["-selection", "clipboard", "-t", type, "-i", path, "-quiet"], { env });
      await until(`${type} on the clipboard`, async () => {
        const targets = await run("xclip", ["-selection", "clipboard", "-t", "TARGETS", "-o"], env);
        return targets.includes(type);
      });
      return owner;
    },

    /**
     * Offers several forms of one thing, as a spreadsheet does, until it is ended.
     * @param {Record<string, string>} forms the path of what is offered for each type
     */
    async offer(forms) {
      const owner = start(PYTHON, [CLIPBOARD_OWNER, ...Object.entries(forms).map(([type, path]) => `${type}=${path}`)], { env });
      await until("the clipboard to be taken", async () => {
        const targets = await run("xclip", ["-selection", "clipboard", "-t", "TARGETS", "-o"], env).catch(() => "");
        return Object.keys(forms).every((type) => targets.split("\n").includes(type));
      });
      return owner;
    },

    /** What another program would paste. @param {string} [type] a media type or an X target */
    clipboard: (type = "UTF8_STRING") => run("xclip", ["-selection", "clipboard", "-t", type, "-o"], env),

    /** The same where it is no text. @param {string} type @returns {Promise<Buffer>} */
    clipboardBytes: async (type) => Buffer.from(await run("xclip", ["-selection", "clipboard", "-t", type, "-o"], env, "latin1"), "latin1"),

    /** @param {number} x @param {number} y */
    async pointAt(x, y) {
      await xdotool("mousemove", String(x), String(y));
    },

    /** A picture of the whole display, native menus and dialogs included. @param {string} path */
    async picture(path) {
      mkdirSync(dirname(path), { recursive: true });
      await run("import", ["-window", "root", path], env);
      return readFileSync(path);
    },

    /** A picture of one window with its menu bar, as the display shows it. @param {Window} window @param {string} path */
    async pictureOf(window, path) {
      mkdirSync(dirname(path), { recursive: true });
      await run("import", ["-window", window.id, path], env);
    },
  };

  /** Answers a dialog of GTK's that asks for a path. @param {Window} window @param {string | null} path @param {string[]} keys that lead to its field @param {boolean} [takesAll] of a folder, its files */
  async function answered(window, path, keys, takesAll = false) {
    await hands.pointAway();
    const dialog = await until("the file dialog", async () => (await others(window)).find((other) => other.height > 200));
    await hands.moveWindow(dialog.id, 100, 100);
    const isGone = async () => (await others(window)).every((other) => other.id !== dialog.id);
    // On a busy machine the dialog may miss the first letters while it makes its entry, so the path is typed anew.
    // It takes Enter only once it has looked the path up, so Enter is pressed again.
    await until("the file dialog to have closed", async () => {
      if (path !== null) {
        await hands.press(dialog.id, ...keys);
        await hands.type(path);
      }
      for (let presses = 0; presses < 10; presses += 1) {
        if (await isGone()) return true;
        // With the folder's path taken, the list of its files has the keyboard.
        if (takesAll && presses > 0) await hands.press(dialog.id, "ctrl+a");
        await hands.press(dialog.id, path === null ? "Escape" : "Return").catch(() => {});
        await until("the file dialog to close", isGone, { timeoutMs: 300 }).catch(() => {});
      }
      return isGone();
    }, { timeoutMs: 45_000 });
    // What opened it may have gone with it.
    if ((await windowsOf(window.pid)).some(({ id }) => id === window.id)) await hands.focus(window.id);
  }

  return hands;
}
