// A network of the test's own, which can go away: a network namespace with one link, and a gateway that is reached over it,
// with a certificate of its own. Only a gateway on another machine makes the program wait for the network.

import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { createServer } from "node:tls";
import { fileURLToPath } from "node:url";
import { run } from "./processes.mjs";

/** Set in the process that has it. */
const MARK = "YOUROUTER_E2E_NETWORK";
const UNSHARE = ["unshare", ...(process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"]), "--net"];
const ADDRESS = "10.77.0.1";
const LINK = "ip link set lo up && ip link add near type veth peer name far && ip link set near up && ip link set far up";

/** Why this machine has no such networks, or `false`. */
export function whyNoNetwork() {
  try {
    execFileSync(UNSHARE[0] ?? "", [...UNSHARE.slice(1), "sh", "-c", LINK], { stdio: "pipe" });
    return false;
  } catch (error) {
    return `no network can be made here: ${error instanceof Error ? error.message : error}`;
  }
}

export const hasOwnNetwork = () => process.env[MARK] !== undefined;

/** Runs a test file once more, where the network is its own, and gives its exit code. @param {string} url of the file */
export function runInOwnNetwork(url) {
  const [first = "", ...rest] = [...UNSHARE, "sh", "-c", `${LINK} && exec "$@"`, "sh", process.execPath, "--test", fileURLToPath(url)];
  // Without what tells node that it runs a test already.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { status } = spawnSync(first, rest, { stdio: "inherit", env: { ...env, [MARK]: "1" } });
  return status;
}

export async function goOnline() {
  await run("ip", ["addr", "add", `${ADDRESS}/24`, "dev", "near"], process.env);
  await run("ip", ["route", "add", "default", "via", "10.77.0.2", "dev", "near"], process.env);
}

export async function goOffline() {
  await run("ip", ["route", "del", "default"], process.env);
  await run("ip", ["addr", "flush", "dev", "near"], process.env);
}

/**
 * Lets a gateway on the loopback interface be reached over the network, as one on another machine is.
 * @param {{ origin: string }} gateway @param {string} folder for its certificate
 */
export async function offered({ origin }, folder) {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const request = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test -addext subjectAltName=IP:${ADDRESS} -addext basicConstraints=critical,CA:FALSE`;
  await run("openssl", [...request.split(" "), "-keyout", key, "-out", certificate], process.env);
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (client) => {
    const behind = connect(Number(new URL(origin).port), "127.0.0.1");
    for (const [one, other] of /** @type {const} */ ([[client, behind], [behind, client]])) {
      one.on("error", () => other.destroy()).pipe(other);
      // A connection whose network went never ends, and must not keep the whole run waiting.
      one.unref();
    }
  });
  await new Promise((resolve) => server.listen(0, ADDRESS, () => resolve(undefined)));
  server.unref();
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { baseUrl: `https://${ADDRESS}:${port}/v1`, certificate };
}
