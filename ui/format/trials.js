// Trials as they are shown: those of the same prompt, model and gateway together, how far one is, and the drift over time. Pure.

/** @import { TrialVendor, TrialView } from '../bindings.js' */

/** @typedef {{ key: string, name: string, model: string, trials: TrialView[] }} TrialGroup the newest trial first */
/** @typedef {{ atMs: number, medianMs: number, lowMs: number, highMs: number }} DriftPoint */

/** @param {TrialView[]} trials the newest first @returns {TrialGroup[]} */
export function groupTrials(trials) {
  /** @type {Map<string, TrialGroup>} */
  const groups = new Map();
  for (const trial of trials) {
    const key = JSON.stringify([trial.text, trial.model, trial.baseUrl]);
    const group = groups.get(key) ?? { key, name: trial.name, model: trial.model, trials: [] };
    group.trials.push(trial);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** How many answers have come or failed, of how many. @param {TrialView} trial */
export function progress({ times, vendors }) {
  const done = vendors.reduce((sum, { figures }) => sum + figures.calls - figures.retried, 0);
  return { done, all: times * Math.max(1, vendors.length) };
}

/** The vendors of a group with what each took over time, oldest first; those that never answered have no points. @param {TrialView[]} trials @returns {Map<string, DriftPoint[]>} */
export function drift(trials) {
  /** @type {Map<string, DriftPoint[]>} */
  const byVendor = new Map();
  for (const { startedAtMs, vendors } of trials.toReversed()) {
    for (const { figures } of vendors) {
      const points = byVendor.get(figures.vendor) ?? [];
      byVendor.set(figures.vendor, points);
      const { firstTokenP5Ms: low, firstTokenP50Ms: median, firstTokenP95Ms: high } = figures;
      if (median !== null) points.push({ atMs: startedAtMs, medianMs: median, lowMs: low ?? median, highMs: high ?? median });
    }
  }
  return new Map([...byVendor].sort(([one], [other]) => one.localeCompare(other)));
}

/** How many requests failed. @param {TrialVendor} vendor */
export function failedOf({ figures }) {
  return figures.failures.reduce((sum, { count }) => sum + count, 0);
}

/** The name of a prompt that was typed: its first words. @param {string} text */
export function promptName(text) {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.length > 40 ? `${line.slice(0, 39).trimEnd()}…` : line;
}
