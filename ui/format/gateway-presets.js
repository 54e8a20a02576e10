// Well-known servers that people run on their own computers, with the ports that they listen on unless told otherwise.
// Sources: the projects' own documentation. An address without a scheme on this computer is taken for one without TLS.

/** @import { SaveGateway } from '../bindings.js' */

/** @typedef {{ id: string, name: string, baseUrl: string }} Preset */

/** @type {readonly Preset[]} */
export const presets = [
  { id: 'ollama', name: 'Ollama', baseUrl: '127.0.0.1:11434' },
  { id: 'lmstudio', name: 'LM Studio', baseUrl: '127.0.0.1:1234' },
  { id: 'llamacpp', name: 'llama.cpp', baseUrl: '127.0.0.1:8080' },
  { id: 'vllm', name: 'vLLM', baseUrl: '127.0.0.1:8000' },
  { id: 'sglang', name: 'SGLang', baseUrl: '127.0.0.1:30000' },
  { id: 'jan', name: 'Jan', baseUrl: '127.0.0.1:1337' },
  { id: 'koboldcpp', name: 'KoboldCpp', baseUrl: '127.0.0.1:5001' },
  { id: 'textgen', name: 'text-generation-webui', baseUrl: '127.0.0.1:5000' },
  { id: 'localai', name: 'LocalAI', baseUrl: '127.0.0.1:8080' },
  { id: 'gpt4all', name: 'GPT4All', baseUrl: '127.0.0.1:4891' },
  { id: 'litellm', name: 'LiteLLM', baseUrl: '127.0.0.1:4000' },
];

/** What a preset fills in: a local server asks for no key and is its own vendor. @param {Preset} preset @returns {SaveGateway} */
export function fromPreset({ name, baseUrl }) {
  return { replaces: null, baseUrl, name, look: 'plain', needsKey: false, vendors: [] };
}

/** Scheme, host and port of what was typed so far, as a key is bound to them; empty while it is no address. @param {string} typed */
export function originOf(typed) {
  const text = typed.trim();
  const isLocal = /^(?:localhost|127\.|\[::1\])/i.test(text);
  try {
    const { origin } = new URL(text.includes('://') ? text : [isLocal ? 'http:' : 'https:', '', text].join('/'));
    return origin === 'null' ? '' : origin;
  } catch {
    return '';
  }
}

/** The vendors in a list that was typed. @param {string} typed */
export function vendorsIn(typed) {
  return typed.split(/[\s,;]+/).filter((vendor) => vendor !== '');
}
