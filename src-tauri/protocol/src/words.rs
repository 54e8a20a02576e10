// Generated from locales/en/native/ by `cargo xtask words`: change it there.

/// Why something that a person typed or chose cannot be used, in the words of whoever refused it.
pub mod details {
    /// Type the ID of a model
    pub const fn model_missing() -> &'static str { "Type the ID of a model" }

    /// The file cannot be read: ‹why›
    pub fn file_unreadable(why: &str) -> String { format!("The file cannot be read: {why}") }

    /// The file is too large to be a list of certificates
    pub const fn certificates_too_large() -> &'static str { "The file is too large to be a list of certificates" }

    /// The file holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)
    pub const fn certificates_missing() -> &'static str { "The file holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)" }

    /// The file holds a certificate that cannot be read
    pub const fn certificate_broken() -> &'static str { "The file holds a certificate that cannot be read" }

    /// Type a name for the chat
    pub const fn chat_name_missing() -> &'static str { "Type a name for the chat" }

    /// Type a name for the folder
    pub const fn folder_name_missing() -> &'static str { "Type a name for the folder" }

    /// There is another folder with this name
    pub const fn folder_name_taken() -> &'static str { "There is another folder with this name" }

    /// Type a name for the prompt
    pub const fn prompt_name_missing() -> &'static str { "Type a name for the prompt" }

    /// Type the text of the prompt
    pub const fn prompt_text_missing() -> &'static str { "Type the text of the prompt" }

    /// There is another prompt with this name
    pub const fn prompt_name_taken() -> &'static str { "There is another prompt with this name" }

    /// This is not a backup of YouRouter Chat. Nothing was changed
    pub const fn no_backup() -> &'static str { "This is not a backup of YouRouter Chat. Nothing was changed" }

    /// This backup is damaged and cannot be restored. Nothing was changed
    pub const fn backup_damaged() -> &'static str { "This backup is damaged and cannot be restored. Nothing was changed" }

    /// This backup was made by a newer version of YouRouter Chat. Update first, then restore it
    pub const fn backup_newer() -> &'static str { "This backup was made by a newer version of YouRouter Chat. Update first, then restore it" }

    /// This backup is no longer there
    pub const fn backup_gone() -> &'static str { "This backup is no longer there" }

    /// A file in this backup is damaged. Nothing was changed
    pub const fn backup_file_damaged() -> &'static str { "A file in this backup is damaged. Nothing was changed" }

    /// A message or a file of this request is gone, so it cannot be put together again
    pub const fn request_incomplete() -> &'static str { "A message or a file of this request is gone, so it cannot be put together again" }

    /// This request was not kept
    pub const fn request_not_kept() -> &'static str { "This request was not kept" }

    /// No request was made for this message
    pub const fn request_not_made() -> &'static str { "No request was made for this message" }

    /// This gateway is already in the list
    pub const fn gateway_listed() -> &'static str { "This gateway is already in the list" }

    /// YOUROUTER_BASE_URL sets this address for this run
    pub const fn gateway_fixed() -> &'static str { "YOUROUTER_BASE_URL sets this address for this run" }

    /// New chats go to this gateway. Make another the default first
    pub const fn gateway_is_default() -> &'static str { "New chats go to this gateway. Make another the default first" }

    /// YOUROUTER_BASE_URL sets the default gateway for this run
    pub const fn default_gateway_fixed() -> &'static str { "YOUROUTER_BASE_URL sets the default gateway for this run" }

    /// The gateway ‹gateway› was removed. Choose another model, or add it again
    pub fn gateway_removed(gateway: &str) -> String { format!("The gateway {gateway} was removed. Choose another model, or add it again") }

    /// A vendor’s name cannot hold these characters
    pub const fn vendor_unfit() -> &'static str { "A vendor’s name cannot hold these characters" }

    /// The key holds characters that no key has; paste it again
    pub const fn key_unfit() -> &'static str { "The key holds characters that no key has; paste it again" }

    /// Temperature must be a number from 0 up, such as 0.7
    pub const fn temperature() -> &'static str { "Temperature must be a number from 0 up, such as 0.7" }

    /// Max tokens must be at least 1
    pub const fn max_tokens() -> &'static str { "Max tokens must be at least 1" }

    /// Other fields are longer than ‹bytes› bytes
    pub fn extra_too_long(bytes: u64) -> String { format!("Other fields are longer than {bytes} bytes") }

    /// Other fields are not JSON: ‹why›
    pub fn extra_broken(why: &str) -> String { format!("Other fields are not JSON: {why}") }

    /// Other fields must be a JSON object, such as {"top_p": 0.9}
    pub const fn extra_no_object() -> &'static str { "Other fields must be a JSON object, such as {\"top_p\": 0.9}" }

