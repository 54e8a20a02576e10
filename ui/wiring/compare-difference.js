// The difference of two lanes' answers, as they were written. Imported when it is first looked at.

/** @import { Compare } from './compare.js' */
import * as backend from '../backend.js';
import { DifferenceDialog } from '../elements/difference-dialog.js';
import { modeLabel } from '../format/answer-metadata.js';
import { compare as words } from '../strings/en/compare.js';

/** @type {DifferenceDialog | null} */
let dialog = null;
/** @type {Compare | null} */
let compared = null;

/** @param {Compare} compare */
export function openDifference(compare) {
  compared = compare;
  dialog ??= made();
  const lanes = compare.lanes.flatMap(({ key, lane, message }) => (message && message.state !== 'streaming' ? [{ key, name: words.lane(lane.route.model, modeLabel(lane.route)) }] : []));
  const [first, second] = lanes;
  if (first && second) dialog.open(lanes, [first.key, second.key]);
}

function made() {
  const made = new DifferenceDialog();
  let asked = 0;
  made.addEventListener('difference-choose', (event) => {
    asked += 1;
    const mine = asked;
    const sources = event.detail.map((key) => compared?.lanes.find((lane) => lane.key === key)?.message?.id ?? '').map(backend.loadSource);
    void compared?.parts.screen.tried(Promise.all(sources)).then((texts) => {
      if (texts && mine === asked) made.show(texts[0] ?? '', texts[1] ?? '');
    });
  });
  document.body.append(made);
  return made;
}
