// The way to gateways: proxy, certificate authorities, the test, the log of requests, the list of models.

/** @import { ChooseProxy, ConnectionReport, Failure, ModelList, NetworkView } from '../bindings.js' */
/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */
import * as backend from '../backend.js';
import { failureTitle } from '../failures.js';

export class Network {
  /** @param {Session} session @param {Screen} screen */
  constructor(session, screen) {
    this.session = session;
    this.screen = screen;
  }

  /** A panel of the settings came into view. @param {string} tag */
  async panelShown(tag) {
    const { settings } = this.screen;
    try {
      if (tag === 'settings-network') settings.network.show(await backend.loadNetwork());
      if (tag === 'settings-log') settings.log.show(await backend.loadNetworkLog(), Date.now());
    } catch (failure) {
      this.screen.showFailure(/** @type {Failure} */ (failure));
    }
  }

  /** @param {ChooseProxy} choice */
  async chooseProxy(choice) {
    await this.#change(backend.chooseProxy(choice), (words) => this.screen.settings.network.showProxyFailure(words));
  }

  async pickAuthorities() {
    await this.#change(backend.pickAuthorities(), (words) => this.screen.settings.network.showAuthoritiesFailure(words));
  }

  async forgetAuthorities() {
    await this.#change(backend.forgetAuthorities(), (words) => this.screen.settings.network.showAuthoritiesFailure(words));
  }

  async test() {
    const { network } = this.screen.settings;
    network.showTesting();
    /** @type {ConnectionReport | null} */
    let report = null;
    try {
      report = await backend.testConnection();
    } catch (failure) {
      network.showProxyFailure(wordsOf(/** @type {Failure} */ (failure)));
    }
    network.showReport(report);
  }

  async refreshModels() {
    const { picker } = this.screen;
    picker.showRefreshing();
    try {
      this.modelsChanged(await backend.refreshModels());
    } catch (failure) {
      picker.showModelsFailure(wordsOf(/** @type {Failure} */ (failure)));
    }
  }

  /** @param {ModelList} models */
  modelsChanged(models) {
    this.session.models = models;
    this.screen.picker.showModels(models);
  }

  /** @param {Promise<NetworkView>} command @param {(words: string) => void} refuse */
  async #change(command, refuse) {
    try {
      this.screen.settings.network.show(await command);
    } catch (failure) {
      refuse(wordsOf(/** @type {Failure} */ (failure)));
    }
  }
}

/** @param {Failure} failure */
function wordsOf(failure) {
  return failure.code === 'rejected' && failure.detail ? failure.detail : failureTitle(failure);
}
