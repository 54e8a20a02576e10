// What went over the wire for an answer, request by request. Sends `request-copy` with a language, the number of the request
// and the button, and `report-copy` with whether the content goes along and the button.

/** @import { ExchangeView, HeaderView, InspectedAttempt, Inspection, RequestLanguage } from '../bindings.js' */
import { count, size } from '../format/figures.js';
import { exactTime } from '../format/dates.js';
import { inspector as words } from '../strings/en/inspector.js';
import { locale } from '../words.js';
import { emit, h, icon, iconButton, keepingFocus } from './dom.js';
import { LayerDialog } from './layer-dialog.js';
import { segments } from './settings-row.js';
import { TimingLine } from './timing-line.js';

export class InspectorDialog extends LayerDialog {
  #about = h('p', { class: 'fine selectable' });
  #page = h('div', { class: 'scroll inspected', tabindex: '0' });
  #content = h('input', { class: 'check', type: 'checkbox', id: 'report-content' });
  #report = copyButton(words.copyReport, words.copyReport, (button) => emit(this, 'report-copy', { hasContent: this.#content.checked, button }));
  #problem = h('p', { class: 'hot', role: 'alert', hidden: true });
  /** @type {Inspection | null} */
  #shown = null;

  connectedCallback() {
    this.build(
      'dlg inspector',
      words.title,
      h('header', { class: 'usage-head' }, h('h2', {}, words.title), this.#about, h('span', { class: 'grow' }), iconButton('x', words.close, () => this.close(), { keys: 'Esc' })),
      this.#page,
    );
  }

  /** @param {Inspection} inspection */
  open(inspection) {
    this.#shown = inspection;
    this.#content.checked = false;
    this.#about.textContent = words.about(inspection.model, inspection.baseUrl);
    this.#show(inspection.attempts.length);
    this.showModal();
    this.#page.scrollTop = 0;
  }

  /** Says why something could not be copied. @param {string} words */
  fail(words) {
    this.#problem.textContent = words;
    this.#problem.hidden = false;
    this.#problem.scrollIntoView({ block: 'nearest' });
  }

  /** @param {number} number */
  #show(number) {
    const attempts = this.#shown?.attempts ?? [];
    const attempt = attempts[number - 1];
    const names = Object.fromEntries(attempts.map((one, index) => [String(index + 1), words.request(index + 1, one.attempt.vendor, result(one))]));
    const choice = attempts.length < 2 ? '' : segments(words.requests, names, String(number), (chosen) => this.#show(Number(chosen)));
    this.#problem.hidden = true;
    keepingFocus(this, () => this.#page.replaceChildren(
      h('div', { class: 'choice' }, choice),
      ...(attempt?.exchange ? this.#parts(attempt.exchange, number) : [h('p', { class: 'none' }, this.#shown?.isKeeping ? words.notKept : words.notKeptOff)]),
      h('h3', {}, words.report),
      h('p', { class: 'fine' }, words.reportLead),
      h('div', { class: 'line' }, this.#content, h('label', { for: 'report-content' }, words.withContent), h('span', { class: 'grow' }), this.#report),
      this.#problem,
    ));
  }

  /** @param {ExchangeView} exchange @param {number} number */
  #parts(exchange, number) {
    const { method, url, headers, statusLine, replyHeaders, reply, replyEnd, replyLeftOut, timing } = exchange;
    const time = new TimingLine();
    time.show(timing, exactTime(timing.sentAtMs, locale));
    return [
      h('h3', {}, words.timing),
      time,
      h('h3', {}, words.sentHeading),
      h('p', { class: 'mono selectable wrap' }, `${method} ${url}`),
      headerList(headers),
      ...bodyParts(exchange),
      this.#copying(exchange, number),
      h('h3', {}, words.replyHeading),
      h('p', { class: 'mono selectable' }, statusLine === '' ? words.noReply : statusLine),
      headerList(replyHeaders),
      reply === '' ? h('p', { class: 'fine' }, words.noBody) : block(words.reply, reply),
      ...(replyLeftOut > 0 ? [h('p', { class: 'fine' }, words.replyLeftOut(size(replyLeftOut)))] : []),
      ...(replyEnd === '' ? [] : [block(words.reply, replyEnd)]),
    ];
  }

  /** @param {ExchangeView} exchange @param {number} number */
  #copying({ isChatCompletions, bodyProblem }, number) {
    const languages = /** @type {[RequestLanguage, string][]} */ (Object.entries(words.languages));
    const buttons = languages.map(([language, name]) => {
      const button = copyButton(name, words.copyLabel(name), () => emit(this, 'request-copy', { number, language, button }));
      button.disabled = bodyProblem !== null || (language !== 'curl' && !isChatCompletions);
      return button;
    });
    return h(
      'div',
      { class: 'line', role: 'group', 'aria-label': words.copyAs },
      h('span', {}, words.copyAs),
      ...buttons,
      h('span', { class: 'fine grow' }, isChatCompletions ? words.keyHint : words.onlyChat),
    );
  }
}

/** @param {InspectedAttempt} attempt */
function result({ attempt }) {
  return attempt.status === null ? words.noReply : String(attempt.status);
}

/** @param {ExchangeView} exchange */
function bodyParts({ body, bodyLeftOut, bodyProblem }) {
  if (bodyProblem !== null) return [h('p', { class: 'hot' }, bodyProblem)];
  const notes = [bodyLeftOut > 0 ? words.bodyLeftOut(count(bodyLeftOut, locale)) : '', body.includes('sha256:') ? words.files : ''];
  return [block(words.body, indented(body)), ...notes.filter((note) => note !== '').map((note) => h('p', { class: 'fine' }, note))];
}

/** JSON on lines of its own, where it is whole. @param {string} text */
function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** @param {string} name @param {string} text */
function block(name, text) {
  return h('pre', { class: 'wire selectable scroll', tabindex: '0', role: 'region', 'aria-label': name }, text);
}

/** @param {HeaderView[]} headers */
function headerList(headers) {
  if (headers.length === 0) return '';
  return h(
    'details',
    {},
    h('summary', {}, icon('right', 's chev'), words.headers(headers.length)),
    h('dl', { class: 'mono selectable' }, ...headers.flatMap(({ name, value }) => [h('dt', {}, name), h('dd', {}, value)])),
  );
}

/** @param {string} name @param {string} label @param {(button: HTMLButtonElement) => void} act */
function copyButton(name, label, act) {
  const button = h('button', { class: 'btn', type: 'button', 'aria-label': label }, icon('copy', 's'), h('span', { class: 'label' }, name));
  button.addEventListener('click', () => act(button));
  return button;
}

customElements.define('inspector-dialog', InspectorDialog);
