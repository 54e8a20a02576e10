//! When the page is told: at once after a pause, at most 30 times a second, and less often while text comes faster
//! than anyone reads, since painting is what costs (ARCHITECTURE.md, "What painting costs").

use std::time::Duration;

use tokio::time::Instant;

/// One frame of 30 per second.
const FRAME: Duration = Duration::from_millis(33);
/// Nobody reads faster than this, in bytes per second.
const READING_SPEED: f64 = 400.0;
/// The longest wait between two patches.
const LONGEST: Duration = Duration::from_millis(150);

/// The pace of one answer's patches.
pub(super) struct Pace {
    shown_at: Instant,
    /// Bytes that came since the last patch.
    waiting: usize,
    /// Bytes per second, smoothed.
    speed: f64,
}

impl Pace {
    /// A pace whose first patch may go out at once.
    pub(super) fn new(now: Instant) -> Self {
        Self { shown_at: now.checked_sub(LONGEST).unwrap_or(now), waiting: 0, speed: 0.0 }
    }

    /// Something came.
    pub(super) fn came(&mut self, bytes: usize) {
        self.waiting += bytes;
    }

    /// Whether there is something to show.
    pub(super) fn is_waiting(&self) -> bool {
        self.waiting > 0
    }

    /// When the next patch may go out.
    pub(super) fn due(&self) -> Instant {
        let stretch = (self.speed / READING_SPEED).clamp(1.0, LONGEST.as_secs_f64() / FRAME.as_secs_f64());
        self.shown_at + FRAME.mul_f64(stretch)
    }

    /// A patch goes out.
    pub(super) fn shown(&mut self, now: Instant) {
        let seconds = now.duration_since(self.shown_at).as_secs_f64().max(FRAME.as_secs_f64());
        #[expect(clippy::cast_precision_loss, reason = "a rate for pacing")]
        let speed = self.waiting as f64 / seconds;
        self.speed = self.speed.mul_add(0.7, speed * 0.3);
        self.shown_at = now;
        self.waiting = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::{FRAME, LONGEST, Pace};
    use std::time::Duration;
    use tokio::time::Instant;

    /// The gaps between patches when `bytes` come each millisecond for three seconds.
    fn gaps(bytes: usize) -> Vec<Duration> {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        let mut gaps = Vec::new();
        let mut last = start;
        for millisecond in 0..3000 {
            let now = start + Duration::from_millis(millisecond);
            pace.came(bytes);
            if pace.due() <= now {
                pace.shown(now);
                gaps.push(now - last);
                last = now;
            }
        }
        gaps
    }

    #[test]
    fn the_first_patch_goes_out_at_once() {
        let now = Instant::now();
        assert!(Pace::new(now).due() <= now);
    }

    #[test]
    fn text_at_reading_speed_is_shown_each_frame_and_never_more_often() {
        let now = Instant::now();
        let mut pace = Pace::new(now);
        pace.came(10);
        pace.shown(now);
        assert_eq!(pace.due(), now + FRAME);
    }

    #[test]
    fn text_faster_than_anyone_reads_is_shown_less_often_up_to_the_limit() {
        let gaps = gaps(20);
        assert!(gaps.last().is_some_and(|gap| *gap >= LONGEST - Duration::from_millis(1)), "{gaps:?}");
        assert!(gaps.iter().all(|gap| *gap <= LONGEST + Duration::from_millis(1)));
    }
}
