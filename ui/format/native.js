// Which models have an API of their own makers behind the gateway. The core decides by the same rule
// (`gateway/api.rs`); here it decides what is offered. Pure.

/** @import { Failure, Route } from '../bindings.js' */

const makers = /(?:^|[/.:])(?:claude|gemini)/i;

/** Whether a model can be asked natively. @param {string} model */
export function hasNative(model) {
  return makers.test(model);
}

/** The same route over the model's own API. @param {Route} route @returns {Route} */
export function nativeRoute(route) {
  return { ...route, apiFormat: 'native' };
}

/** Whether asking natively may mend a failure: a file was refused, and the model has another way to take it.
 * @param {Failure} failure @param {Route} route */
export function mayMendNatively(failure, route) {
  return failure.isAboutFiles === true && route.apiFormat !== 'native' && hasNative(route.model);
}
