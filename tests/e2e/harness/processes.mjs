// Child processes: started with a known environment, ended by their own id and waited for. Invariant: nothing that
// this file did not start is ever signalled.

import { spawn, execFile } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { promisify } from "node:util";
import { until } from "./wait.mjs";

const executed = promisify(execFile);

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/**
 * A child process with its output so far.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, input?: string, extraPipe?: boolean }} [options] `extraPipe` opens file descriptor 3
 */
export function start(program, args, { env = process.env, input, extraPipe = false } = {}) {
  const child = spawn(program, args, { env, stdio: ["pipe", "pipe", "pipe", extraPipe ? "pipe" : "ignore"] });
  const output = { text: "", extra: "" };
  child.stdout?.on("data", (data) => (output.text += data));
  child.stderr?.on("data", (data) => (output.text += data));
  child.stdio[3]?.on("data", (data) => (output.extra += data));
  child.on("error", (error) => (output.text += `${program}: ${error.message}`));
  child.stdin?.on("error", () => {});
  child.stdin?.end(input);
  running.add(child);
  // Not `close`: what a child has started may hold its pipes open for longer than it lives.
  const ended = new Promise((resolve) => child.on("exit", resolve)).then(() => running.delete(child));

  return {
    pid: child.pid ?? 0,
    output,
    get hasEnded() {
      return child.exitCode !== null || child.signalCode !== null;
    },
    get exitCode() {
      return child.exitCode;
    },
    /** @param {NodeJS.Signals} [signal] */
    async end(signal = "SIGTERM") {
      if (child.pid === undefined) return;
      child.kill(signal);
      const patience = setTimeout(() => child.kill("SIGKILL"), 3_000);
      await ended;
      clearTimeout(patience);
    },
  };
}

/**
 * Runs a program to its end and returns its standard output; an exit code other than 0 throws.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
export async function run(program, args, env, encoding = /** @type {BufferEncoding} */ ("utf8")) {
  const { stdout } = await executed(program, args, { env, timeout: 30_000, encoding, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** @param {number} pid the parent's id and command, from /proc */
function status(pid) {
  const [, command = "", parent = "0"] = readFileSync(`/proc/${pid}/stat`, "utf8").match(/\((.*)\) \S (\d+)/s) ?? [];
  return { command, parent: Number(parent) };
}

/** All processes below one, itself included. @param {number} root */
export function tree(root) {
  const parents = new Map();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      parents.set(Number(name), status(Number(name)).parent);
    } catch {
      // It ended between the listing and the look.
    }
  }
  const members = new Set([root]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const [pid, parent] of parents) {
      if (members.has(parent) && !members.has(pid)) {
        members.add(pid);
        grew = true;
      }
    }
  }
  return [...members];
}

/** The id of the process below `root` that runs `program`. @param {number} root @param {string} program */
export function pidOf(root, program) {
  // The kernel keeps 15 characters of a command's name.
  const name = program.split("/").at(-1)?.slice(0, 15);
  return until(`a process ${name} below ${root}`, () => tree(root).find((pid) => status(pid).command === name));
}

/** Whether a process is there and not merely waiting to be forgotten. @param {number} pid */
export function isRunning(pid) {
  try {
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}

/** Ends a process that a test started as a power cut would. @param {number} pid */
export async function killNow(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself meanwhile.
  }
  await until(`process ${pid} to be gone`, () => !isRunning(pid));
}
