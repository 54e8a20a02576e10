//! Work for the main thread, where the toolkit lives.

use tauri::{Runtime, WebviewWindow};
use tokio::sync::oneshot;

/// What `work` answers on the main thread, at once or later; `None` if the window is going away.
pub async fn asked_on_main_thread<R: Runtime, T: Send + 'static>(
    window: &WebviewWindow<R>,
    work: impl FnOnce(oneshot::Sender<T>) + Send + 'static,
) -> Option<T> {
    let (answer, answered) = oneshot::channel();
    window.run_on_main_thread(move || work(answer)).ok()?;
    answered.await.ok()
}