    /// the model is chosen in the picker
    pub const fn extra_model() -> &'static str { "the model is chosen in the picker" }

    /// the messages are those of the chat
    pub const fn extra_messages() -> &'static str { "the messages are those of the chat" }

    /// streaming is set in Settings, under Answers
    pub const fn extra_stream() -> &'static str { "streaming is set in Settings, under Answers" }

    /// “‹field›” cannot be set here: ‹instead›
    pub fn extra_elsewhere(field: &str, instead: &str) -> String { format!("“{field}” cannot be set here: {instead}") }

    /// This is not a web address, such as https://api.yourouter.ai/v1
    pub const fn address_broken() -> &'static str { "This is not a web address, such as https://api.yourouter.ai/v1" }

    /// The address must begin with https://
    pub const fn address_scheme() -> &'static str { "The address must begin with https://" }

    /// The address names no host
    pub const fn address_hostless() -> &'static str { "The address names no host" }

    /// The address must not contain a user name or a password
    pub const fn address_with_user() -> &'static str { "The address must not contain a user name or a password" }

    /// The address must not contain “?” or “#”
    pub const fn address_with_query() -> &'static str { "The address must not contain “?” or “#”" }

    /// The address must begin with https://, or the key could be read on its way
    pub const fn address_unsafe() -> &'static str { "The address must begin with https://, or the key could be read on its way" }

    /// This is not the address of a proxy, such as http://proxy.example:3128
    pub const fn proxy_broken() -> &'static str { "This is not the address of a proxy, such as http://proxy.example:3128" }

    /// The address of a proxy begins with http://, https:// or socks5://
    pub const fn proxy_scheme() -> &'static str { "The address of a proxy begins with http://, https:// or socks5://" }

    /// The address of the proxy names no host
    pub const fn proxy_hostless() -> &'static str { "The address of the proxy names no host" }

    /// The user name and the password have fields of their own
    pub const fn proxy_with_user() -> &'static str { "The user name and the password have fields of their own" }

    /// The address of a proxy has no path
    pub const fn proxy_with_path() -> &'static str { "The address of a proxy has no path" }

    /// The program in which this was copied no longer provides it. Copy it again, then paste.
    pub const fn clipboard_gone() -> &'static str { "The program in which this was copied no longer provides it. Copy it again, then paste." }

    /// ‹file› is gone from the disk. Leave it out, or attach it again.
    pub fn file_gone(file: &str) -> String { format!("{file} is gone from the disk. Leave it out, or attach it again.") }

    /// ‹file› is not what it was: it changed on the disk. Leave it out, or attach it again.
    pub fn file_changed(file: &str) -> String { format!("{file} is not what it was: it changed on the disk. Leave it out, or attach it again.") }

    /// ‹file›: ‹why›
    pub fn file_refused(file: &str, why: &str) -> String { format!("{file}: {why}") }

    /// At most ‹most› files go with one message. Remove some and send again.
    pub fn too_many_files(most: u64) -> String { format!("At most {most} files go with one message. Remove some and send again.") }

    /// The files of this chat come to ‹megabytes› MB, and at most ‹most› MB are sent at once. Leave some out and send again.
    pub fn files_too_large(megabytes: u64, most: u64) -> String { format!("The files of this chat come to {megabytes} MB, and at most {most} MB are sent at once. Leave some out and send again.") }

    /// The gateway has no list of models, so only a message can tell
    pub const fn models_unlisted() -> &'static str { "The gateway has no list of models, so only a message can tell" }

    /// Not in the gateway’s list; it may answer all the same
    pub const fn model_unlisted() -> &'static str { "Not in the gateway’s list; it may answer all the same" }

    /// The export was stopped; nothing was written.
    pub const fn export_stopped() -> &'static str { "The export was stopped; nothing was written." }

    /// There is a folder of this name.
    pub const fn folder_of_this_name() -> &'static str { "There is a folder of this name." }

    /// There are too many files of this name.
    pub const fn too_many_of_this_name() -> &'static str { "There are too many files of this name." }

    /// The disk is full.
    pub const fn disk_full() -> &'static str { "The disk is full." }

    /// No permission to write there. Choose another folder.
    pub const fn not_writable() -> &'static str { "No permission to write there. Choose another folder." }

    /// The disk is read-only. Choose another folder.
    pub const fn read_only() -> &'static str { "The disk is read-only. Choose another folder." }

    /// The folder is gone. Choose another one.
    pub const fn folder_gone() -> &'static str { "The folder is gone. Choose another one." }

    /// Another import is still running.
    pub const fn import_running() -> &'static str { "Another import is still running." }

