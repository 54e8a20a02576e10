// The bridge to Rust: one function for each command, the two event streams, nothing else.
// Invariant: this is the only file that knows `window.__TAURI__`. A command rejects with a `Failure`; Tauri's own
// errors (a bad argument, a missing command) are bare strings and become one of code `internal`.

/** @import * as Bindings from './bindings.js' */
import { isFailure } from './failures.js';

/**
 * The part of Tauri's global that is used.
 * @typedef {{
 *   core: { invoke: (command: string, args?: unknown, options?: { headers: Record<string, string> }) => Promise<any> },
 *   event: { listen: (name: string, handler: (event: { payload: any }) => void) => Promise<() => void> },
 * }} Tauri
 */

/** @returns {Tauri} */
function tauri() {
  return /** @type {any} */ (window).__TAURI__;
}

/**
 * @param {string} command
 * @param {unknown} [args]
 * @param {{ headers: Record<string, string> }} [options]
 */
async function call(command, args, options) {
  try {
    return await tauri().core.invoke(command, args, options);
  } catch (error) {
    throw isFailure(error) ? error : internal(error);
  }
}

/** @param {unknown} error @returns {Bindings.Failure} */
function internal(error) {
  const detail = error instanceof Error ? error.message : String(error);
  return { code: 'internal', detail: detail.slice(0, 500) };
}

/** Listens to the lives of turns. @param {(event: Bindings.ChatEvent) => void} handler */
export async function onChat(handler) {
  await tauri().event.listen('chat', (event) => handler(event.payload));
}

/** Listens to menus, dialogs and drops. @param {(event: Bindings.AppEvent) => void} handler */
export async function onApp(handler) {
  await tauri().event.listen('app', (event) => handler(event.payload));
}

/** What the native menus can do now. @param {Bindings.MenuState} state @returns {Promise<void>} */
export const showMenuState = (state) => call('show_menu_state', { state });

/** Opens the data folder in the file manager. @returns {Promise<void>} */
export const openDataFolder = () => call('open_data_folder');

/** What lies where, and the backups. @returns {Promise<Bindings.DataReport>} */
export const loadData = () => call('load_data');

/** @returns {Promise<Bindings.BackupView>} */
export const backUpNow = () => call('back_up_now');

/** Asks where to; whether a backup was saved there. @returns {Promise<boolean>} */
export const saveBackup = () => call('save_backup');

/** Puts a backup in the place of everything. @param {string} id @returns {Promise<Bindings.Snapshot>} */
export const restoreBackup = (id) => call('restore_backup', { id });

/** Asks for a file, and puts it in the place of everything; null if the person cancels. @returns {Promise<Bindings.Snapshot | null>} */
export const restoreBackupFile = () => call('restore_backup_file');

/** @returns {Promise<Bindings.Deleted>} */
export const deleteEverything = () => call('delete_everything');

/** @returns {Promise<Bindings.Snapshot>} */
export const loadSnapshot = () => call('load_snapshot');

/** Copies what helps to find out why something failed; gives it where the page has to copy it. @returns {Promise<string | null>} */
export const copyDiagnostics = () => call('copy_diagnostics');

/** Told once, when the composer can be used. @returns {Promise<void>} */
export const pageReady = () => call('page_ready');

/** The chat that has no message yet, in a folder or in none. @param {string | null} [folderId] @returns {Promise<Bindings.ConversationView>} */
export const newConversation = (folderId = null) => call('new_conversation', { folderId });

/** The conversation at its end, or around one of its messages. @param {string} conversationId @param {string | null} [around] @returns {Promise<Bindings.ConversationView>} */
export const openConversation = (conversationId, around = null) => call('open_conversation', { conversationId, around });

/** The messages next to one. @param {string} messageId @param {Bindings.Direction} direction @returns {Promise<Bindings.MessageWindow>} */
export const loadMessages = (messageId, direction) => call('load_messages', { messageId, direction });

/** The messages that a conversation begins with. @param {string} conversationId @returns {Promise<Bindings.MessageWindow>} */
export const loadFirstMessages = (conversationId) => call('load_first_messages', { conversationId });

/** The page of a list behind a cursor. @param {Bindings.ConversationList} list @param {string | null} cursor @returns {Promise<Bindings.ConversationPage>} */
export const listConversations = (list, cursor) => call('list_conversations', { list, cursor });

/** All of a list, in its order. @param {Bindings.ConversationList} list @returns {Promise<string[]>} */
export const listConversationIds = (list) => call('list_conversation_ids', { list });

