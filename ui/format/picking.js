// What the picker lists for a query: model rows by family, ids as typed, and the vendors for a model.
// Pure; the element draws it.

/** @import { ModelFamily, ModelView, Route, Settings, VendorView } from '../bindings.js' */
/** @import { Range } from './matching.js' */
import { fuzzyRanges, fuzzyScore, wordsOf } from './matching.js';

/**
 * @typedef {{ id: string, model: ModelView | null, ranges: Range[], isTyped: boolean }} ModelRow `model` is null for an
 *   id of which nothing is known
 * @typedef {{ name: string | null, rows: ModelRow[] }} ModelGroup `name` is null for what was typed just now
 */

/**
 * @typedef {{ favourites: string[], recents: string[], hidden: string[], names: { favourites: string, recents: string } }} Marks
 *   what the person marked, and what to call the groups
 */

/** @type {Marks} */
const noMarks = { favourites: [], recents: [], hidden: [], names: { favourites: '', recents: '' } };

/** A family's models as they are searched. @typedef {{ name: string, lower: string, models: { id: string, lower: string, model: ModelView }[] }} Searched */

/** What is made of a list once. @type {WeakMap<ModelFamily[], { known: Map<string, ModelView>, families: Searched[] }>} */
const indexes = new WeakMap();

/** @param {ModelFamily[]} families */
function indexOf(families) {
  const made = indexes.get(families);
  if (made) return made;
  const index = {
    known: new Map(families.flatMap((family) => family.models.map((model) => /** @type {const} */ ([model.id, model])))),
    families: families.map(({ name, models }) => ({
      name, lower: name.toLowerCase(), models: models.map((model) => ({ id: model.id, lower: model.id.toLowerCase(), model })),
    })),
  };
  indexes.set(families, index);
  return index;
}

/** A row that was found; where it has the words is asked of the few that are drawn only. @implements {ModelRow} */
class FoundRow {
  isTyped = false;

  /** @param {string} id @param {string} lower @param {ModelView | null} model @param {number} score @param {string[]} words */
  constructor(id, lower, model, score, words) {
    this.id = id;
    this.lower = lower;
    this.model = model;
    this.score = score;
    this.words = words;
  }

  get ranges() {
    return this.score > 0 ? fuzzyRanges(this.id, this.lower, this.words) : [];
  }
}

/**
 * The groups of model rows for a query. Without one, what was marked stands first and what was hidden is left out; with
 * one, all are searched, and the best stand first.
 * @param {ModelFamily[]} families
 * @param {string[]} typedModels ids typed before, newest first
 * @param {string} query
 * @param {string} typedName what to call the group of ids typed before
 * @param {Marks} [marks]
 * @returns {ModelGroup[]}
 */
export function modelGroups(families, typedModels, query, typedName, marks = noMarks) {
  const words = wordsOf(query);
  const index = indexOf(families);
  const { known } = index;
  const typedBefore = typedModels.filter((id) => !known.has(id));
  const groups = words.length === 0 ? allGroups(families, typedBefore, known, typedName, marks) : foundGroups(index.families, typedBefore, words, typedName);
  const typed = query.trim();
  const isNew = typed !== '' && !/\s/.test(typed) && !known.has(typed) && !typedModels.includes(typed);
  const asTyped = { name: null, rows: [{ id: typed, model: null, ranges: [], isTyped: true }] };
  return isNew ? [...groups, asTyped] : groups;
}

/**
 * The same for a picker: the ids that were typed, the model of the chat and what was marked come from the settings.
 * @param {ModelFamily[]} families
 * @param {{ settings: Settings, route: Route | null, gateway: string | null }} here the chat's route, if it leads to this gateway
 * @param {string} query @param {string} typedName @param {Marks['names']} names
 */
export function groupsFor(families, { settings, route, gateway }, query, typedName, names) {
  const { typedModels, favouriteModels, hiddenModels, recentRoutes } = settings;
  const known = !route || typedModels.includes(route.model) ? typedModels : [route.model, ...typedModels];
  const used = recentRoutes.filter((one) => (one.gateway ?? null) === gateway).map((one) => one.model);
  const marks = { favourites: favouriteModels, hidden: hiddenModels, recents: [...new Set(used)], names };
  return modelGroups(families, known, query, typedName, marks);
}

/**
 * @param {ModelFamily[]} families @param {string[]} typedBefore @param {Map<string, ModelView>} known
 * @param {string} typedName @param {Marks} marks @returns {ModelGroup[]}
 */
