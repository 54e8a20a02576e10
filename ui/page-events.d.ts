// The events that elements send up, with what each carries. `emit` and the handlers are checked against it.

import type * as Bindings from './bindings.js';
import type { LaneAct } from './elements/compare-lane.js';
import type { CompareAct } from './elements/compare-view.js';
import type { KeySubmit } from './elements/key-form.js';
import type { Starter } from './elements/starter-list.js';
import type { SystemPrompt } from './elements/system-prompt-dialog.js';
import type { Chosen, Scope } from './elements/export-dialog.js';
import type { FailureAction } from './failures.js';
import type { Act, Point } from './wiring/library.js';

/** Those that `wiring/events.js` handles, every one. */
export interface PageEvents {
  'answer-copy': HTMLElement;
  'answer-inspect': undefined;
  'answer-report': HTMLElement;
  'vendor-verify': undefined;
  'authorities-forget': undefined;
  'authorities-pick': undefined;
  'chat-menu': Point;
  'chip-form': { id: string; sendAs: Bindings.SendAs };
  'chip-remove': string;
  'chip-take-in': string;
  'chip-unpaste': string;
  'clipboard-paste': undefined;
  'compare-open': undefined;
  'connection-test': undefined;
  'conversation-new': undefined;
  'conversation-open': { id: string; around?: string; marks?: string[] };
  'conversation-rename': { id: string; title: string };
  'conversations-act': { action: Act; ids: string[] };
  'conversations-menu': { ids: string[]; at: Point };
  'conversations-file': { ids: string[]; folderId: string };
  'conversations-move': { ids: string[]; at: Point };
  'dashboard-open': undefined;
  'data-folder-open': undefined;
  'demo-leave': undefined;
  'demo-open': undefined;
  'draft-change': undefined;
  'draft-save': undefined;
  'edit-cancel': undefined;
  'edit-last': undefined;
  'export-chosen': Chosen;
  'export-open': undefined;
  'failure-action': FailureAction;
  'favourite-toggle': string;
  'file-copy': Bindings.AttachmentView;
  'file-drag': Bindings.AttachmentView;
  'file-launch': Bindings.AttachmentView;
  'answer-omissions': readonly Bindings.Omission[];
  'context-open': undefined;
  'message-context': string;
  'file-leave-out': { file: Bindings.AttachmentView; isLeftOut: boolean };
  'file-open': Bindings.AttachmentView;
  'file-page': { file: Bindings.AttachmentView; page: number };
  'file-paste': File;
  'file-save': Bindings.AttachmentView;
  'file-text': Bindings.AttachmentView;
  'files-pick': undefined;
  'find-change': string;
  'find-close': undefined;
  'find-step': number;
  'folder-edit': string | null;
  'folder-menu': { id: string; at: Point };
  'folder-rename': { id: string; name: string };
  'folder-save': Bindings.SaveFolder;
  'gateway-default': string;
  'gateway-edit': string;
  'gateway-remove': string;
  'gateway-save': Bindings.SaveGateway;
  'gateway-submit': string;
  'hidden-toggle': string;
  'backup-make': undefined;
  'backup-restore': Bindings.BackupView | null;
  'backup-save': undefined;
  'everything-delete': undefined;
  'key-skip': undefined;
  'network-open': undefined;
  'network-retry': undefined;
  'focus-lost': undefined;
  'import-open': undefined;
  'key-add': undefined;
  'key-forget': string;
  'key-replace': string;
  'key-submit': KeySubmit;
  'layer-close': undefined;
  'layer-open': undefined;
  'link-open': string;
  'list-open': Bindings.ConversationList;
  'log-refresh': undefined;
  'message-edit': Bindings.MessageView;
  'message-fork': string;
  'message-submit': undefined;
  'messages-needed': Bindings.Direction;
  'models-refresh': string;
  'models-wanted': string;
  'panel-shown': string;
  'parameters-open': undefined;
  'parameters-save': Bindings.Parameters;
  'picker-open': undefined;
  'prompt-choose': Bindings.Prompt;
  'prompt-delete': string;
  'prompt-save': Bindings.SavePrompt;
  'price-set': { model: string; price: Bindings.ModelPrice | null };
  'prompts-manage': undefined;
  'proxy-choose': Bindings.ChooseProxy;
  'rest-show': string;
  'route-choose': { route: Bindings.Route; isDefault: boolean };
  'rows-needed': undefined;
  'rows-select-all': undefined;
  'search-change': { text: string; order: Bindings.SearchOrder };
  'search-more': undefined;
  'search-open': undefined;
  'sending-open': undefined;
  'settings-change': Partial<Bindings.Settings>;
  'settings-open': undefined;
  'starter-choose': Starter;
  'system-prompt-open': undefined;
  'system-prompt-save': SystemPrompt;
  'sidebar-toggle': undefined;
  'text-paste': string;
  'transcript-jump': 'start' | 'end';
  'transcript-scroll': string;
  'trash-empty': undefined;
  'turn-compare': string;
  'turn-continue': string;
  'turn-retry': { messageId: string; route: Bindings.Route | null };
  'turn-stop': undefined;
  'turn-try': string;
  'undo': undefined;
  'untaken-leave-out': string[];
  'usage-open': undefined;
  'vendor-avoid': { vendor: string; untilMs: number | null };
  'version-choose': string;
  'waiting-edit': number;
  'waiting-remove': number;
  'wait-auto': undefined;
  'wait-skip': undefined;
}

/** Those that an element around the sender handles, or the wiring of one dialog. */
export interface LocalEvents {
  'request-copy': { number: number; language: Bindings.RequestLanguage; button: HTMLElement };
  'report-copy': { hasContent: boolean; button: HTMLElement };
  'answer-continue': undefined;
  'compare-act': CompareAct;
  'lane-act': { key: number; act: LaneAct };
  'answer-regenerate': undefined;
  'difference-choose': [number, number];
  'export-launch': undefined;
  'export-show': undefined;
  'export-start': { scope: Scope; format: Bindings.ExportFormat };
  'export-stop': undefined;
  'import-start': undefined;
  'import-stop': undefined;
  'context-earlier': undefined;
  'context-exclude': { id: string; isLeftOut: boolean };
  'context-exclude-earlier': string;
  'context-file': { id: string; isLeftOut: boolean };
  'context-fit': string;
  'context-include-all': undefined;
  'context-prompt': boolean;
  'context-pin': { id: string; isPinned: boolean };
  'gateway-pick': string;
  'list-refresh': undefined;
  'model-select': undefined;
  'reading-hold': undefined;
  'selection-change': number;
  'trial-pick': Bindings.Route;
  'trial-stop': string;
  'trials-prompts': undefined;
  'trials-start': Bindings.StartTrials;
  'usage-export': Bindings.UsagePeriod;
  'usage-wanted': Bindings.UsagePeriod;
  'limit-ask-again': string;
  'vendor-move': undefined;
  'vendor-use': undefined;
}

export type ElementEvents = PageEvents & LocalEvents;

type Listened = { [K in keyof ElementEvents]: CustomEvent<ElementEvents[K]> };

declare global {
  // What an element, or the wiring of a dialog, hears from those inside it.
  interface HTMLElementEventMap extends Listened {}
}

/** What handles every event of the page. */
export type Handlers = { [K in keyof PageEvents]: (detail: PageEvents[K], event: Event) => void };

/** An event that carries something is sent with it, and one that carries nothing without. */
export type Emit = <K extends keyof ElementEvents>(
  from: EventTarget,
  type: K,
  ...detail: ElementEvents[K] extends undefined ? [] : [detail: ElementEvents[K]]
) => void;