/** All of a folder, archived ones included. @param {string} folderId @returns {Promise<string[]>} */
export const listFiledConversations = (folderId) => call('list_filed_conversations', { folderId });

/** @param {string} conversationId @param {string} title @returns {Promise<Bindings.ConversationSummary>} */
export const renameConversation = (conversationId, title) => call('rename_conversation', { conversationId, title });

/** @param {string[]} conversationIds @param {boolean} isPinned @returns {Promise<void>} */
export const pinConversations = (conversationIds, isPinned) => call('pin_conversations', { conversationIds, isPinned });

/** @param {string[]} conversationIds @param {boolean} isArchived @returns {Promise<void>} */
export const archiveConversations = (conversationIds, isArchived) => call('archive_conversations', { conversationIds, isArchived });

/** Puts conversations into a folder, or takes them out; gives those that were not so before. @param {string[]} conversationIds @param {string} folderId @param {boolean} isIn @returns {Promise<string[]>} */
export const fileConversations = (conversationIds, folderId, isIn) => call('file_conversations', { conversationIds, folderId, isIn });

/** They can be restored for 30 days. @param {string[]} conversationIds @returns {Promise<void>} */
export const deleteConversations = (conversationIds) => call('delete_conversations', { conversationIds });

/** @param {string[]} conversationIds @returns {Promise<void>} */
export const restoreConversations = (conversationIds) => call('restore_conversations', { conversationIds });

/** Removes deleted ones for good. @param {string[]} conversationIds @returns {Promise<void>} */
export const purgeConversations = (conversationIds) => call('purge_conversations', { conversationIds });

/** Begins a new conversation with all up to a message. @param {string} messageId @returns {Promise<Bindings.ConversationView>} */
export const forkConversation = (messageId) => call('fork_conversation', { messageId });

/** Where the branches of a conversation part and end. @param {string} conversationId @returns {Promise<Bindings.BranchNode[]>} */
export const loadBranches = (conversationId) => call('load_branches', { conversationId });

/** @param {Bindings.SaveFolder} folder @returns {Promise<Bindings.FolderView>} */
export const saveFolder = (folder) => call('save_folder', { folder });

/** Its conversations stay. @param {string} folderId @returns {Promise<void>} */
export const deleteFolder = (folderId) => call('delete_folder', { folderId });

/** A page of messages and titles that have what was asked for. @param {Bindings.SearchRequest} request @returns {Promise<Bindings.SearchPage>} */
export const searchChats = (request) => call('search_chats', { request });

/** How many hits there are, to a thousand. @param {string} text @returns {Promise<Bindings.SearchCount>} */
export const countHits = (text) => call('count_hits', { text });

/** The messages of a conversation that have a text. @param {string} conversationId @param {string} text @returns {Promise<Bindings.ChatHit[]>} */
export const findInChat = (conversationId, text) => call('find_in_chat', { conversationId, text });

/** @param {Bindings.SendMessage} message @returns {Promise<Bindings.StartedTurn>} */
export const sendMessage = (message) => call('send_message', { message });

/** @param {Bindings.RetryTurn} retry @returns {Promise<Bindings.StartedTurn>} */
export const retryTurn = (retry) => call('retry_turn', { retry });

/** Asks one question in several lanes. @param {Bindings.AskLanes} ask @returns {Promise<Bindings.StartedTurn>} */
export const askLanes = (ask) => call('ask_lanes', { ask });

/** A question and all its answers. @param {string} messageId of any of them @returns {Promise<Bindings.MessageView[]>} */
export const loadLanes = (messageId) => call('load_lanes', { messageId });

/** @param {string} messageId @returns {Promise<Bindings.ConversationView>} */
export const switchVersion = (messageId) => call('switch_version', { messageId });

/** Cuts the wait between two attempts short. @param {string} turnId @returns {Promise<void>} */
export const retryNow = (turnId) => call('retry_now', { turnId });

/** @param {string} turnId @returns {Promise<void>} */
export const stopTurn = (turnId) => call('stop_turn', { turnId });

/** @param {string} conversationId @param {Bindings.Route} route @returns {Promise<Bindings.Route>} */
export const chooseRoute = (conversationId, route) => call('choose_route', { conversationId, route });

/** @param {string} conversationId @param {Bindings.Parameters} parameters @returns {Promise<Bindings.Parameters>} */
export const setParameters = (conversationId, parameters) => call('set_parameters', { conversationId, parameters });

