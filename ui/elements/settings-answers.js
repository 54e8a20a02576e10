// The settings panel for how answers are asked for. Sends `settings-change` with what changed.

/** @import { LimitScope, Settings } from '../bindings.js' */
import { modeLabel } from '../format/answer-metadata.js';
import { words } from '../words.js';
import { emit, h, keepingFocus } from './dom.js';
import { LimitField } from './limit-field.js';
import { onOff, selection, settingsRow } from './settings-row.js';

const waitMinutes = [5, 10, 20, 30, 60];

export class SettingsAnswers extends HTMLElement {
  #limits = /** @type {LimitScope[]} */ (['month', 'day', 'chat']).map((scope) => new LimitField(scope));

  /** @param {Settings} settings */
  show(settings) {
    const text = words.settings;
    const minutes = Math.round(settings.idleTimeoutSeconds / 60);
    const choices = [...new Set([...waitMinutes, minutes])].sort((a, b) => a - b);
    for (const limit of this.#limits) limit.show(settings);
    keepingFocus(this, () => this.replaceChildren(
      h('h3', {}, text.answers),
      h('p', { class: 'lead' }, text.answersLead),
      h('h4', {}, text.requests),
      settingsRow(text.streaming, text.streamingBody, [
        onOff(text.streaming, settings.isStreaming, (isStreaming) => emit(this, 'settings-change', { isStreaming })),
      ]),
      settingsRow(text.retrying, text.retryingBody, [
        onOff(text.retrying, settings.isRetrying, (isRetrying) => emit(this, 'settings-change', { isRetrying })),
      ]),
      settingsRow(text.failover, text.failoverBody, [
        selection(
          text.failover,
          Object.entries(text.failovers).map(([value, name]) => ({ value, name })),
          settings.failover,
          (failover) => emit(this, 'settings-change', { failover: /** @type {Settings['failover']} */ (failover) }),
        ),
      ]),
      settingsRow(text.wait, text.waitBody, [
        selection(
          text.wait,
          choices.map((one) => ({ value: String(one), name: text.minutes(one) })),
          String(minutes),
          (value) => emit(this, 'settings-change', { idleTimeoutSeconds: Number(value) * 60 }),
        ),
      ]),
      settingsRow(text.keeping, text.keepingBody, [
        onOff(text.keeping, settings.keepsRequests, (keepsRequests) => emit(this, 'settings-change', { keepsRequests })),
      ]),
      h('h4', {}, text.limits),
      h('p', { class: 'lead' }, text.limitsLead),
      ...this.#limits.map((limit) => settingsRow(text.limit[limit.scope], text.limitBodies[limit.scope], [limit])),
      h('h4', {}, text.defaults),
      settingsRow(text.defaultRoute, text.defaultRouteBody, [h('span', { class: 'mono selectable' }, `${settings.defaultRoute.model}, ${modeLabel(settings.defaultRoute)}`)]),
    ));
  }
}

customElements.define('settings-answers', SettingsAnswers);
