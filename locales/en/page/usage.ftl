### The scoreboard of the person’s own requests.

##

usage-title = Usage
usage-close = Close
usage-period = Period
usage-periods-day = 24 hours
usage-periods-week = 7 days
usage-periods-month = 30 days
usage-periods-all = All
usage-exportCsv = Export CSV
usage-exported = Saved
usage-requests = Requests
usage-tokensIn = Tokens in
usage-tokensOut = Tokens out
usage-cached = From the cache
usage-reasoning = Reasoning
usage-spend = List price

# $answers (Number)
usage-unpriced =
    { $answers ->
        [one] without { $answers } answer of unknown price
       *[other] without { $answers } answers of unknown price
    }
usage-median = Median first token
usage-failedAnswers = Failed after retries
usage-perDay = By day
usage-perHour = By hour
usage-measure = What the bars show
usage-measures-calls = Requests
usage-measures-tokens = Tokens
usage-measures-spend = List price
usage-failedBelow = failed ones hatched, in red
usage-table = As a table
usage-byChat = By chat
usage-byChatNote = with all branches of each

# $chats (Number)
usage-moreChats =
    { $chats ->
        [one] { $chats } more chat is in the CSV file
       *[other] { $chats } more chats are in the CSV file
    }
usage-byFolder = By folder
usage-byFolderNote = a chat that is in several counts in each
usage-noFolder = In no folder
usage-untitled = Untitled
usage-byVendor = By vendor
usage-byVendorNote = each request counts for the vendor it asked for, automatic ones under auto
usage-byModel = By model
usage-byBoth = By model and vendor
usage-columns-vendor = Vendor
usage-columns-model = Model
usage-columns-calls = Calls
usage-columns-range = First token, p5 to p95
usage-columns-median = Median
usage-columns-p95 = p95
usage-columns-speed = tok/s
usage-columns-errors = Errors
usage-columns-retried = Retried
usage-columns-tokens = Tokens
usage-columns-cached = Cached
usage-columns-spend = Price
usage-columns-day = Day
usage-columns-hour = Hour
usage-columns-chat = Chat
usage-columns-folder = Folder
usage-columns-failed = Failed
usage-columns-in = Tokens in
usage-columns-out = Tokens out
usage-columns-reasoning = Reasoning

usage-picker-firstToken = First token
usage-picker-speed = tok/s
usage-picker-errors = Errors, 30 days
usage-picker-calls = Calls

# $p5 (Text), $median (Text), $p95 (Text)
usage-rangeLabel = First token: p5 { $p5 }, median { $median }, p95 { $p95 }

# $points (Text)
usage-pointsLabel = First token of each answer: { $points }

# $day (Text), $calls (Text), $failed (Number), $tokens (Text), $price (Text)
usage-dayLabel = { $day }: { $calls } requests, { $failed } failed, { $tokens } tokens, { $price }
usage-fastest = fastest
usage-unknown = –
usage-none = No requests in this period.
usage-foot = Counted on this computer from your own requests, and never sent anywhere. Requests of deleted chats are not counted. Prices are list prices, as the gateway lists them or as you typed them in the picker: not your bill.

# $failed (Number), $of (Number)
usage-failedLast = failed { $failed } of the last { $of }

# $calls (Number)
usage-calls =
    { $calls ->
        [one] { $calls } call
       *[other] { $calls } calls
    }

##

chatUsage-title = Usage of this chat
chatUsage-lead = All its branches and versions. By list prices, not your bill.
chatUsage-none = Nothing was asked in this chat yet.

# $limit (Text)
chatUsage-limit = You are asked above { $limit } for each chat.

# $limit (Text)
chatUsage-waived = You are not asked about the limit of { $limit } in this chat.
chatUsage-askAgain = Ask again
chatUsage-close = Close