/** @param {string} conversationId @param {string} text @returns {Promise<void>} */
export const saveDraft = (conversationId, text) => call('save_draft', { conversationId, text });

/** Opens the native dialog; what was picked comes as `app` events. @param {string} conversationId @returns {Promise<void>} */
export const pickAttachments = (conversationId) => call('pick_attachments', { conversationId });

/** @param {string} conversationId @param {string} name @param {Uint8Array} bytes @returns {Promise<void>} */
export const pasteAttachment = (conversationId, name, bytes) =>
  call('paste_attachment', bytes, {
    headers: { 'x-conversation-id': conversationId, 'x-file-name': encodeURIComponent(name) },
  });

/** Attaches what is on the clipboard, files or an image, where the page is not given it; gives the text that stands beside an image instead. @param {string} conversationId @returns {Promise<Bindings.ClipboardText | null>} */
export const pasteFiles = (conversationId) => call('paste_files', { conversationId });

/** Puts a copy of messages on the clipboard, where the web view would rewrite its HTML; whether it did. @param {string} text @param {string} html @returns {Promise<boolean>} */
export const copySelection = (text, html) => call('copy_selection', { text, html });

/** Attaches a long text that was pasted. @param {string} conversationId @param {string} text @returns {Promise<void>} */
export const pasteText = (conversationId, text) => call('paste_text', { conversationId, text });

/** The text of a draft's file, which is then no longer attached. @param {string} attachmentId @returns {Promise<string>} */
export const takeText = (attachmentId) => call('take_text', { attachmentId });

/** @param {string} attachmentId @param {Bindings.SendAs | null} sendAs @returns {Promise<void>} */
export const chooseSendAs = (attachmentId, sendAs) => call('choose_send_as', { attachmentId, sendAs });

/** @param {string} attachmentId @param {boolean} isLeftOut @returns {Promise<void>} */
export const leaveOut = (attachmentId, isLeftOut) => call('leave_out', { attachmentId, isLeftOut });

/** What the next message sends. @param {Bindings.ContextQuery} query @returns {Promise<Bindings.ContextView>} */
export const loadContext = (query) => call('load_context', { query });

/** The page of its messages before one. @param {Bindings.ContextQuery} query @param {string} before @returns {Promise<Bindings.ContextMessage[]>} */
export const loadEarlierContext = (query, before) => call('load_earlier_context', { query, before });

/** @param {string[]} messageIds @param {boolean} isLeftOut @returns {Promise<void>} */
export const excludeMessages = (messageIds, isLeftOut) => call('exclude_messages', { messageIds, isLeftOut });

/** @param {string} conversationId @param {boolean} isExcluded @returns {Promise<void>} */
export const excludeSystemPrompt = (conversationId, isExcluded) => call('exclude_system_prompt', { conversationId, isExcluded });

/** @param {string} messageId @param {boolean} isPinned @returns {Promise<void>} */
export const pinMessage = (messageId, isPinned) => call('pin_message', { messageId, isPinned });

/** Excludes a message and all before it, but what is pinned. @param {string} messageId @param {boolean} wholeTurns @returns {Promise<string[]>} those that were not before */
export const excludeThrough = (messageId, wholeTurns) => call('exclude_through', { messageId, wholeTurns });

/** @param {string} conversationId @returns {Promise<string[]>} those that were excluded */
export const includeAll = (conversationId) => call('include_all', { conversationId });

/** How a draft's files would go out. @param {string} conversationId @param {Bindings.Replaced | null} replaces @returns {Promise<Bindings.SendPreview>} */
export const previewSend = (conversationId, replaces) => call('preview_send', { conversationId, replaces });

/** @param {string} attachmentId @returns {Promise<ArrayBuffer>} */
export const previewAttachment = (attachmentId) => call('preview_attachment', { attachmentId });

/** One page of a PDF as an image. @param {string} attachmentId @param {number} page from 0 @returns {Promise<ArrayBuffer>} */
export const previewPage = (attachmentId, page) => call('preview_page', { attachmentId, page });

/** The text of a file as it is sent. @param {string} attachmentId @returns {Promise<Bindings.TextPreview>} */
export const previewText = (attachmentId) => call('preview_text', { attachmentId });

/** Gives up the work on a file. @param {string} attachmentId @returns {Promise<void>} */
export const stopPreparing = (attachmentId) => call('stop_preparing', { attachmentId });

/** Opens a copy in another program. @param {string} attachmentId @returns {Promise<void>} */
export const openAttachment = (attachmentId) => call('open_attachment', { attachmentId });

