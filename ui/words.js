// The words in use, out of the catalogue (`locales/`). This is where a language is chosen: others come as further folders
// of the same modules. What is loaded with its dialog only is imported there.

import * as composer from './strings/en/composer.js';
import * as conversation from './strings/en/conversation.js';
import * as ends from './strings/en/ends.js';
import * as evidence from './strings/en/evidence.js';
import * as failures from './strings/en/failures.js';
import * as files from './strings/en/files.js';
import * as library from './strings/en/library.js';
import * as network from './strings/en/network.js';
import * as parameters from './strings/en/parameters.js';
import * as picker from './strings/en/picker.js';
import * as prompts from './strings/en/prompts.js';
import * as routing from './strings/en/routing.js';
import * as search from './strings/en/search.js';
import * as sending from './strings/en/sending.js';
import * as settings from './strings/en/settings.js';
import * as start from './strings/en/start.js';
import * as window from './strings/en/window.js';

export const words = {
  ...composer,
  ...conversation,
  ...ends,
  ...evidence,
  ...failures,
  ...files,
  ...library,
  ...network,
  ...parameters,
  ...picker,
  ...prompts,
  ...routing,
  ...search,
  ...sending,
  ...settings,
  ...start,
  ...window,
};

export { locale } from './language.js';
