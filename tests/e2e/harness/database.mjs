// The history as another program of the session sees it, through the system's own SQLite.

import { run, start } from "./processes.mjs";
import { until } from "./wait.mjs";

const PYTHON = "/usr/bin/python3";
const CHANGE = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=5); c.executescript(sys.argv[2]); c.close()";
const READ = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1], timeout=5).execute(sys.argv[2]).fetchone()[0])";
const HOLD = [
  "import signal, sqlite3, sys",
  "c = sqlite3.connect(sys.argv[1], timeout=5, isolation_level=None)",
  "c.executescript(sys.argv[2])",
  "print('held', flush=True)",
  "signal.pause()",
].join("\n");

/** @param {string} database @param {string} sql */
export const change = (database, sql) => run(PYTHON, ["-c", CHANGE, database, sql], process.env);

/** The first column of the first row. @param {string} database @param {string} sql */
export const read = async (database, sql) => (await run(PYTHON, ["-c", READ, database, sql], process.env)).trim();

/**
 * Another program that writes, until it is ended; with `isAlone` nobody else may even read.
 * @param {string} database @param {{ isAlone?: boolean }} [options]
 */
export async function hold(database, { isAlone = false } = {}) {
  const holder = start(PYTHON, ["-c", HOLD, database, isAlone ? "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE" : "BEGIN IMMEDIATE"]);
  await until("the lock to be held", () => holder.output.text.includes("held")).catch((error) => { throw new Error(`${error.message}\n${holder.output.text}`); });
  return holder;
}
