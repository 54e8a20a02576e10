// The way to gateways: proxy, certificate authorities, the test, the log of requests, the list of models.

/** @import { ChooseProxy, ConnectionReport, Failure, ModelList, NetworkView } from '../bindings.js' */
/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */
import * as backend from '../backend.js';
import { failureReason } from '../failures.js';

export class Network {
  /** @param {Session} session @param {Screen} screen */
  constructor(session, screen) {
    this.session = session;
    this.screen = screen;
  }

  /** A panel of the settings came into view. @param {string} tag */
  async panelShown(tag) {
    const settings = this.screen.settings.made;
    if (!settings) return;
    if (tag === 'settings-network') {
      const network = await this.screen.tried(backend.loadNetwork());
      if (network) settings.network.show(network);
    }
    if (tag === 'settings-log') {
      const log = await this.screen.tried(backend.loadNetworkLog());
      if (log) settings.log.show(log, Date.now());
    }
  }

  /** @param {ChooseProxy} choice */
  async chooseProxy(choice) {
    await this.#change(backend.chooseProxy(choice), (words) => this.screen.settings.made?.network.showProxyFailure(words));
  }

  async pickAuthorities() {
    await this.#change(backend.pickAuthorities(), (words) => this.screen.settings.made?.network.showAuthoritiesFailure(words));
  }

  async forgetAuthorities() {
    await this.#change(backend.forgetAuthorities(), (words) => this.screen.settings.made?.network.showAuthoritiesFailure(words));
  }

  async test() {
    const { network } = await this.screen.settings.make();
    network.showTesting();
    /** @type {ConnectionReport | null} */
    let report = null;
    try {
      report = await backend.testConnection();
    } catch (failure) {
      network.showProxyFailure(failureReason(/** @type {Failure} */ (failure)));
    }
    network.showReport(report);
  }

  /** Shows a gateway's models as they were listed last. @param {string} baseUrl */
  async listModels(baseUrl) {
    const known = this.session.models.get(baseUrl);
    const models = await this.screen.tried(backend.listModels(baseUrl));
    // A list that was told meanwhile is newer than the one that was asked for.
    if (models && this.session.models.get(baseUrl) === known) this.modelsChanged(models);
  }

  /** @param {string} baseUrl */
  async refreshModels(baseUrl) {
    const picker = await this.screen.picker.make();
    picker.showRefreshing();
    try {
      this.modelsChanged(await backend.refreshModels(baseUrl));
    } catch (failure) {
      picker.showModelsFailure(failureReason(/** @type {Failure} */ (failure)));
    }
  }

  /** @param {ModelList} models */
  modelsChanged(models) {
    this.session.models.set(models.gateway, models);
    this.screen.picker.made?.showModels(models);
  }

  /** @param {Promise<NetworkView>} command @param {(words: string) => void} refuse */
  async #change(command, refuse) {
    try {
      const view = await command;
      this.screen.settings.made?.network.show(view);
    } catch (failure) {
      refuse(failureReason(/** @type {Failure} */ (failure)));
    }
  }
}