/** Asks where to, and saves a copy. @param {string} attachmentId @returns {Promise<void>} */
export const saveAttachment = (attachmentId) => call('save_attachment', { attachmentId });

/** Puts an image on the clipboard; `false` where the page has to do it. @param {string} attachmentId @returns {Promise<boolean>} */
export const copyAttachment = (attachmentId) => call('copy_attachment', { attachmentId });

/** Drags a copy of a sent file out of the window, while the button is held. @param {string} attachmentId @returns {Promise<boolean>} */
export const dragAttachment = (attachmentId) => call('drag_attachment', { attachmentId });

/** Attaches what a later start of the program handed over. @param {string} conversationId @returns {Promise<void>} */
export const attachArrivals = (conversationId) => call('attach_arrivals', { conversationId });

/** @param {string} attachmentId @returns {Promise<void>} */
export const removeAttachment = (attachmentId) => call('remove_attachment', { attachmentId });

/** @param {Bindings.StoreKey} request @returns {Promise<Bindings.GatewayView>} */
export const storeKey = (request) => call('store_key', { request });

/** @param {string} gateway its base URL @returns {Promise<Bindings.GatewayView>} */
export const forgetKey = (gateway) => call('forget_key', { gateway });

/** @param {string} baseUrl @returns {Promise<Bindings.GatewayView>} */
export const setGateway = (baseUrl) => call('set_gateway', { baseUrl });

/** @returns {Promise<Bindings.Snapshot>} */
export const openDemo = () => call('open_demo');

/** @returns {Promise<Bindings.Snapshot>} */
export const leaveDemo = () => call('leave_demo');

/** @param {string} gateway its base URL @returns {Promise<Bindings.ModelList>} */
export const refreshModels = (gateway) => call('refresh_models', { gateway });

/** @returns {Promise<Bindings.NetworkView>} */
export const loadNetwork = () => call('load_network');

/** @returns {Promise<Bindings.NetworkLog>} */
export const loadNetworkLog = () => call('load_network_log');

/** @param {Bindings.ChooseProxy} choice @returns {Promise<Bindings.NetworkView>} */
export const chooseProxy = (choice) => call('choose_proxy', { choice });

/** Opens the native dialog for a file of certificates. @returns {Promise<Bindings.NetworkView>} */
export const pickAuthorities = () => call('pick_authorities');

/** @returns {Promise<Bindings.NetworkView>} */
export const forgetAuthorities = () => call('forget_authorities');

/** @returns {Promise<Bindings.ConnectionReport>} */
export const testConnection = () => call('test_connection');

/** Changes the fields that are given. @param {Partial<Bindings.Settings>} change @returns {Promise<Bindings.Settings>} */
export const updateSettings = (change) => call('update_settings', { change });

/** Asks Rust to open a link in the system's browser, if it allows it. @param {string} url @returns {Promise<void>} */
export const openLink = (url) => call('open_link', { url });

/** What a person should know of a link before it opens. @param {string} url @param {string} text what the answer calls it @returns {Promise<Bindings.LinkView>} */
export const inspectLink = (url, text) => call('inspect_link', { url, text });

/** Asks where to, and exports a conversation; null if that was cancelled. @param {string} conversationId @param {Bindings.ExportFormat} format @returns {Promise<Bindings.Exported | null>} */
export const exportConversation = (conversationId, format) => call('export_conversation', { conversationId, format });

/**
 * The same for several, or for all: into a folder, or as JSON into one file.
 * @param {string[] | null} conversationIds @param {Bindings.ExportFormat} format @returns {Promise<Bindings.Exported | null>}
 */
export const exportConversations = (conversationIds, format) => call('export_conversations', { conversationIds, format });

/** Asks for exports, and takes their chats in; null if the person cancels. @returns {Promise<Bindings.ImportReport | null>} */
export const importChats = () => call('import_chats');

/** All of an over-long answer, as HTML. @param {string} messageId @returns {Promise<string>} */
export const loadWholeAnswer = (messageId) => call('load_whole_answer', { messageId });

/** @returns {Promise<void>} */
export const stopImport = () => call('stop_import');

/** Stops an export of all conversations. @returns {Promise<void>} */
export const stopExport = () => call('stop_export');

/** Opens what was exported last in another program. @returns {Promise<void>} */
export const openExport = () => call('open_export');

/** Opens the folder that it is in. @returns {Promise<void>} */
export const showExport = () => call('show_export');

