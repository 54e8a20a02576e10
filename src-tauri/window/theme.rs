//! How the window looks before its page does.

use tauri::window::Color;
use yourouter_protocol::Theme;

/// What the toolkit calls the theme.
pub fn native_theme(theme: Theme) -> Option<tauri::Theme> {
    match theme {
        Theme::System => None,
        Theme::Light => Some(tauri::Theme::Light),
        Theme::Dark => Some(tauri::Theme::Dark),
    }
}

/// What stands in the window before the page paints, and behind the menu bar: the page's own `--bg`. Where the system
/// chooses the theme, it chooses this too.
pub fn background(theme: Theme) -> Option<Color> {
    match theme {
        Theme::Dark => Some(Color(0x18, 0x19, 0x1b, 0xff)),
        Theme::Light => Some(Color(0xff, 0xff, 0xff, 0xff)),
        Theme::System => None,
    }
}
