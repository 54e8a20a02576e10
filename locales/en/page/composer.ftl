### Words of the place where messages are written, and of files that are dropped.

##

composer-label = Message
composer-ask = Ask, paste, or drop a file
composer-reply = Reply
composer-compare = Compare answers

# $lanes (Number)
composer-askLanes =
    { $lanes ->
        [0] Choose who to ask above
        [one] Ask
        [2] Ask both
       *[other] Ask all { $lanes }
    }
composer-greeting = What do you want to know?
composer-attach = Attach files
composer-send = Send
composer-stop = Stop
composer-hintAnswering = Enter sends when the answer ends

# $model (Text), $mode (Text)
composer-once = This message goes to { $model }, { $mode }
composer-hintQueued = Sends when the answer ends. Press Enter again to hold it
composer-hintWaiting = Sends when the files are ready. Press Enter again to hold it
composer-editing = Editing an earlier message. Sending makes a new version; the old one stays.
composer-cancelEdit = Cancel editing

# $name (Text)
composer-remove = Remove { $name }

# $size (Text), $tokens (Text), $earlier (Number)
composer-cost =
    { $earlier ->
        [0] { $size }, ≈ { $tokens } tokens
        [one] { $earlier } earlier file is sent again: { $size }, ≈ { $tokens } tokens
       *[other] { $earlier } earlier files are sent again: { $size }, ≈ { $tokens } tokens
    }

# $tokens (Text)
composer-estimate = ≈ { $tokens } tokens

# $tokens (Text), $cost (Text)
composer-estimateCost = ≈ { $tokens } tokens, { $cost }
# $cost (Text)
composer-openContext = Context: { $cost }
composer-guessed = Guessed: this model has not counted enough of your chats yet. Money is by list price, with an answer like its last ones.
composer-measured = Measured by what this model counted in your chats. Money is by list price, with an answer like its last ones.
composer-costTitle = What the files add to the request, before encoding. Tokens are an estimate.
composer-pasteAsText = Paste as text
composer-takeIn = Include again
composer-preparing = Preparing

# $page (Number), $of (Number)
composer-page = Page { $page } of { $of }

# $page (Number), $of (Number)
composer-drawing =
    { $page ->
        [0] Waiting for other files before the pages are prepared. Stop cancels it
       *[other] Preparing page { $page } of { $of }. Stop cancels it
    }

# $name (Text)
composer-preparingName = Preparing { $name }
composer-jump = Jump to latest

##

# $files (Number)
drop-title =
    { $files ->
        [one] Drop to attach { $files } file
       *[other] Drop to attach { $files } files
    }
drop-kinds = Images, PDFs, Office documents and text, up to 20 MB each.
drop-private = Nothing is sent until you send the message.
