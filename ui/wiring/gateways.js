// The list of gateways: added, changed, removed, made the default. Their keys are in `keys.js`.

/** @import { Failure, GatewayView, SaveGateway } from '../bindings.js' */
/** @import { Screen } from './screen.js' */
/** @import { Session } from './session.js' */
import * as backend from '../backend.js';
import { Lazy } from './lazy.js';

export class Gateways {
  dialog = new Lazy(() => import('../elements/gateway-dialog.js').then((module) => module.GatewayDialog));

  /** @param {Session} session @param {Screen} screen */
  constructor(session, screen) {
    this.session = session;
    this.screen = screen;
  }

  /** Reads the list again: how many chats use a gateway changes without a word. */
  async refresh() {
    const gateways = await this.screen.tried(backend.loadGateways());
    if (gateways) this.#show(gateways);
  }

  /** @param {string} baseUrl of the one to change; empty adds one */
  async edit(baseUrl) {
    const dialog = await this.dialog.make();
    dialog.open(this.session.gateways.find((gateway) => gateway.baseUrl === baseUrl) ?? null);
  }

  /** @param {SaveGateway} gateway */
  async save(gateway) {
    try {
      this.#show(await backend.saveGateway(gateway));
      this.dialog.made?.close();
    } catch (failure) {
      this.dialog.made?.showFailure(/** @type {Failure} */ (failure));
    }
  }

  /** @param {string} baseUrl */
  async remove(baseUrl) {
    await this.#change(backend.removeGateway(baseUrl));
  }

  /** @param {string} baseUrl */
  async makeDefault(baseUrl) {
    await this.#change(backend.makeDefaultGateway(baseUrl));
  }

  /** @param {Promise<GatewayView[]>} command */
  async #change(command) {
    try {
      this.#show(await command);
    } catch (failure) {
      this.screen.settings.made?.showGatewayFailure(/** @type {Failure} */ (failure));
    }
  }

  /** @param {GatewayView[]} gateways */
  #show(gateways) {
    this.session.gateways = gateways;
    this.screen.showGateway();
    this.screen.showHeader();
  }
}