function allGroups(families, typedBefore, known, typedName, { favourites, recents, hidden, names }) {
  const away = new Set(hidden);
  /** @param {string} id @returns {ModelRow} */
  const row = (id) => ({ id, model: known.get(id) ?? null, ranges: [], isTyped: false });
  const recent = recents.filter((id) => !favourites.includes(id)).slice(0, 5);
  const groups = [
    { name: names.favourites, rows: favourites.map(row) },
    { name: names.recents, rows: recent.map(row) },
    { name: typedName, rows: typedBefore.filter((id) => !favourites.includes(id) && !recent.includes(id)).map(row) },
    ...families.map((family) => ({ name: family.name, rows: family.models.filter(({ id }) => !away.has(id)).map(({ id }) => row(id)) })),
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}

/** @param {Searched[]} families @param {string[]} typedBefore @param {string[]} words @param {string} typedName @returns {ModelGroup[]} */
function foundGroups(families, typedBefore, words, typedName) {
  /** @type {FoundRow[]} */
  const typed = [];
  for (const id of typedBefore) {
    const lower = id.toLowerCase();
    const score = fuzzyScore(lower, words);
    if (score > 0) typed.push(new FoundRow(id, lower, null, score, words));
  }
  const groups = [{ name: typedName, rows: typed }];
  for (const { name, lower: family, models } of families) {
    /** @type {FoundRow[]} */
    const rows = [];
    // The family counts for what is not in the id, whole words only.
    const isNamed = words.some((word) => family.includes(word));
    for (const { id, lower, model } of models) {
      const score = fuzzyScore(lower, words);
      if (score > 0) rows.push(new FoundRow(id, lower, model, score, words));
      else if (isNamed && words.every((word) => family.includes(word) || lower.includes(word))) rows.push(new FoundRow(id, lower, model, 0, words));
    }
    rows.sort((a, b) => b.score - a.score);
    groups.push({ name, rows });
  }
  return groups.filter(({ rows }) => rows.length > 0).sort((a, b) => (b.rows[0]?.score ?? 0) - (a.rows[0]?.score ?? 0));
}

/**
 * The vendors to offer: the documented ones, then the current one if it was typed by hand.
 * @param {VendorView[]} vendors
 * @param {string} current
 * @returns {VendorView[]}
 */
export function vendorRows(vendors, current) {
  if (vendors.some((vendor) => vendor.value === current)) return vendors;
  return [...vendors, { value: current, name: current }];
}

/** A vendor typed by hand as a header takes it, or null if it cannot be one. @param {string} text */
export function typedVendor(text) {
  const value = text.trim().toLowerCase();
  return /^[a-z0-9][a-z0-9._-]{0,63}$/.test(value) ? value : null;
}

/**
 * At most so many rows, so that drawing stays fast however many models there are; and how many were left out.
 * @param {ModelGroup[]} groups
 * @param {number} most
 * @returns {{ groups: ModelGroup[], left: number }}
 */
export function firstRows(groups, most) {
  let room = most;
  let left = 0;
  const shown = groups.map((group) => {
    // What was typed just now is one row, and always there.
    const rows = group.name === null ? group.rows : group.rows.slice(0, room);
    room -= Math.min(room, rows.length);
    left += group.rows.length - rows.length;
    return { ...group, rows };
  });
  return { groups: shown.filter((group) => group.rows.length > 0), left };
}

/**
 * How long ago something was, coarsely.
 * @param {number} ms how many milliseconds ago
 * @returns {{ unit: 'now' | 'minutes' | 'hours' | 'days', count: number }}
 */
export function age(ms) {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return { unit: 'now', count: 0 };
  if (minutes < 60) return { unit: 'minutes', count: minutes };
  if (minutes < 24 * 60) return { unit: 'hours', count: Math.floor(minutes / 60) };
  return { unit: 'days', count: Math.floor(minutes / (24 * 60)) };
}

/** Who says what a model takes. @param {ModelView | null} model @returns {'unknown' | 'learned' | 'reported' | 'inferred'} */
export function knownFrom(model) {
  if (!model) return 'unknown';
  if (model.refusedInputs.length > 0) return 'learned';
  return model.isReported ? 'reported' : 'inferred';
}

/**
 * Whether a route leaves behind the prompt cache that another one filled.
 * @param {Route} next @param {Route} before @param {string | null} served by whom the last answer was, if that is known
 */
export function dropsCache(next, before, served) {
  if (next.model !== before.model || (next.gateway ?? null) !== (before.gateway ?? null)) return true;
  const isNamed = next.vendor !== 'auto';
  return isNamed && next.vendor !== (served ?? before.vendor);
}
