// The mock gateway as a process, and a canary server whose only purpose is never to be asked.

import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { start } from "./processes.mjs";
import { until } from "./wait.mjs";

export const KEY = "yr-canary-7f31c0de5afe42";

/** @param {string} [key] the only key that it accepts; it is asked without one if that is empty */
export async function startGateway(key = KEY) {
  const program = process.env["YOUROUTER_E2E_GATEWAY"];
  if (!program) throw new Error("YOUROUTER_E2E_GATEWAY names no mock gateway; run `cargo xtask test e2e`");
  const child = start(program, ["--port", "0", ...(key === "" ? [] : ["--key", key])]);
  const [, baseUrl = ""] = await until("the mock gateway's address", () =>
    child.output.text.match(/listening (http:\/\/\S+)/),
  );
  const origin = new URL(baseUrl).origin;

  return {
    baseUrl,
    origin,
    /** Everything it was sent since the last `clear`. @returns {Promise<Recorded[]>} */
    async requests() {
      const answer = await fetch(`${origin}/__requests`);
      const list = /** @type {any[]} */ (await answer.json());
      return list.map(recorded);
    },
    /** Only the chat completions. */
    async chats() {
      return (await this.requests()).filter((request) => request.path.endsWith("/chat/completions"));
    },
    async clear() {
      await fetch(`${origin}/__clear`, { method: "POST" });
    },
    end: () => child.end(),
  };
}

/** @typedef {Awaited<ReturnType<typeof startGateway>>} Gateway */
/** @typedef {{ method: string, path: string, headers: Record<string, string>, body: any }} Recorded */

/** Header names in lower case, the body as JSON where it is JSON. @param {any} raw @returns {Recorded} */
function recorded(raw) {
  const pairs = Array.isArray(raw.headers) ? raw.headers : Object.entries(raw.headers ?? {});
  const headers = Object.fromEntries(pairs.map(([name, value]) => [String(name).toLowerCase(), String(value)]));
  let body = raw.body;
  if (typeof body === "string") {
    try {
      body = JSON.parse(body);
    } catch {
      // Left as text.
    }
  }
  return { method: raw.method, path: raw.path ?? raw.url ?? "", headers, body };
}

/** The blocks of the newest user message that a chat request carries. @param {Recorded} request @returns {any[]} */
export function newestBlocks(request) {
  const content = request.body.messages.filter((message) => message.role === "user").at(-1)?.content;
  return typeof content === "string" ? [{ type: "text", text: content }] : content;
}

/** The SHA-256 of what a data URL holds. @param {string} url */
export function sha256OfDataUrl(url) {
  const [, base64 = ""] = url.match(/^data:[^,]*;base64,(.*)$/s) ?? [];
  return sha256(Buffer.from(base64, "base64"));
}

/** @param {Buffer | string} bytes */
export function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A server that remembers every request; a hostile answer points at it. */
export async function startCanary() {
  /** @type {string[]} */
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  // A test that fails before it ends this server must not keep the whole run waiting.
  server.unref();
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { origin: `http://127.0.0.1:${port}`, asked, end: () => new Promise((resolve) => server.close(resolve)) };
}
