### Answers side by side: lanes, and how two of them differ. Loaded with the comparison.

##

# $title (Text)
compare-title = Compare: { $title }
compare-untitled = Compare answers
compare-label = Comparison
compare-lanes = Lanes
compare-add = Add lane
compare-stopAll = Stop all
compare-difference = Difference
compare-repeat = Repeat and measure…
compare-together = Scroll together
compare-close = Back to the chat
compare-edit = Edit question

# $lanes (Number)
compare-askMore =
    { $lanes ->
        [one] Ask { $lanes } lane
       *[other] Ask { $lanes } lanes
    }

# $model (Text), $mode (Text)
compare-lane = { $model }, { $mode }

# $model (Text), $mode (Text)
compare-route = Model { $model }, vendor { $mode }. Change
compare-remove = Remove this lane
compare-parameters = Parameters of this lane
compare-parametersSet = Parameters of this lane, set
compare-parametersLead = For this lane only. The chat’s system prompt stays.
compare-ask = Ask
compare-stop = Stop
compare-keep = Continue with this one
compare-keepTitle = Shows this answer in the chat. The others stay as its versions.
compare-firstToken = First token
compare-speed = Speed
compare-total = Total
compare-soFar = So far
compare-none = –
compare-fastest = fastest
compare-notAsked = Not asked yet

# $speed (Text)
compare-perSecond = { $speed } tok/s

# $tokens (Text)
compare-tokens = { $tokens } tok

# $tokens (Text)
compare-tokensAbout = ≈ { $tokens } tok

# $waited (Text)
compare-waiting = Waiting for { $waited }

# $waited (Text), $wrote (Text)
compare-race = Waited { $waited }, wrote for { $wrote }

# $lane (Text)
compare-finished = { $lane } has finished

# $lane (Text)
compare-failed = { $lane } failed

# $lane (Text)
compare-stopped = { $lane } stopped
compare-started = All lanes asked

##

difference-title = Difference
difference-close = Close
difference-first = First
difference-second = Second
difference-removed = Only in the first:
difference-added = Only in the second:
difference-end = end
difference-same = The two answers are the same.

# $words (Number)
difference-onlyFirst =
    { $words ->
        [one] { $words } word only in the first
       *[other] { $words } words only in the first
    }

# $words (Number)
difference-onlySecond =
    { $words ->
        [one] { $words } word only in the second
       *[other] { $words } words only in the second
    }
