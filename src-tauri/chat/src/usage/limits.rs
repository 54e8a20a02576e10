//! Limits of spend: for a chat, a day and a month. They ask before a message goes out, and do nothing else.
//!
//! A person can waive one for this chat, day or month; a limit that is then set anew is asked about again.

use jiff::Zoned;

use yourouter_protocol::{ConversationId, LimitScope, Result, SpendLimit};

use super::{days::day_began, report, report::Priced};
use crate::{Chat, storage::Storage};

impl Chat {
    /// The limits that a message would count against, with what was spent so far; without a chat, what is not of one.
    ///
    /// # Errors
    /// [`Error::Storage`](yourouter_protocol::Error::Storage)
    pub async fn load_limits(&self, chat: Option<ConversationId>) -> Result<Vec<SpendLimit>> {
        let (daily, monthly) = self.settings.get(|settings| (settings.daily_limit, settings.monthly_limit));
        let mut limits = Vec::new();
        if let Some(chat) = chat {
            limits.extend(self.chat_limit(chat).await?);
        }
        let now = Zoned::now();
        for (scope, limit) in [(LimitScope::Day, daily), (LimitScope::Month, monthly)] {
            let Some(limit) = limit else { continue };
            let since = if scope == LimitScope::Day { day_began(&now, 0) } else { month_began(&now) };
            let since = since.unwrap_or(i64::MIN);
            let spent = |requests: &[Priced<'_>], _: &Storage| Ok(spent(requests));
            let spent = self.counted(move |storage| storage.store.counted_requests(since), spent).await?;
            let waived = self.storage.run(move |storage| storage.store.json_value(name(scope))).await?;
            limits.push(SpendLimit { scope, limit, spent, is_waived: waived == Some((since, limit)) });
        }
        Ok(limits)
    }

    /// Stops asking about limits, for this chat, day or month, or asks again.
    ///
    /// # Errors
    /// [`Error::Storage`](yourouter_protocol::Error::Storage)
    pub async fn waive_limits(
        &self,
        chat: ConversationId,
        scopes: Vec<LimitScope>,
        is_waived: bool,
    ) -> Result<()> {
        let settings = self.settings.current();
        let now = Zoned::now();
        let write = move |storage: &Storage| {
            let store = &storage.store;
            for scope in scopes {
                let (limit, since) = match scope {
                    LimitScope::Chat => (settings.chat_limit, None),
                    LimitScope::Day => (settings.daily_limit, day_began(&now, 0)),
                    LimitScope::Month => (settings.monthly_limit, month_began(&now)),
                };
                let limit = limit.filter(|_| is_waived);
                if scope == LimitScope::Chat {
                    store.set_waived_limit(chat, limit)?;
                } else {
                    let waived = limit.map(|limit| (since.unwrap_or(i64::MIN), limit));
                    store.set_json_value(name(scope), waived.as_ref())?;
                }
            }
            Ok(())
        };
        self.storage.run(write).await
    }

    pub(super) async fn chat_limit(&self, id: ConversationId) -> Result<Option<SpendLimit>> {
        let Some(limit) = self.settings.get(|settings| settings.chat_limit) else { return Ok(None) };
        let read = move |requests: &[Priced<'_>], storage: &Storage| {
            let is_waived = storage.store.waived_limit(id)? == Some(limit);
            Ok(Some(SpendLimit { scope: LimitScope::Chat, limit, spent: spent(requests), is_waived }))
        };
        self.counted(move |storage| storage.store.counted_requests_of(id), read).await
    }
}

/// What answers came to by list prices; those without a price count as nothing.
fn spent(requests: &[Priced<'_>]) -> u64 {
    report::sum(requests.iter()).spend.unwrap_or_default()
}

/// Under which name it is kept what was waived: the beginning of the day or month, and the limit.
fn name(scope: LimitScope) -> &'static str {
    match scope {
        LimitScope::Month => "waived monthly limit",
        LimitScope::Day | LimitScope::Chat => "waived daily limit",
    }
}

/// When this month began here, in milliseconds since 1970 (UTC).
fn month_began(now: &Zoned) -> Option<i64> {
    day_began(now, i64::from(now.day()) - 1)
}
