// The parameters of one lane, in the dialog that those of a chat have. Imported when they are first set.

/** @import { Parameters } from '../bindings.js' */
/** @import { ShownLane } from '../format/lanes.js' */
/** @import { Compare } from './compare.js' */
import { ParametersDialog } from '../elements/parameters-dialog.js';
import { countSet } from '../format/parameters.js';
import { compare as words } from '../strings/en/compare.js';

/** @type {ParametersDialog | null} */
let dialog = null;
/** @type {(parameters: Parameters) => void} */
let save = () => {};

/** @param {Compare} compare @param {ShownLane} lane */
export function setParameters(compare, lane) {
  dialog ??= made();
  save = (parameters) => {
    // What sets nothing is the chat's own again.
    const own = { ...parameters, systemPrompt: '' };
    compare.change(lane, countSet(own) > 0 ? { ...lane.lane, parameters: own } : { route: lane.lane.route });
  };
  dialog.open(lane.lane.parameters ?? compare.parameters, compare.parts.screen.isMac, words.parametersLead);
}

function made() {
  const made = new ParametersDialog();
  made.addEventListener('parameters-save', (event) => {
    event.stopPropagation();
    made.close();
    save(event.detail);
  });
  document.body.append(made);
  return made;
}
