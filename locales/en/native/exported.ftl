### The words in exported files.

untitled = Untitled chat
# $version (Text), $time (Text), $messages (Number)
about =
    { $messages ->
        [one] Exported from YouRouter Chat { $version } on { $time }, { $messages } message
       *[other] Exported from YouRouter Chat { $version } on { $time }, { $messages } messages
    }
you = You
answer = Answer
system = System
tool = Tool
auto = auto
# $vendor (Text)
pinned = pinned { $vendor }
# $mode (Text), $vendor (Text)
answeredBy = { $mode }, answered by { $vendor }
# $mode (Text)
notReported = { $mode }, vendor not reported
# $mode (Text)
native = { $mode }, sent natively
# $number (Number), $all (Number)
version = version { $number } of { $all }
# $time (Text)
thought = Thought for { $time }
thoughts = Thoughts

streaming = This was still being written when it was exported.
# $hasText (Claim)
stopped =
    { $hasText ->
        [yes] Stopped by you. The text so far is kept.
       *[other] Stopped by you. No text came.
    }
# $hasText (Claim)
interrupted =
    { $hasText ->
        [yes] YouRouter Chat closed while this was being written. The text so far is kept.
       *[other] YouRouter Chat closed while this was being written. No text came.
    }
# $hasText (Claim)
failed =
    { $hasText ->
        [yes] Failed. The text so far is kept.
       *[other] Failed. No text came.
    }

missingKey = A key was needed.
keychainUnavailable = The system keychain was not available.
unauthorized = The gateway did not accept the key.
balance = The gateway said the balance is too low.
rateLimited = Too many requests.
overloaded = The gateway or the vendor failed.
rejected = The request was refused.
tooLong = Too long for this model.
offline = The gateway could not be reached.
timedOut = No reply came in time.
streamCut = The answer broke off.
attachment = A file could not be sent.
storage = The disk or the database failed.
diskFull = The disk was full.
storageBusy = Another program was using the database.
invalid = This could not be used.
answerRunning = An answer was still being written.
emptyMessage = The message was empty.
notInDraft = A file was no longer attached.
linkRefused = The link was not opened.
noProgram = No program could open it.
internal = Something failed in YouRouter Chat.
# $status (Text)
status = status { $status }
# $id (Text)
requestId = request id { $id }

# $time (Text)
firstToken = { $time } to first token
# $read (Text), $written (Text)
tokens = { $read } tokens in, { $written } out

sentAsImage = sent as image
sentAsPdf = sent as PDF
sentAsText = sent as text
# $read (Number), $all (Number)
sentAsTextOf =
    { $all ->
        [one] sent as text of the first { $read } of { $all } page
       *[other] sent as text of the first { $read } of { $all } pages
    }
# $pages (Number)
sentAsPages =
    { $pages ->
        [one] sent as image of { $pages } page
       *[other] sent as images of { $pages } pages
    }
# $pages (Number)
pages =
    { $pages ->
        [one] { $pages } page
       *[other] { $pages } pages
    }
# $pages (Number)
imagePages =
    { $pages ->
        [one] { $pages } page is an image without text
       *[other] { $pages } pages are images without text
    }
cut = cut off
# $images (Number)
firstOf = only the first of { $images } images
leftOut = left out of later requests
missing = gone from the disk
