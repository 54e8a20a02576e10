### What models cost, and vendors that are avoided for a while; loaded with the picker.

##

# $input (Text), $output (Text)
price-known-typed = { $input } in, { $output } out a million tokens, as you typed it

# $input (Text), $output (Text)
price-known-gateway = { $input } in, { $output } out a million tokens, as the gateway lists it

# $input (Text), $output (Text), $date (Text)
price-known-snapshot = { $input } in, { $output } out a million tokens: list price of { $date }, not your bill
price-unknown = Price unknown
price-unlisted = Not in the gateway’s list; if models.dev has its price, that counts
price-set = Set price
price-change = Change price
price-form = Price in US dollars a million tokens
price-names-input = in
price-names-output = out
price-names-cached = cached in
price-fields-input = US dollars a million tokens in
price-fields-output = US dollars a million tokens out
price-fields-cached = US dollars a million cached tokens in; empty: as any other
price-save = Save
price-remove = Remove
price-wrong = A price is a number of dollars, such as 3 or 0.075.

##

# $vendor (Text), $failed (Number), $of (Number)
avoiding-failed = { $vendor } failed { $failed } of the last { $of }.
avoiding-hour = Avoid for 1 hour
avoiding-tomorrow = Avoid until tomorrow

# $time (Text)
avoiding-until = avoided until { $time }

# $vendor (Text), $time (Text)
avoiding-means = You avoid { $vendor } until { $time }: chats that ask it first, or stay with it, go to auto. A pin is kept.

# $vendor (Text)
avoiding-again = Use { $vendor } again

##

spending-title-chat = Over the limit for this chat?
spending-title-day = Over your daily limit?
spending-title-month = Over your monthly limit?
spending-title-several = Over your limits?

# $spent (Text), $limit (Text)
spending-spent-chat = This chat has spent ≈ { $spent } of { $limit }.

# $spent (Text), $limit (Text)
spending-spent-day = Today has cost ≈ { $spent } of { $limit }.

# $spent (Text), $limit (Text)
spending-spent-month = This month has cost ≈ { $spent } of { $limit }.

# $cost (Text), $messages (Number)
spending-cost =
    { $messages ->
        [one] This message may cost up to { $cost }, by list prices.
       *[other] These { $messages } messages may cost up to { $cost }, by list prices.
    }

# $messages (Number)
spending-unpriced =
    { $messages ->
        [one] What this message costs is not known.
       *[other] What these { $messages } messages cost is not fully known.
    }
spending-send = Send anyway
spending-waive-chat = Don’t ask again in this chat
spending-waive-day = Don’t ask again today
spending-waive-month = Don’t ask again this month
spending-waive-several = Don’t ask again about these limits
spending-limits-chat = Limit for each chat in US dollars
spending-limits-day = Daily limit in US dollars
spending-limits-month = Monthly limit in US dollars
spending-none = none
spending-wrong = A limit is a number of dollars, such as 20. Leave it empty for none.
