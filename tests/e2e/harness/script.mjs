// A gateway whose answers a test writes word by word: it says what comes, and when. For what the mock gateway has no
// behaviour for. Invariant: it listens on 127.0.0.1 only.

import { createServer } from "node:http";
import { until } from "./wait.mjs";

/** @typedef {{ text?: string, reasoning?: string, finish?: string }} Piece `finish`: why it ended */

export async function startScript() {
  /** Answers that were prepared, oldest first. @type {((response: import("node:http").ServerResponse) => void)[]} */
  const prepared = [];
  /** Ids of the models that it lists. @type {string[]} */
  let listed = [];
  let open = /** @type {import("node:http").ServerResponse | null} */ (null);

  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      if (!request.url?.endsWith("/chat/completions")) return void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ object: "list", data: listed.map((id) => ({ id, object: "model" })) }));
      const next = prepared.shift();
      if (next) return next(response);
      response.writeHead(500).end("nothing was prepared");
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  // A test that fails before it ends this server must not keep the whole run waiting.
  server.unref();
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());

  /** @param {import("node:http").ServerResponse} response @param {Piece} piece */
  const write = (response, { text, reasoning, finish }) => {
    const delta = { ...(text === undefined ? {} : { content: text }), ...(reasoning === undefined ? {} : { reasoning_content: reasoning }) };
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish ?? null }] })}\n\n`);
    if (finish) response.end("data: [DONE]\n\n");
  };
  const begin = (/** @type {import("node:http").ServerResponse} */ response) => response.writeHead(200, { "content-type": "text/event-stream" });

  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,

    /** @param {string[]} ids of the models that it lists from now on */
    list: (ids) => void (listed = ids),

    /** The next question gets this answer, in these pieces, at once. @param {...Piece} pieces */
    answer(...pieces) {
      prepared.push((response) => {
        begin(response);
        for (const piece of pieces) write(response, piece);
        if (pieces.at(-1)?.finish === undefined) write(response, { finish: "stop" });
      });
    },

    /** The next question gets an answer that is told with `say` and ended with `finish`. */
    listen() {
      prepared.push((response) => (open = begin(response)));
    },

    /** @param {string | Piece} piece text, or what else the answer goes on with */
    async say(piece) {
      write(await until("the question", () => open), typeof piece === "string" ? { text: piece } : piece);
    },

    /** Tells at a steady pace; what is late is caught up with. @param {readonly Piece[]} all @param {number} perSecond */
    async tell(all, perSecond) {
      const response = await until("the question", () => open);
      const begun = performance.now();
      for (let said = 0; said < all.length; ) {
        const due = Math.min(all.length, Math.ceil(((performance.now() - begun) / 1000) * perSecond));
        for (const piece of all.slice(said, due)) write(response, piece);
        said = Math.max(said, due);
        await new Promise((resolve) => setTimeout(resolve, 1000 / perSecond));
      }
    },

    finish() {
      if (open) write(open, { finish: "stop" });
      open = null;
    },

    /** The next question fails. @param {number} status @param {unknown} body @param {Record<string, string>} [headers] */
    fail(status, body, headers = { "content-type": "application/json" }) {
      prepared.push((response) => response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body)));
    },

    end: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  };
}

/** A text in pieces of so many characters. @param {string} text @param {number} size @returns {Piece[]} */
export function pieces(text, size) {
  const letters = Array.from(text);
  return Array.from({ length: Math.ceil(letters.length / size) }, (_, n) => ({ text: letters.slice(n * size, (n + 1) * size).join("") }));
}
