//! Where the window was when it was closed: its size, its place, and whether it filled the screen. It is opened there again,
//! unless that is not on any screen now.
//!
//! The file is the window's own: it is needed before the database is read, and losing it costs nothing.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager, Monitor, WebviewWindow, WebviewWindowBuilder, WindowEvent};

/// Smaller, the page does not fit (design, "Narrow"). In logical pixels.
pub const MIN_SIZE: (f64, f64) = (420.0, 480.0);
const FIRST_SIZE: (f64, f64) = (1180.0, 800.0);
/// This much of the window's top edge must be on a screen, so that it can be seen and moved. In logical pixels.
const GRIP: (f64, f64) = (120.0, 40.0);

const FILE: &str = "window.place";

/// In logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Placement {
    width: f64,
    height: f64,
    /// The place of its corner; none where the desktop places windows.
    place: Option<(f64, f64)>,
    is_maximized: bool,
    is_fullscreen: bool,
}

/// A part of the desktop, in logical pixels.
#[derive(Debug, Clone, Copy)]
struct Area {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl Default for Placement {
    fn default() -> Self {
        let (width, height) = FIRST_SIZE;
        Self { width, height, place: None, is_maximized: false, is_fullscreen: false }
    }
}

impl Placement {
    /// That of the last run, as far as it fits the screens of now.
    pub fn load(app: &AppHandle, data_dir: &Path) -> Self {
        let screens: Vec<Area> =
            app.available_monitors().unwrap_or_default().iter().map(Area::from_monitor).collect();
        let kept = fs::read(data_dir.join(FILE)).ok();
        kept.and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok())
            .unwrap_or_default()
            .fitted(&screens)
    }

    /// No larger than the largest screen, and in a place where it can be reached.
    fn fitted(mut self, screens: &[Area]) -> Self {
        let most = |size: fn(&Area) -> f64| screens.iter().map(size).fold(f64::NAN, f64::max);
        // `min` and `max` leave a NaN out.
        self.width = self.width.min(most(|screen| screen.width)).max(MIN_SIZE.0);
        self.height = self.height.min(most(|screen| screen.height)).max(MIN_SIZE.1);
        let is_reached =
            |&(x, y): &(f64, f64)| screens.iter().any(|screen| screen.has_grip(x, y, self.width));
        self.place = self.place.filter(is_reached);
        self
    }

    /// Has the window opened there.
    pub fn apply<'a, M: Manager<tauri::Wry>>(
        self,
        builder: WebviewWindowBuilder<'a, tauri::Wry, M>,
    ) -> WebviewWindowBuilder<'a, tauri::Wry, M> {
        let builder = builder
            .inner_size(self.width, self.height)
            .maximized(self.is_maximized)
            .fullscreen(self.is_fullscreen);
        match self.place {
            Some((x, y)) => builder.position(x, y),
            None => builder,
        }
    }

    /// What of it is so now: a window that fills the screen keeps the size and the place that it will have again.
    fn follow(&mut self, window: &WebviewWindow) -> tauri::Result<()> {
        self.is_maximized = window.is_maximized()?;
        self.is_fullscreen = window.is_fullscreen()?;
        if self.is_maximized || self.is_fullscreen || window.is_minimized()? {
            return Ok(());
        }
        let scale = window.scale_factor()?;
        let size = window.inner_size()?.to_logical::<f64>(scale);
        (self.width, self.height) = (size.width, size.height);
        let place = window.outer_position()?.to_logical::<f64>(scale);
        self.place = Some((place.x, place.y));
        Ok(())
    }
}

impl Area {
    fn from_monitor(monitor: &Monitor) -> Self {
        let scale = monitor.scale_factor();
        let place = monitor.position().to_logical::<f64>(scale);
        let size = monitor.size().to_logical::<f64>(scale);
        Self { x: place.x, y: place.y, width: size.width, height: size.height }
    }

    /// Whether enough of the top edge of a window at `x`, `y` lies in it.
    fn has_grip(&self, x: f64, y: f64, width: f64) -> bool {
        let seen = (x + width).min(self.x + self.width) - x.max(self.x);
        seen >= GRIP.0 && y >= self.y && y + GRIP.1 <= self.y + self.height
    }
}

/// Where the window is, and the file that says so to the next run.
struct Last {
    placement: Mutex<Placement>,
    path: PathBuf,
}

/// Follows the window from now on.
pub fn remember(window: &WebviewWindow, placement: Placement, data_dir: &Path) {
    window.manage(Last { placement: Mutex::new(placement), path: data_dir.join(FILE) });
    let own = window.clone();
    window.on_window_event(move |event| {
        let Some(last) = own.try_state::<Last>() else { return };
        match event {
            WindowEvent::Resized(_) | WindowEvent::Moved(_) => {
                // A window that is going away stays where it was.
                let _gone = last.placement.lock().unwrap_or_else(PoisonError::into_inner).follow(&own);
            }
            WindowEvent::CloseRequested { .. } | WindowEvent::Focused(false) => keep(own.app_handle()),
            _ => {}
        }
    });
}

/// Writes down where the window is.
pub fn keep(app: &AppHandle) {
    let Some(last) = app.try_state::<Last>() else { return };
    let placement = *last.placement.lock().unwrap_or_else(PoisonError::into_inner);
    let json = serde_json::to_vec(&placement).map_err(std::io::Error::from);
    if let Err(error) = json.and_then(|json| fs::write(&last.path, json)) {
        tracing::warn!(%error, "the window's place was not kept");
    }
}

#[cfg(test)]
mod tests {
    use super::{Area, MIN_SIZE, Placement};

    const SCREEN: Area = Area { x: 0.0, y: 0.0, width: 1600.0, height: 1000.0 };
    const RIGHT: Area = Area { x: 1600.0, y: 200.0, width: 1280.0, height: 720.0 };

    fn at(x: f64, y: f64) -> Placement {
        Placement { place: Some((x, y)), ..Placement::default() }
    }

    #[test]
    fn a_window_is_opened_where_it_was_as_long_as_it_can_be_reached_there() {
        for (x, y) in [(0.0, 0.0), (-1000.0, 10.0), (1400.0, 900.0), (1700.0, 300.0)] {
            assert_eq!(at(x, y).fitted(&[SCREEN, RIGHT]).place, Some((x, y)), "{x}, {y}");
        }
        for (x, y) in [(-1100.0, 10.0), (1500.0, 0.0), (100.0, -10.0), (100.0, 980.0), (5000.0, 5000.0)] {
            assert_eq!(at(x, y).fitted(&[SCREEN]).place, None, "{x}, {y}");
        }
        assert_eq!(at(1700.0, 300.0).fitted(&[SCREEN]).place, None, "its screen was taken away");
    }

    #[test]
    fn a_window_is_no_larger_than_a_screen_and_no_smaller_than_the_page() {
        let sized = |width, height| Placement { width, height, ..Placement::default() }.fitted(&[SCREEN]);
        let large = sized(5000.0, 5000.0);
        assert_eq!((large.width, large.height), (1600.0, 1000.0));
        let small = sized(1.0, f64::NAN);
        assert_eq!((small.width, small.height), (MIN_SIZE.0, 1000.0));
        let unknown = Placement::default().fitted(&[]);
        assert_eq!((unknown.width, unknown.height), (1180.0, 800.0), "no screen is known");
    }

    #[test]
    fn it_is_read_as_it_was_written() {
        let written = serde_json::to_vec(&at(3.0, 4.0)).unwrap();
        assert_eq!(serde_json::from_slice::<Placement>(&written).unwrap(), at(3.0, 4.0));
    }
}
