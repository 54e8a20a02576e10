// Serves the page to an ordinary browser for development, with a fake backend in place of Tauri and the policy of the
// real window. `node tests/ui/preview/server.mjs [port]`, then open `/?state=chat`; `fake.js` lists the states.
// Invariant: it listens on 127.0.0.1 only, and serves nothing but the two folders.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const ui = join(here, '..', '..', '..', 'ui');
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
  "connect-src ipc: http://ipc.localhost; base-uri 'none'; form-action 'none'; frame-src 'none'";
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** @param {string} path */
async function load(path) {
  const isPreview = path.startsWith('/preview/');
  const root = isPreview ? here : ui;
  const file = normalize(join(root, isPreview ? path.slice('/preview'.length) : path === '/' ? 'index.html' : path));
  if (!file.startsWith(root + sep)) throw new Error('outside');
  const body = await readFile(file);
  if (!file.endsWith('index.html')) return { body, file };
  const page = body.toString().replace('<script type="module"', '<script src="/preview/fake.js"></script>\n    <script src="/preview/stress.js"></script>\n    <script type="module"');
  return { body: page, file };
}

const server = createServer(async (request, response) => {
  try {
    const { body, file } = await load(new URL(request.url ?? '/', 'http://127.0.0.1').pathname);
    const headers = { 'content-type': types[extname(file)] ?? 'text/plain', 'content-security-policy': policy, 'cache-control': 'no-store' };
    response.writeHead(200, headers).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
server.listen(Number(process.argv[2] ?? 4173), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/?state=chat`);
});