    /// No chats were found. Exports of ChatGPT, Claude, Open WebUI, LibreChat, OpenRouter, Cherry Studio and YouRouter Chat can be read.
    pub const fn import_empty() -> &'static str { "No chats were found. Exports of ChatGPT, Claude, Open WebUI, LibreChat, OpenRouter, Cherry Studio and YouRouter Chat can be read." }

    /// a newer version of the program wrote a part of this chat
    pub const fn import_newer() -> &'static str { "a newer version of the program wrote a part of this chat" }

    /// its last message is not in it
    pub const fn import_headless() -> &'static str { "its last message is not in it" }

    /// a message follows one that is not before it
    pub const fn import_out_of_order() -> &'static str { "a message follows one that is not before it" }

    /// a message of it belongs to another chat
    pub const fn import_foreign_message() -> &'static str { "a message of it belongs to another chat" }

    /// a file of it belongs to another message
    pub const fn import_foreign_file() -> &'static str { "a file of it belongs to another message" }

    /// it unpacks to more than can be read
    pub const fn import_unpacks_too_much() -> &'static str { "it unpacks to more than can be read" }

    /// it is longer than 64 MB
    pub const fn import_too_long() -> &'static str { "it is longer than 64 MB" }

    /// it is broken: ‹why›
    pub fn import_broken(why: &str) -> String { format!("it is broken: {why}") }

    /// its text is longer than 1 MB
    pub const fn import_prompt_too_long() -> &'static str { "its text is longer than 1 MB" }

    /// there are more than 1,000 of them
    pub const fn import_too_many() -> &'static str { "there are more than 1,000 of them" }

    /// The settings of the folder “‹name›” can’t be read. Set them again, then export.
    pub fn export_folder_unreadable(name: &str) -> String { format!("The settings of the folder “{name}” can’t be read. Set them again, then export.") }

    /// it is one document of more than 96 MB
    pub const fn import_document_too_long() -> &'static str { "it is one document of more than 96 MB" }
}

/// What *Copy Diagnostics* puts on the clipboard, a label and its value in a line.
pub mod diagnostics {
    /// ‹name›: ‹value›
    pub fn line(name: &str, value: &str) -> String { format!("{name}: {value}") }

    /// YouRouter Chat
    pub const fn program() -> &'static str { "YouRouter Chat" }

    /// System
    pub const fn system() -> &'static str { "System" }

    /// Web view
    pub const fn web_view() -> &'static str { "Web view" }

    /// unknown
    pub const fn web_view_unknown() -> &'static str { "unknown" }

    /// Gateway
    pub const fn gateway() -> &'static str { "Gateway" }

    /// ‹gateway›, ‹key›
    pub fn gateway_line(gateway: &str, key: &str) -> String { format!("{gateway}, {key}") }

    /// Database
    pub const fn database() -> &'static str { "Database" }

    /// Write-ahead log
    pub const fn database_log() -> &'static str { "Write-ahead log" }

    /// Attachments
    pub const fn attachments() -> &'static str { "Attachments" }

    /// Log
    pub const fn log() -> &'static str { "Log" }

    /// empty
    pub const fn log_empty() -> &'static str { "empty" }

    /// demo
    pub const fn gateway_demo() -> &'static str { "demo" }

    /// YouRouter
    pub const fn gateway_you_router() -> &'static str { "YouRouter" }

    /// another
    pub const fn gateway_another() -> &'static str { "another" }

    /// no key
    pub const fn key_missing() -> &'static str { "no key" }

    /// key in the keychain
    pub const fn key_keychain() -> &'static str { "key in the keychain" }

    /// key for this run
    pub const fn key_run() -> &'static str { "key for this run" }

    /// key from the environment
    pub const fn key_environment() -> &'static str { "key from the environment" }

    /// no key needed
    pub const fn key_not_needed() -> &'static str { "no key needed" }

    /// ‹bytes› bytes
    pub fn size(bytes: u64) -> String { match bytes { 1 => format!("{bytes} byte"), _ => format!("{bytes} bytes") } }

    /// ‹files› files, ‹bytes›
    pub fn folder_size(files: u64, bytes: &str) -> String { match files { 1 => format!("{files} file, {bytes}"), _ => format!("{files} files, {bytes}") } }

    /// unreadable
    pub const fn folder_unreadable() -> &'static str { "unreadable" }
}

/// The title of the window, the system's dialogs for files, and what is said without a page.
pub mod dialogs {
    /// YouRouter Chat
    pub const fn program() -> &'static str { "YouRouter Chat" }

    /// New chat
    pub const fn new_chat() -> &'static str { "New chat" }

    /// ‹chat› - YouRouter Chat
    pub fn window_title(chat: &str) -> String { format!("{chat} - YouRouter Chat") }

