// The key and the gateway: onboarding, the key dialog, the base URL, the offline demo.
// Invariant: a key is handed to the backend once and kept nowhere in the page.

/** @import { Failure, Snapshot } from '../bindings.js' */
/** @import { KeySubmit } from '../elements/key-form.js' */
/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */
import * as backend from '../backend.js';

export class Keys {
  /** @param {Session} session @param {Screen} screen @param {(snapshot: Snapshot) => void} load */
  constructor(session, screen, load) {
    this.session = session;
    this.screen = screen;
    this.load = load;
  }

  /** @param {string} [baseUrl] of the gateway that it is for; else the one of the chat in front */
  openDialog(baseUrl) {
    const { session, screen } = this;
    const wanted = session.gateways.find((gateway) => gateway.baseUrl === baseUrl);
    void screen.openKeyDialog(wanted ?? session.gatewayOf(session.summary.route));
  }

  /** @param {KeySubmit} request */
  async store(request) {
    const { screen } = this;
    try {
      const gateway = await backend.storeKey(request);
      screen.keyDialog.made?.close();
      screen.onboarding.made?.forgetKey();
      screen.hideFailure();
      this.changed(gateway);
      // A key is given in order to write.
      if (!screen.hasLayer) screen.focus();
    } catch (failure) {
      const { made } = screen.keyDialog;
      if (made?.isOpen) made.showFailure(/** @type {Failure} */ (failure));
      else screen.onboarding.made?.showKeyFailure(/** @type {Failure} */ (failure));
    }
  }

  /** @param {string} baseUrl */
  async forget(baseUrl) {
    await this.#change(backend.forgetKey(baseUrl), (failure) => this.screen.settings.made?.showGatewayFailure(failure));
  }

  /** @param {string} baseUrl */
  async useGateway(baseUrl) {
    const { screen } = this;
    await this.#change(backend.setGateway(baseUrl), (failure) => {
      if (screen.settings.made?.isOpen) screen.settings.made.showGatewayFailure(failure);
      else screen.onboarding.made?.showGatewayFailure(failure);
    });
  }

  async openDemo() {
    await this.#swap(backend.openDemo());
  }

  async leaveDemo() {
    await this.#swap(backend.leaveDemo());
  }

  async openDashboard() {
    await this.screen.tried(backend.openLink(this.session.gateway.dashboardUrl));
  }

  /** Shows gateways that were changed here or elsewhere. @param {Session['gateway']} gateway @param {Session['gateways']} [gateways] */
  changed(gateway, gateways = this.session.gateways) {
    const { session, screen } = this;
    session.gateway = gateway;
    session.gateways = gateways;
    screen.showGateway();
    screen.showHeader();
    if (!session.isOnboarding) return screen.showComposer();
    if (gateway.key === 'missing') screen.onboarding.made?.show(gateway);
    else this.endOnboarding();
  }

  /** Shows the chats, with or without a key: only sending needs one. */
  endOnboarding() {
    this.session.isOnboarding = false;
    this.screen.showAll(this.screen.composer.text);
    this.screen.focusIfLost();
  }

  /** @param {Promise<Session['gateway']>} command @param {(failure: Failure) => void} refuse */
  async #change(command, refuse) {
    try {
      this.changed(await command);
    } catch (failure) {
      refuse(/** @type {Failure} */ (failure));
    }
  }

  /** @param {Promise<Snapshot>} command */
  async #swap(command) {
    try {
      const snapshot = await command;
      this.screen.settings.made?.close();
      this.load(snapshot);
    } catch (failure) {
      const { made } = this.screen.onboarding;
      if (!made || made.hidden) this.screen.showFailure(/** @type {Failure} */ (failure));
      else made.showKeyFailure(/** @type {Failure} */ (failure));
    }
  }
}
