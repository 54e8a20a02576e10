### Repeat and measure: prompts asked several times, and how vendors change over weeks. Loaded with its dialog.

##

trials-title = Repeat and measure
trials-close = Close
trials-lead = Asks one model the same thing several times over the vendors you choose, so that a figure is not chance. You start it; nothing runs by itself.
trials-prompts = Prompts
trials-noPrompts = Save prompts to measure with the same ones again, or type one.
trials-manage = Manage prompts…
trials-another = Another prompt
trials-model = Model

# $model (Text)
trials-modelLabel = Model { $model }. Change
trials-vendors = Vendors
trials-times = Times each
trials-start = Start…
trials-choosePrompt = Choose or type a prompt.
trials-chooseVendor = Choose one to six vendors.
trials-wrongTimes = Times must be a whole number from 1 to 100.

# $requests (Number)
trials-confirmTitle =
    { $requests ->
        [one] Send { $requests } request?
       *[other] Send { $requests } requests?
    }

# $low (Text), $high (Text), $cost (Text)
trials-confirmCost = They read about { $low } to { $high } tokens in all. About { $cost } by list prices, with answers like the model’s last ones. Retries come on top. You can stop at any time.

# $low (Text), $high (Text)
trials-confirmUnpriced = They read about { $low } to { $high } tokens in all. No price is known for this model. Retries come on top. You can stop at any time.


# $requests (Number)
trials-confirmSend =
    { $requests ->
        [one] Send { $requests } request
       *[other] Send { $requests } requests
    }

# $done (Text), $all (Text)
trials-progress = { $done } of { $all } answers
trials-stop = Stop

# $name (Text)
trials-stopLabel = Stop measuring { $name }
trials-results = Results
trials-none = Nothing measured yet.
trials-openChat = Open the answers

# $name (Text), $model (Text)
trials-group = { $name } · { $model }
trials-columns-date = Started
trials-columns-vendor = Vendor
trials-columns-count = n
trials-columns-range = First token, p5 to p95
trials-columns-median = Median
trials-columns-p95 = p95
trials-columns-speed = tok/s
trials-columns-failed = Failed
trials-columns-tokens = Tokens
trials-columns-spend = List price
trials-unknown = –
trials-fastest = fastest

# $low (Text), $high (Text)
trials-spread = { $low }–{ $high }

# $name (Text)
trials-drift = Median time to the first token over time: { $name }

# $vendor (Text), $date (Text), $median (Text), $low (Text), $high (Text)
trials-point = { $vendor }, { $date }: { $median }, { $low } to { $high }
trials-note = A best is marked only where its slow answers are faster than the others’ usual ones, from five answers on.