    /// Attach files
    pub const fn attach() -> &'static str { "Attach files" }

    /// All files
    pub const fn all_files() -> &'static str { "All files" }

    /// Images, documents and text
    pub const fn attachable() -> &'static str { "Images, documents and text" }

    /// Images
    pub const fn images() -> &'static str { "Images" }

    /// PDFs
    pub const fn pdfs() -> &'static str { "PDFs" }

    /// Office documents
    pub const fn office_documents() -> &'static str { "Office documents" }

    /// Text
    pub const fn texts() -> &'static str { "Text" }

    /// Add certificate authorities
    pub const fn trust() -> &'static str { "Add certificate authorities" }

    /// Certificates (PEM)
    pub const fn certificates() -> &'static str { "Certificates (PEM)" }

    /// Save a copy
    pub const fn save_copy() -> &'static str { "Save a copy" }

    /// Save a backup
    pub const fn save_backup() -> &'static str { "Save a backup" }

    /// YouRouter Chat backup
    pub const fn backup_name() -> &'static str { "YouRouter Chat backup" }

    /// Backup
    pub const fn backup() -> &'static str { "Backup" }

    /// Restore a backup
    pub const fn restore_backup() -> &'static str { "Restore a backup" }

    /// Backups
    pub const fn backups() -> &'static str { "Backups" }

    /// Export usage
    pub const fn export_usage() -> &'static str { "Export usage" }

    /// CSV
    pub const fn csv() -> &'static str { "CSV" }

    /// Export chat
    pub const fn export_chat() -> &'static str { "Export chat" }

    /// Export chats
    pub const fn export_chats() -> &'static str { "Export chats" }

    /// YouRouter chats
    pub const fn export_all_name() -> &'static str { "YouRouter chats" }

    /// Web page
    pub const fn web_page() -> &'static str { "Web page" }

    /// Markdown
    pub const fn markdown() -> &'static str { "Markdown" }

    /// JSON
    pub const fn json() -> &'static str { "JSON" }

    /// Import chats
    pub const fn import_chats() -> &'static str { "Import chats" }

    /// Exports (.zip, .json)
    pub const fn importable() -> &'static str { "Exports (.zip, .json)" }

    /// Pasted image
    pub const fn pasted_image() -> &'static str { "Pasted image" }

    /// Quit
    pub const fn quit() -> &'static str { "Quit" }

    /// Cancel
    pub const fn cancel() -> &'static str { "Cancel" }

    /// Choose
    pub const fn choose() -> &'static str { "Choose" }

    /// YouRouter Chat has to close
    pub const fn crash_title() -> &'static str { "YouRouter Chat has to close" }

    /// Something failed in the program. Everything that was saved is kept, and an answer that was being written keeps the text it had. The log in the data folder says more.
    pub const fn crash_body() -> &'static str { "Something failed in the program. Everything that was saved is kept, and an answer that was being written keeps the text it had. The log in the data folder says more." }

    /// The window keeps failing
    pub const fn window_fails_title() -> &'static str { "The window keeps failing" }

    /// The web view of the system ended several times in a row, perhaps because there is too little memory. Your chats are kept. Close other programs and try again, or quit.
    pub const fn window_fails_body() -> &'static str { "The web view of the system ended several times in a row, perhaps because there is too little memory. Your chats are kept. Close other programs and try again, or quit." }

    /// Repeat: ‹name›
    pub fn trial(name: &str) -> String { format!("Repeat: {name}") }
}

/// The words in exported files.
pub mod exported {
    /// Untitled chat
    pub const fn untitled() -> &'static str { "Untitled chat" }

    /// Exported from YouRouter Chat ‹version› on ‹time›, ‹messages› messages
    pub fn about(version: &str, time: &str, messages: u64) -> String { match messages { 1 => format!("Exported from YouRouter Chat {version} on {time}, {messages} message"), _ => format!("Exported from YouRouter Chat {version} on {time}, {messages} messages") } }

    /// You
    pub const fn you() -> &'static str { "You" }

    /// Answer
    pub const fn answer() -> &'static str { "Answer" }

    /// System
    pub const fn system() -> &'static str { "System" }

    /// Tool
    pub const fn tool() -> &'static str { "Tool" }

    /// auto
    pub const fn auto() -> &'static str { "auto" }

    /// pinned ‹vendor›
    pub fn pinned(vendor: &str) -> String { format!("pinned {vendor}") }

    /// ‹mode›, answered by ‹vendor›
    pub fn answered_by(mode: &str, vendor: &str) -> String { format!("{mode}, answered by {vendor}") }

    /// ‹mode›, vendor not reported
    pub fn not_reported(mode: &str) -> String { format!("{mode}, vendor not reported") }

