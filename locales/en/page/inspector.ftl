### The inspector: what went over the wire for an answer; loaded with the dialog that shows it.

##

inspector-title = Inspector
inspector-close = Close
inspector-open = Inspect

# $model (Text), $baseUrl (Text)
inspector-about = { $model } at { $baseUrl }
inspector-requests = Requests

# $number (Number), $vendor (Text), $result (Text)
inspector-request = { $number } · { $vendor } · { $result }
inspector-noReply = no reply
inspector-timing = Timing
# $name (Text), $value (Text)
inspector-phase = { $name }: { $value }
inspector-phases-queued = Waited before
inspector-phases-connect = Connecting
inspector-phases-firstByte = To the first byte
inspector-phases-firstToken = To the first token
inspector-phases-end = To the end

# $time (Text)
inspector-sent = Sent { $time }
inspector-reused = was connected
inspector-never = none
inspector-stopped = stopped
inspector-sentHeading = Request
inspector-replyHeading = Reply

# $count (Number)
inspector-headers =
    { $count ->
        [one] { $count } header
       *[other] { $count } headers
    }
inspector-body = Request body
inspector-reply = Reply body
inspector-files = Files stand as references; copied, the request has them whole.

# $characters (Text)
inspector-bodyLeftOut = { $characters } more characters. Copied, the request is whole.

# $size (Text)
inspector-replyLeftOut = { $size } in between were not kept.
inspector-noBody = The reply has no body.
inspector-notKept = What went over the wire was not kept for this request.
inspector-notKeptOff = Requests are not kept: Settings, Answers, Keep requests.
inspector-copyAs = Copy request as
inspector-languages-curl = curl
inspector-languages-python = Python
inspector-languages-javaScript = JavaScript

# $language (Text)
inspector-copyLabel = Copy as { $language }
inspector-onlyChat = The OpenAI SDKs send Chat Completions requests only; copy this one as curl.
inspector-keyHint = The key is not in it: what is copied reads $YOUROUTER_API_KEY.
inspector-report = Support report
inspector-reportLead = Ids, times and versions, for the gateway’s support. Your chat stays out of it unless you tick the box.
inspector-withContent = Include what was sent and answered
inspector-copyReport = Copy report
