// A small disk: a file system in memory, mounted in a namespace of its own, which goes with the process that runs on it.

import { execFileSync } from "node:child_process";

const UNSHARE = ["unshare", ...(process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"]), "--mount"];

/**
 * The beginning of a command that runs the rest of it behind a shell script with mounts of its own, for which `$0` is the folder.
 * @param {string} script @param {string} folder @param {...string} more `$1` and so on
 */
export const inOwnMounts = (script, folder, ...more) => [...UNSHARE, "sh", "-c", script, folder, ...more];

/**
 * The beginning of a command that runs the rest of it where `folder` is a disk of its own.
 * @param {string} folder @param {string} size such as `64k` @param {number} [filled] bytes that are taken already
 */
export function onSmallDisk(folder, size, filled = 0) {
  const script = 'mount -t tmpfs -o "size=$1" none "$0" && head -c "$2" /dev/zero > "$0/filler" && shift 2 && exec "$@"';
  return inOwnMounts(script, folder, size, String(filled));
}

/** Why this machine has no small disks, or `false`: some let only root mount anything. */
export function whyNoDisk() {
  try {
    execFileSync(UNSHARE[0] ?? "", [...UNSHARE.slice(1), "mount", "-t", "tmpfs", "none", "/mnt"], { stdio: "pipe" });
    return false;
  } catch (error) {
    return `nothing can be mounted here: ${error instanceof Error ? error.message : error}`;
  }
}
