// A desktop session of its own: display, session bus, a Secret Service unless told otherwise, a home folder, and a
// recorder in the place of the system's browser. Each test file opens one; nothing of the person's own is touched.
//
// Invariant: the bus starts nothing by itself. A session without a keychain really has none.

import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run, start } from "./processes.mjs";
import { until } from "./wait.mjs";

const BUS = `<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>`;

/**
 * @param {{ hasKeychain?: boolean, hasKeyring?: boolean, hasScreenReader?: boolean, width?: number, height?: number }} [options]
 *   `hasKeyring`: whether the keychain holds a default keyring; where it has none, GNOME's prompt runs, which asks for the
 *   password of a new one
 */
export async function openSession({ hasKeychain = true, hasKeyring = true, hasScreenReader = false, width = 1600, height = 1000 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "yourouter-e2e-"));
  const below = (/** @type {string} */ name) => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  };
  const linkRecord = join(folder, "links.txt");
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    PATH: `${linkRecorder(below("bin"), linkRecord)}:${process.env["PATH"]}`,
    HOME: below("home"),
    XDG_RUNTIME_DIR: below("run"),
    LANG: "C.UTF-8",
    // Neither an accessibility bus, unless a screen reader is wanted, nor a settings daemon is there to be asked, and both cost start-up time.
    ...(hasScreenReader ? {} : { NO_AT_BRIDGE: "1" }),
    GSETTINGS_BACKEND: "memory",
    GDK_BACKEND: "x11",
  };

  // Without -noreset it begins anew whenever its last client goes, and takes nobody in meanwhile.
  const display = start("Xvfb", ["-noreset", "-displayfd", "3", "-screen", "0", `${width}x${height}x24`, "-nolisten", "tcp"], {
    env,
    extraPipe: true,
  });
  env["DISPLAY"] = `:${(await until("Xvfb's display number", () => display.output.extra.match(/\d+\n/)))[0].trim()}`;

  const config = join(folder, "bus.conf");
  writeFileSync(config, BUS);
  const bus = start("dbus-daemon", [`--config-file=${config}`, "--nofork", "--print-address=1"], { env });
  env["DBUS_SESSION_BUS_ADDRESS"] = (await until("the bus address", () => bus.output.text.match(/unix:\S+\n/)))[0].trim();

  const accessibility = hasScreenReader ? await startAccessibility(env) : undefined;
  const keychain = hasKeychain ? await startKeychain(env, hasKeyring) : undefined;
  const prompter = hasKeychain && !hasKeyring ? await startPrompter(env) : undefined;

  return {
    env,
    folder,
    below,
    /** The process that shows the keychain's prompts. */
    prompterPid: prompter?.pid,
    /** What was handed to the system's browser, oldest first. */
    openedLinks() {
      try {
        return readFileSync(linkRecord, "utf8").split("\n").filter(Boolean);
      } catch {
        return [];
      }
    },
    async close() {
      for (const part of [prompter, keychain, accessibility, bus, display]) await part?.end();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof openSession>>} Session */

/** With a keyring, gnome-keyring makes and unlocks it with the password from standard input. @param {NodeJS.ProcessEnv} env @param {boolean} hasKeyring */
async function startKeychain(env, hasKeyring) {
  const daemon = start("gnome-keyring-daemon", ["--foreground", ...(hasKeyring ? ["--unlock"] : []), "--components=secrets"], { env, input: "pass" });
  await isOnBus("org.freedesktop.secrets", env);
  return daemon;
}

/** @param {NodeJS.ProcessEnv} env */
async function startPrompter(env) {
  const prompter = start("/usr/libexec/gcr-prompter", [], { env });
  await isOnBus("org.gnome.keyring.SystemPrompter", env);
  return prompter;
}

/** The bus of its own that assistive technology has, which starts its registry by itself. @param {NodeJS.ProcessEnv} env */
async function startAccessibility(env) {
  const launcher = start("/usr/libexec/at-spi-bus-launcher", ["--launch-immediately"], { env });
  await isOnBus("org.a11y.Bus", env);
  return launcher;
}

/** Waits until somebody has taken a name. @param {string} name @param {NodeJS.ProcessEnv} env */
async function isOnBus(name, env) {
  const question = `--session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:${name}`;
  await until(`${name} on the bus`, async () => (await run("dbus-send", question.split(" "), env)).includes("boolean true"));
}

/** A program named xdg-open that writes down what it is given. @param {string} folder @param {string} record */
function linkRecorder(folder, record) {
  writeFileSync(join(folder, "xdg-open"), `#!/bin/sh\nprintf '%s\\n' "$1" >> '${record}'\n`, { mode: 0o755 });
  return folder;
}