    /// ‹mode›, sent natively
    pub fn native(mode: &str) -> String { format!("{mode}, sent natively") }

    /// version ‹number› of ‹all›
    pub fn version(number: u64, all: u64) -> String { format!("version {number} of {all}") }

    /// Thought for ‹time›
    pub fn thought(time: &str) -> String { format!("Thought for {time}") }

    /// Thoughts
    pub const fn thoughts() -> &'static str { "Thoughts" }

    /// This was still being written when it was exported.
    pub const fn streaming() -> &'static str { "This was still being written when it was exported." }

    /// Stopped by you. No text came.
    pub fn stopped(has_text: bool) -> String { match has_text { true => "Stopped by you. The text so far is kept.".to_owned(), false => "Stopped by you. No text came.".to_owned() } }

    /// YouRouter Chat closed while this was being written. No text came.
    pub fn interrupted(has_text: bool) -> String { match has_text { true => "YouRouter Chat closed while this was being written. The text so far is kept.".to_owned(), false => "YouRouter Chat closed while this was being written. No text came.".to_owned() } }

    /// Failed. No text came.
    pub fn failed(has_text: bool) -> String { match has_text { true => "Failed. The text so far is kept.".to_owned(), false => "Failed. No text came.".to_owned() } }

    /// A key was needed.
    pub const fn missing_key() -> &'static str { "A key was needed." }

    /// The system keychain was not available.
    pub const fn keychain_unavailable() -> &'static str { "The system keychain was not available." }

    /// The gateway did not accept the key.
    pub const fn unauthorized() -> &'static str { "The gateway did not accept the key." }

    /// The gateway said the balance is too low.
    pub const fn balance() -> &'static str { "The gateway said the balance is too low." }

    /// Too many requests.
    pub const fn rate_limited() -> &'static str { "Too many requests." }

    /// The gateway or the vendor failed.
    pub const fn overloaded() -> &'static str { "The gateway or the vendor failed." }

    /// The request was refused.
    pub const fn rejected() -> &'static str { "The request was refused." }

    /// Too long for this model.
    pub const fn too_long() -> &'static str { "Too long for this model." }

    /// The gateway could not be reached.
    pub const fn offline() -> &'static str { "The gateway could not be reached." }

    /// No reply came in time.
    pub const fn timed_out() -> &'static str { "No reply came in time." }

    /// The answer broke off.
    pub const fn stream_cut() -> &'static str { "The answer broke off." }

    /// A file could not be sent.
    pub const fn attachment() -> &'static str { "A file could not be sent." }

    /// The disk or the database failed.
    pub const fn storage() -> &'static str { "The disk or the database failed." }

    /// The disk was full.
    pub const fn disk_full() -> &'static str { "The disk was full." }

    /// Another program was using the database.
    pub const fn storage_busy() -> &'static str { "Another program was using the database." }

    /// This could not be used.
    pub const fn invalid() -> &'static str { "This could not be used." }

    /// An answer was still being written.
    pub const fn answer_running() -> &'static str { "An answer was still being written." }

    /// The message was empty.
    pub const fn empty_message() -> &'static str { "The message was empty." }

    /// A file was no longer attached.
    pub const fn not_in_draft() -> &'static str { "A file was no longer attached." }

    /// The link was not opened.
    pub const fn link_refused() -> &'static str { "The link was not opened." }

    /// No program could open it.
    pub const fn no_program() -> &'static str { "No program could open it." }

    /// Something failed in YouRouter Chat.
    pub const fn internal() -> &'static str { "Something failed in YouRouter Chat." }

    /// status ‹status›
    pub fn status(status: &str) -> String { format!("status {status}") }

    /// request id ‹id›
    pub fn request_id(id: &str) -> String { format!("request id {id}") }

    /// ‹time› to first token
    pub fn first_token(time: &str) -> String { format!("{time} to first token") }

    /// ‹read› tokens in, ‹written› out
    pub fn tokens(read: &str, written: &str) -> String { format!("{read} tokens in, {written} out") }

    /// sent as image
    pub const fn sent_as_image() -> &'static str { "sent as image" }

    /// sent as PDF
    pub const fn sent_as_pdf() -> &'static str { "sent as PDF" }

    /// sent as text
    pub const fn sent_as_text() -> &'static str { "sent as text" }

    /// sent as text of the first ‹read› of ‹all› pages
    pub fn sent_as_text_of(read: u64, all: u64) -> String { match all { 1 => format!("sent as text of the first {read} of {all} page"), _ => format!("sent as text of the first {read} of {all} pages") } }

    /// sent as images of ‹pages› pages
    pub fn sent_as_pages(pages: u64) -> String { match pages { 1 => format!("sent as image of {pages} page"), _ => format!("sent as images of {pages} pages") } }