/** The list of gateways. @returns {Promise<Bindings.GatewayView[]>} */
export const loadGateways = () => call('load_gateways');

/** Adds a gateway or changes one. @param {Bindings.SaveGateway} gateway @returns {Promise<Bindings.GatewayView[]>} */
export const saveGateway = (gateway) => call('save_gateway', { gateway });

/** @param {string} baseUrl @returns {Promise<Bindings.GatewayView[]>} */
export const removeGateway = (baseUrl) => call('remove_gateway', { baseUrl });

/** @param {string} baseUrl @returns {Promise<Bindings.GatewayView[]>} */
export const makeDefaultGateway = (baseUrl) => call('make_default_gateway', { baseUrl });

/** The models of a gateway as they were listed last. @param {string} gateway its base URL @returns {Promise<Bindings.ModelList>} */
export const listModels = (gateway) => call('list_models', { gateway });

/** What verifying the vendor of an answer would send. @param {string} messageId @returns {Promise<Bindings.VendorCheck>} */
export const checkVendor = (messageId) => call('check_vendor', { messageId });
/** Sends that. @param {string} messageId @returns {Promise<Bindings.Evidence>} */
export const verifyVendor = (messageId) => call('verify_vendor', { messageId });

/** What a draft will come to, as it was saved last. @param {string} conversationId @param {Bindings.Route | null} once another route for it alone @returns {Promise<Bindings.SendEstimate>} */
export const estimateSend = (conversationId, once) => call('estimate_send', { conversationId, once });

/** What trials will come to. @param {Bindings.StartTrials} start @returns {Promise<Bindings.TrialsEstimate>} */
export const estimateTrials = (start) => call('estimate_trials', { start });

/** @param {Bindings.StartTrials} start @returns {Promise<string>} the first one's conversation */
export const startTrials = (start) => call('start_trials', { start });

/** Stops a trial, and those that were to follow it. @param {string} conversationId @returns {Promise<void>} */
export const stopTrial = (conversationId) => call('stop_trial', { conversationId });

/** Those that were begun, the newest first. @returns {Promise<Bindings.TrialView[]>} */
export const loadTrials = () => call('load_trials');

/** The scoreboard of a period. @param {Bindings.UsagePeriod} period @returns {Promise<Bindings.UsageReport>} */
export const loadUsage = (period) => call('load_usage', { period });

/** What one chat came to. @param {string} conversationId @returns {Promise<Bindings.ChatUsage>} */
export const loadChatUsage = (conversationId) => call('load_chat_usage', { conversationId });

/** The limits that a message counts against; without a chat, what is not of one. @param {string | null} conversationId @returns {Promise<Bindings.SpendLimit[]>} */
export const loadLimits = (conversationId) => call('load_limits', { conversationId });

/** Stops asking about limits, for this chat, day or month, or asks again. @param {string} conversationId @param {Bindings.LimitScope[]} scopes @param {boolean} isWaived @returns {Promise<void>} */
export const waiveLimits = (conversationId, scopes, isWaived) => call('waive_limits', { conversationId, scopes, isWaived });

/** Asks where to save it as CSV; whether it was. @param {Bindings.UsagePeriod} period @returns {Promise<boolean>} */
export const exportUsage = (period) => call('export_usage', { period });

/** What went over the wire for an answer. @param {string} messageId @returns {Promise<Bindings.Inspection>} */
export const inspectMessage = (messageId) => call('inspect_message', { messageId });

/** A request of an answer for another program. @param {string} messageId @param {number} number from 1 @param {Bindings.RequestLanguage} language @returns {Promise<string>} */
export const writeRequest = (messageId, number, language) => call('write_request', { messageId, number, language });

/** What a gateway's support needs to look an answer up. @param {string} messageId @param {boolean} hasContent @returns {Promise<string>} */
export const writeReport = (messageId, hasContent) => call('write_report', { messageId, hasContent });

/** An answer's Markdown. @param {string} messageId @returns {Promise<string>} */
export const loadSource = (messageId) => call('load_source', { messageId });

/** @returns {Promise<Bindings.Prompt[]>} */
export const loadPrompts = () => call('load_prompts');

/** Makes or changes a prompt, and gives all. @param {Bindings.SavePrompt} prompt @returns {Promise<Bindings.Prompt[]>} */
export const savePrompt = (prompt) => call('save_prompt', { prompt });

/** Deletes a prompt, and gives the others. @param {string} promptId @returns {Promise<Bindings.Prompt[]>} */
export const deletePrompt = (promptId) => call('delete_prompt', { promptId });
