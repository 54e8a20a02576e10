// What the measurements share: what a program and its children cost, and a figure beside its bar.

import { readFileSync, readdirSync } from "node:fs";
import { tree } from "../tests/e2e/harness/processes.mjs";
import { until } from "../tests/e2e/harness/wait.mjs";

const TICKS_PER_SECOND = 100;

/** User and system time of all processes so far, in seconds. @param {number} root */
export function cpuSeconds(root) {
  return sum(root, (pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  });
}

/** Proportional set size of all processes, WebKit's included, in MiB. @param {number} root */
export function pssMiB(root) {
  return sum(root, (pid) => Number(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8").match(/^Pss:\s+(\d+)/m)?.[1] ?? 0) / 1024);
}

/** @param {number} root @param {(pid: number) => number} figure */
function sum(root, figure) {
  return tree(root).reduce((total, pid) => {
    try {
      return total + figure(pid);
    } catch {
      // It ended between the listing and the look.
      return total;
    }
  }, 0);
}

/** Waits until the last 100 ms and more cost next to nothing. @param {number} root */
export async function idle(root) {
  let last = { at: Number.NEGATIVE_INFINITY, cpu: 0 };
  await until("an idle program", () => {
    const look = { at: performance.now(), cpu: cpuSeconds(root) };
    const isQuiet = look.cpu - last.cpu < 0.02;
    last = look;
    return isQuiet;
  }, { timeoutMs: 30_000, everyMs: 150 });
}

/** The memory once it has stopped changing: three looks in a row, half a second apart, within half a per cent; in MiB. @param {number} root */
export async function settledPssMiB(root) {
  /** @type {number[]} */
  const looks = [];
  await until("the memory to settle", () => {
    looks.push(pssMiB(root));
    const last = looks.slice(-3);
    return last.length === 3 && Math.max(...last) - Math.min(...last) < 0.005 * Math.max(...last);
  }, { everyMs: 500, timeoutMs: 30_000 });
  return looks.at(-1) ?? Number.NaN;
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** A figure and its bar. @param {number} figure @param {number} digits @param {number} [bar] */
export function beside(figure, digits, bar) {
  if (bar === undefined) return figure.toFixed(digits);
  return `${figure.toFixed(digits)} (bar ${bar}${figure > bar ? ", MISSED" : ""})`;
}

/** @param {string} name of a variable that `cargo xtask bench` sets */
export function needed(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run the measurement through \`cargo xtask bench\``);
  return value;
}

/** The environment that gives the empty window the renderer that the application chooses for itself on this machine: like is compared with like. */
export function rendererOfTheApplication() {
  try {
    if (readdirSync("/dev/dri").some((name) => name.startsWith("renderD"))) return {};
  } catch {
    // No graphics card at all.
  }
  return { WEBKIT_DISABLE_DMABUF_RENDERER: "1" };
}
