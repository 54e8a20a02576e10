//! Every `#[tauri::command]`, by topic; each is one call into the core.
//!
//! To add one: write it in its topic, name it in [`register`], and give it a function in `ui/backend.js`.
//! Invariant: no command takes a path or a URL to fetch, and none returns a key.

mod chat;
mod context;
mod conversations;
mod data;
mod files;
mod gateway;
mod inspector;
mod library;
mod network;
mod page;
mod prompts;
mod search;
mod transfer;
mod usage;

use tauri::{Builder, Runtime};
use yourouter_protocol::Failure;

/// What a command gives back: a value, or a failure that the page has words for.
type Reply<T> = Result<T, Failure>;

/// Adds every command to the application.
pub fn register<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder.invoke_handler(tauri::generate_handler![
        chat::send_message,
        chat::retry_turn,
        chat::ask_lanes,
        chat::retry_now,
        chat::stop_turn,
        conversations::open_conversation,
        conversations::load_first_messages,
        conversations::load_messages,
        conversations::load_lanes,
        conversations::switch_version,
        conversations::choose_route,
        conversations::set_parameters,
        conversations::save_draft,
        conversations::load_source,
        conversations::load_whole_answer,
        data::load_data,
        data::back_up_now,
        data::save_backup,
        data::restore_backup,
        data::restore_backup_file,
        data::delete_everything,
        files::pick_attachments,
        files::paste_attachment,
        files::paste_files,
        files::copy_selection,
        files::remove_attachment,
        files::paste_text,
        files::take_text,
        files::choose_send_as,
        files::preview_page,
        files::preview_text,
        files::stop_preparing,
        files::leave_out,
        files::preview_send,
        files::preview_attachment,
        files::open_attachment,
        files::save_attachment,
        files::copy_attachment,
        files::drag_attachment,
        files::attach_arrivals,
        gateway::store_key,
        gateway::forget_key,
        gateway::load_gateways,
        gateway::save_gateway,
        gateway::remove_gateway,
        gateway::make_default_gateway,
        gateway::set_gateway,
        gateway::open_demo,
        gateway::leave_demo,
        gateway::list_models,
        gateway::refresh_models,
        inspector::check_vendor,
        inspector::verify_vendor,
        inspector::inspect_message,
        inspector::write_request,
        inspector::write_report,
        library::new_conversation,
        library::list_conversations,
        library::list_conversation_ids,
        library::list_filed_conversations,
        library::rename_conversation,
        library::pin_conversations,
        library::archive_conversations,
        library::file_conversations,
        library::delete_conversations,
        library::restore_conversations,
        library::purge_conversations,
        library::fork_conversation,
        library::load_branches,
        library::save_folder,
        library::delete_folder,
        network::load_network,
        network::load_network_log,
        network::choose_proxy,
        network::pick_authorities,
        network::forget_authorities,
        network::test_connection,
        prompts::load_prompts,
        prompts::save_prompt,
        prompts::delete_prompt,
        page::load_snapshot,
        page::update_settings,
        page::inspect_link,
        page::open_link,
        page::open_data_folder,
        page::page_ready,
        search::search_chats,
        search::count_hits,
        search::find_in_chat,
        page::show_menu_state,
        page::copy_diagnostics,
        transfer::export_conversation,
        transfer::export_conversations,
        transfer::import_chats,
        transfer::stop_import,
        transfer::stop_export,
        transfer::open_export,
        transfer::show_export,
        context::load_context,
        context::load_earlier_context,
        context::exclude_system_prompt,
        context::exclude_messages,
        context::pin_message,
        context::exclude_through,
        context::include_all,
        context::estimate_send,
        usage::load_usage,
        usage::load_chat_usage,
        usage::load_limits,
        usage::waive_limits,
        usage::export_usage,
        usage::estimate_trials,
        usage::start_trials,
        usage::stop_trial,
        usage::load_trials,
    ])
}