    /// ‹pages› pages
    pub fn pages(pages: u64) -> String { match pages { 1 => format!("{pages} page"), _ => format!("{pages} pages") } }

    /// ‹pages› pages are images without text
    pub fn image_pages(pages: u64) -> String { match pages { 1 => format!("{pages} page is an image without text"), _ => format!("{pages} pages are images without text") } }

    /// cut off
    pub const fn cut() -> &'static str { "cut off" }

    /// only the first of ‹images› images
    pub fn first_of(images: u64) -> String { format!("only the first of {images} images") }

    /// left out of later requests
    pub const fn left_out() -> &'static str { "left out of later requests" }

    /// gone from the disk
    pub const fn missing() -> &'static str { "gone from the disk" }
}

/// The native menus. A letter after & is the one that opens the item by keyboard.
pub mod menus {
    /// &File
    pub const fn file() -> &'static str { "&File" }

    /// &Edit
    pub const fn edit() -> &'static str { "&Edit" }

    /// &View
    pub const fn view() -> &'static str { "&View" }

    /// &Chat
    pub const fn chat() -> &'static str { "&Chat" }

    /// V&endor
    pub const fn vendor() -> &'static str { "V&endor" }

    /// &Model
    pub const fn model() -> &'static str { "&Model" }

    /// &Help
    pub const fn help() -> &'static str { "&Help" }

    /// &New Chat
    pub const fn new_chat() -> &'static str { "&New Chat" }

    /// &Attach Files…
    pub const fn attach() -> &'static str { "&Attach Files…" }

    /// &Export…
    pub const fn open_export() -> &'static str { "&Export…" }

    /// &Import…
    pub const fn open_import() -> &'static str { "&Import…" }

    /// &Settings…
    pub const fn open_settings() -> &'static str { "&Settings…" }

    /// &Data and Privacy…
    pub const fn open_data() -> &'static str { "&Data and Privacy…" }

    /// &Close Window
    pub const fn close() -> &'static str { "&Close Window" }

    /// &Quit
    pub const fn quit() -> &'static str { "&Quit" }

    /// Undo
    pub const fn undo() -> &'static str { "Undo" }

    /// Redo
    pub const fn redo() -> &'static str { "Redo" }

    /// Cut
    pub const fn cut() -> &'static str { "Cut" }

    /// Copy
    pub const fn copy() -> &'static str { "Copy" }

    /// Paste
    pub const fn paste() -> &'static str { "Paste" }

    /// Paste as Plain Text
    pub const fn paste_as_plain_text() -> &'static str { "Paste as Plain Text" }

    /// Select All
    pub const fn select_all() -> &'static str { "Select All" }

    /// S&earch Chats…
    pub const fn open_search() -> &'static str { "S&earch Chats…" }

    /// Show Side&bar
    pub const fn show_sidebar() -> &'static str { "Show Side&bar" }

    /// Hide Side&bar
    pub const fn hide_sidebar() -> &'static str { "Hide Side&bar" }

    /// Zoom &In
    pub const fn zoom_in() -> &'static str { "Zoom &In" }

    /// Zoom &Out
    pub const fn zoom_out() -> &'static str { "Zoom &Out" }

    /// &Actual Size
    pub const fn zoom_reset() -> &'static str { "&Actual Size" }

    /// &Full Screen
    pub const fn full_screen() -> &'static str { "&Full Screen" }

    /// &Usage…
    pub const fn open_usage() -> &'static str { "&Usage…" }

    /// &Regenerate Answer
    pub const fn regenerate() -> &'static str { "&Regenerate Answer" }

    /// &Stop Answer
    pub const fn stop() -> &'static str { "&Stop Answer" }

    /// &Copy Last Answer
    pub const fn copy_answer() -> &'static str { "&Copy Last Answer" }

    /// &Inspect Last Answer…
    pub const fn inspect() -> &'static str { "&Inspect Last Answer…" }

    /// &Compare Answers…
    pub const fn open_compare() -> &'static str { "&Compare Answers…" }

    /// Repeat and Meas&ure…
    pub const fn open_trials() -> &'static str { "Repeat and Meas&ure…" }

    /// &Model and Vendor…
    pub const fn open_picker() -> &'static str { "&Model and Vendor…" }

    /// System &Prompt…
    pub const fn open_system_prompt() -> &'static str { "System &Prompt…" }

    /// P&arameters…
    pub const fn open_parameters() -> &'static str { "P&arameters…" }

    /// Con&text…
    pub const fn open_context() -> &'static str { "Con&text…" }

    /// Re&name Chat
    pub const fn rename() -> &'static str { "Re&name Chat" }

