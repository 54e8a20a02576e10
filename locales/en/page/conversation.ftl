### Words of a conversation: messages, answers and their figures, code, failures of single requests.

##

failure-copyRequestId = Copy request ID

# $id (Text)
failure-requestId = req { $id }

# $attempts (Number), $time (Text)
failure-attempts =
    { $attempts ->
        [one] { $attempts } attempt in { $time }
       *[other] { $attempts } attempts in { $time }
    }
failure-details = Details
failure-detail-code = Kind
failure-detail-status = Status
failure-detail-requestId = Request ID
failure-detail-said = In its own words
failure-detail-model = Model
failure-detail-attempts = Attempts
failure-actions-replaceKey = Replace key
failure-actions-addKey = Add key
failure-actions-sendAgain = Send again
failure-actions-openDashboard = Open dashboard
failure-actions-retryWithAuto = Retry with auto routing
failure-actions-retryNow = Retry now
failure-actions-tryAgain = Try again
failure-actions-continueAnswer = Continue
failure-actions-changeModel = Change model
failure-actions-sendNatively = Send natively
failure-actions-openSettings = Open settings
failure-actions-sendAsText = Send as text
failure-actions-sendAsPages = Send as images
failure-actions-sendWithoutImages = Send without images
failure-actions-dismiss = Dismiss
failure-actions-copyLink = Copy link

##

# $number (Number), $most (Number)
retry-attempt = attempt { $number } of { $most }
retry-stop = Stop retrying

# $vendor (Text), $time (Text)
retry-tryingIn = Trying { $vendor } again in { $time }

# $vendor (Text)
retry-trying = Trying { $vendor } now

##

attempts-summary = What happened

# $attempts (Number)
attempts-counted =
    { $attempts ->
        [one] { $attempts } attempt
       *[other] { $attempts } attempts
    }

# $first (Text), $next (Text)
attempts-inTurn = { $first }, then { $next }
attempts-noReply = –

# $what (Text), $time (Text)
attempts-failed = { $what }, after { $time }

# $time (Text)
attempts-answered = First token after { $time }
attempts-titles-rateLimited = Too many requests
attempts-titles-overloaded = The gateway or the vendor failed
attempts-titles-offline = Not reached
attempts-titles-streamCut = Broke off before any text

##

strips-stopped-withText = You stopped this answer. The text so far is kept.
strips-stopped-empty = You stopped this answer before any text came.
strips-interrupted-withText = YouRouter Chat closed while this was being written. The text so far is kept.
strips-interrupted-empty = YouRouter Chat closed before any text came.
strips-unreadable = This message is from a newer version of YouRouter Chat and can’t be shown here. It is left unchanged.

##

# $vendor (Text)
answerMetadata-pinned = pinned { $vendor }
# $count (Number)
answerMetadata-messagesLeftOut =
    { $count ->
        [one] { $count } message was left out
       *[other] { $count } messages were left out
    }

# $count (Number)
answerMetadata-filesLeftOut =
    { $count ->
        [one] { $count } file was left out
       *[other] { $count } files were left out
    }
answerMetadata-partsLeftOut = Not all was sent
answerMetadata-vendorUnknown = vendor not reported
answerMetadata-demo = offline demo, a recording
answerMetadata-native = sent natively

# $vendor (Text)
answerMetadata-answeredBy = answered by { $vendor }

# $time (Text)
answerMetadata-firstToken = { $time } to first token

# $time (Text)
answerMetadata-inTotal = { $time } in total

# $figure (Text)
answerMetadata-speed = { $figure } tok/s

# $read (Text), $written (Text)
answerMetadata-tokens = { $read } in, { $written } out

# $read (Text), $cached (Text), $written (Text)
answerMetadata-tokensCached = { $read } in ({ $cached } cached), { $written } out
answerMetadata-tokensUnknown = tokens not reported

# $written (Text)
answerMetadata-tokensCounted = ≈ { $written } out
answerMetadata-countedHere = Counted here; the gateway reported nothing
answerMetadata-totalUnknown = total unknown
answerMetadata-stopped = stopped by you
answerMetadata-waiting = Waiting for the first token
answerMetadata-thinking = Thinking
answerMetadata-writing = Writing

##

message-you = You

# $time (Text)
message-youAt = You, { $time }

# $model (Text)
message-answerFrom = Answer from { $model }

# $model (Text)
message-answering = Answer from { $model }, in progress
message-actions = Message actions
message-answerActions = Answer actions
message-edit = Edit and resend
message-editing = Being edited
message-showWhole = Show all
message-showLess = Show less
message-copy = Copy
message-copyMarkdown = Copy as Markdown
message-copied = Copied
message-answerCopied = Answer copied as Markdown
message-regenerate = Regenerate
message-tryWith = Try with…
message-compare = Compare…
message-fork = New chat from here
message-excluded = Excluded
message-pinned = Pinned

# $what (Text)
message-inContext = { $what }: show in context
message-inspect = Inspect

# $size (Text)
message-showRest = Show the rest ({ $size })
message-previousVersion = Previous version
message-nextVersion = Next version

# $index (Number), $all (Number)
message-version = { $index } / { $all }

# $index (Number), $all (Number)
message-versionLabel = Version { $index } of { $all }

# $time (Text, may be none)
message-thinking =
    { $time ->
        [none] Thinking…
       *[other] Thinking, { $time }
    }

# $time (Text, may be none)
message-thought =
    { $time ->
        [none] Thoughts
       *[other] Thought for { $time }
    }

# $pages (Number)
message-pages =
    { $pages ->
        [one] { $pages } page
       *[other] { $pages } pages
    }
message-fileGone = File is gone from the disk
message-open = Show

# $name (Text)
message-openFile = Show { $name }

##

announce-started = Answer started
announce-finished = Answer finished

# $tokens (Text)
announce-finishedTokens = Answer finished, { $tokens } tokens
announce-stopped = Answer stopped

# $percent (Number)
announce-zoom = Zoom { $percent } %
announce-diagnosticsCopied = Diagnostics copied

##

code-copy = Copy
code-copyLabel = Copy code
code-plain = text
code-wrap = Wrap lines
code-fold = Fold

# $lines (Number)
code-showAll = Show all { $lines } lines

##

wide-table = Wide table
wide-formula = Wide formula
