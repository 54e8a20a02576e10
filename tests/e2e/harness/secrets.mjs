// Looks into the Secret Service from outside the application, as any other program of the session could.

import { run } from "./processes.mjs";

const SERVICE = "yourouter-chat";

/** The stored secret for an origin, or "". @param {NodeJS.ProcessEnv} env @param {string} origin */
export async function storedKey(env, origin) {
  try {
    return (await run("secret-tool", ["lookup", "service", SERVICE, "username", origin], env)).trim();
  } catch {
    // secret-tool ends with 1 when it finds nothing.
    return "";
  }
}

/** Everything stored by the application, attributes included. @param {NodeJS.ProcessEnv} env */
export async function allStored(env) {
  try {
    return await run("secret-tool", ["search", "--all", "--unlock", "service", SERVICE], env);
  } catch {
    return "";
  }
}