    /// &Other…
    pub const fn other_vendor() -> &'static str { "&Other…" }

    /// &Let Others Take Over
    pub const fn take_over() -> &'static str { "&Let Others Take Over" }

    /// &Choose Model…
    pub const fn choose_model() -> &'static str { "&Choose Model…" }

    /// &Keyboard Shortcuts
    pub const fn open_shortcuts() -> &'static str { "&Keyboard Shortcuts" }

    /// &Documentation
    pub const fn documentation() -> &'static str { "&Documentation" }

    /// Copy &Diagnostics
    pub const fn copy_diagnostics() -> &'static str { "Copy &Diagnostics" }

    /// &Report a Problem…
    pub const fn report_problem() -> &'static str { "&Report a Problem…" }

    /// Open Data &Folder
    pub const fn data_folder() -> &'static str { "Open Data &Folder" }

    /// &About YouRouter Chat
    pub const fn open_about() -> &'static str { "&About YouRouter Chat" }

    /// &Stay with First Answer
    pub const fn stay() -> &'static str { "&Stay with First Answer" }

    /// &Other: ‹vendor›…
    pub fn other_vendor_named(vendor: &str) -> String { format!("&Other: {vendor}…") }

    /// ‹model›, stay
    pub fn model_stay(model: &str) -> String { format!("{model}, stay") }

    /// ‹model›, ‹vendor› first
    pub fn model_first(model: &str, vendor: &str) -> String { format!("{model}, {vendor} first") }

    /// ‹model›, ‹vendor›
    pub fn model_only(model: &str, vendor: &str) -> String { format!("{model}, {vendor}") }
}

/// The words that stand in a rendered answer beside those of its author.
pub mod prose {
    /// Footnote ‹number›
    pub fn footnote(number: u64) -> String { format!("Footnote {number}") }

    /// Back to reference ‹number›
    pub fn footnote_reference(number: u64) -> String { format!("Back to reference {number}") }

    /// Incomplete task
    pub const fn task_incomplete() -> &'static str { "Incomplete task" }

    /// Completed task
    pub const fn task_completed() -> &'static str { "Completed task" }

    /// Diagram
    pub const fn diagram() -> &'static str { "Diagram" }

    /// Source
    pub const fn diagram_source() -> &'static str { "Source" }

    /// ‹kind› · not drawn
    pub fn diagram_not_drawn(kind: &str) -> String { format!("{kind} · not drawn") }

    /// Note
    pub const fn callout_note() -> &'static str { "Note" }

    /// Tip
    pub const fn callout_tip() -> &'static str { "Tip" }

    /// Important
    pub const fn callout_important() -> &'static str { "Important" }

    /// Warning
    pub const fn callout_warning() -> &'static str { "Warning" }

    /// Caution
    pub const fn callout_caution() -> &'static str { "Caution" }
}

/// Why the program cannot start, and the ways on.
pub mod startup {
    /// Try Again
    pub const fn try_again() -> &'static str { "Try Again" }

    /// Choose Another Folder…
    pub const fn other_folder() -> &'static str { "Choose Another Folder…" }

    /// Recover Chats
    pub const fn salvage() -> &'static str { "Recover Chats" }

    /// Use the Backup
    pub const fn use_backup() -> &'static str { "Use the Backup" }

    /// Continue
    pub const fn go_on() -> &'static str { "Continue" }

    /// Start Empty
    pub const fn start_empty() -> &'static str { "Start Empty" }

    /// Continue Without It
    pub const fn ignore_base_url() -> &'static str { "Continue Without It" }

    /// Choose a folder for your chats
    pub const fn folder_title() -> &'static str { "Choose a folder for your chats" }

    /// YouRouter Chat was started with an unknown option
    pub const fn usage_title() -> &'static str { "YouRouter Chat was started with an unknown option" }

    /// There is no folder for your chats
    pub const fn no_folder_title() -> &'static str { "There is no folder for your chats" }

    /// The system names no folder for application data. Choose one for this start, or set it with --data-dir.
    pub const fn no_folder() -> &'static str { "The system names no folder for application data. Choose one for this start, or set it with --data-dir." }

    /// The data folder cannot be used
    pub const fn folder_failed_title() -> &'static str { "The data folder cannot be used" }

    /// ‹path› cannot be created or written to: ‹why›.  Make it writable, or choose another folder.
    pub fn folder_failed(path: &str, why: &str) -> String { format!("{path} cannot be created or written to: {why}.\n\nMake it writable, or choose another folder.") }

    /// YouRouter Chat is already open
    pub const fn open_title() -> &'static str { "YouRouter Chat is already open" }

    /// It uses ‹path›, but does not answer. Close it and try again, or choose another folder.
    pub fn open(path: &str) -> String { format!("It uses {path}, but does not answer. Close it and try again, or choose another folder.") }

    /// YOUROUTER_BASE_URL cannot be used
    pub const fn base_url_title() -> &'static str { "YOUROUTER_BASE_URL cannot be used" }

    /// ‹why›.  Correct the variable and start again, or continue with the gateway from Settings.
    pub fn base_url(why: &str) -> String { format!("{why}.\n\nCorrect the variable and start again, or continue with the gateway from Settings.") }

    /// The folder of attached files cannot be used
    pub const fn attachments_title() -> &'static str { "The folder of attached files cannot be used" }

    /// ‹path›: ‹why›.  If a file has this name, move it away, then try again; or choose another folder.
    pub fn attachments(path: &str, why: &str) -> String { format!("{path}: {why}.\n\nIf a file has this name, move it away, then try again; or choose another folder.") }

    /// YouRouter Chat needs a display
    pub const fn no_display_title() -> &'static str { "YouRouter Chat needs a display" }

    /// It was started without a graphical session.
    pub const fn no_display() -> &'static str { "It was started without a graphical session." }

    /// YouRouter Chat could not start
    pub const fn failed_title() -> &'static str { "YouRouter Chat could not start" }

    /// Your chats cannot be read
    pub const fn damaged_title() -> &'static str { "Your chats cannot be read" }

    /// ‹path› is damaged: ‹why›.  Recovering reads all chats that can still be read into a new file. Whatever you choose, the damaged file and your attached files are kept beside it, so that they can still be repaired.
    pub fn damaged(path: &str, why: &str) -> String { format!("{path} is damaged: {why}.\n\nRecovering reads all chats that can still be read into a new file. Whatever you choose, the damaged file and your attached files are kept beside it, so that they can still be repaired.") }

    /// Your chats were saved by a newer version
    pub const fn newer_title() -> &'static str { "Your chats were saved by a newer version" }

    /// ‹path› cannot be opened by this version. Update YouRouter Chat, or choose another folder. Nothing was changed.  If there is a backup, it holds your chats as they were before the newer version first opened them.
    pub fn newer(path: &str) -> String { format!("{path} cannot be opened by this version. Update YouRouter Chat, or choose another folder. Nothing was changed.\n\nIf there is a backup, it holds your chats as they were before the newer version first opened them.") }

    /// This is not a database of YouRouter Chat
    pub const fn foreign_title() -> &'static str { "This is not a database of YouRouter Chat" }

    /// ‹path› belongs to another program. Choose another folder. Nothing was changed.
    pub fn foreign(path: &str) -> String { format!("{path} belongs to another program. Choose another folder. Nothing was changed.") }

    /// Another program is using your chats
    pub const fn busy_title() -> &'static str { "Another program is using your chats" }

    /// ‹path› is locked, perhaps by a backup or a sync program. Wait until it is done, then try again.
    pub fn busy(path: &str) -> String { format!("{path} is locked, perhaps by a backup or a sync program. Wait until it is done, then try again.") }

    /// The disk is full
    pub const fn full_title() -> &'static str { "The disk is full" }

    /// There is no space left for ‹path›. Delete or move some files, then try again.
    pub fn full(path: &str) -> String { format!("There is no space left for {path}. Delete or move some files, then try again.") }

    /// Your chats cannot be opened
    pub const fn database_title() -> &'static str { "Your chats cannot be opened" }

    /// ‹path›: ‹why›.  Allow access to it and try again, or choose another folder.
    pub fn database(path: &str, why: &str) -> String { format!("{path}: {why}.\n\nAllow access to it and try again, or choose another folder.") }

    /// Recovered ‹chats› chats with ‹messages› messages
    pub fn recovered_title(chats: u64, messages: u64) -> String { format!("Recovered {} with {}", match chats { 1 => format!("{chats} chat"), _ => format!("{chats} chats") }, match messages { 1 => format!("{messages} message"), _ => format!("{messages} messages") }) }

    /// ‹damaged› places in the ‹pages› pages of the damaged file could not be read.
    pub fn recovered_damaged(damaged: u64, pages: u64) -> String { format!("{} in the {pages} pages of the damaged file could not be read.", match damaged { 1 => format!("{damaged} place"), _ => format!("{damaged} places") }) }

    /// ‹messages› messages were found without their text.
    pub fn recovered_empty(messages: u64) -> String { match messages { 1 => format!("{messages} message was found without its text."), _ => format!("{messages} messages were found without their text.") } }

    /// The damaged file is kept as ‹path›.
    pub fn recovered_kept(path: &str) -> String { format!("The damaged file is kept as {path}.") }
}
