### The context view: what the next message sends; loaded with the dialog that shows it.

##

context-title = Context
context-close = Close

# $model (Text)
context-about = What the next message sends to { $model }

# $tokens (Text)
context-sum = ≈ { $tokens } tokens

# $tokens (Text), $most (Text)
context-sumOf = ≈ { $tokens } of { $most } tokens
context-meter = Tokens
context-parts = Parts
context-tooLong = This may not fit into the model.
context-makeFit = Make it fit…

# $turns (Number), $tokens (Text)
context-fit =
    { $turns ->
        [one] Excludes the oldest question with its answer, unless pinned. ≈ { $tokens } tokens remain.
       *[other] Excludes the { $turns } oldest questions with their answers, except pinned ones. ≈ { $tokens } tokens remain.
    }
context-fitNot = That is still too much: shorten the message, exclude files, or choose another model.
context-nothingToExclude = Nothing more can be excluded: all earlier messages are pinned or excluded already.

# $messages (Number)
context-fitDo =
    { $messages ->
        [one] Exclude { $messages } message
       *[other] Exclude { $messages } messages
    }
context-cancel = Cancel

# $count (Number)
context-includeAll =
    { $count ->
        [one] Include { $count } excluded message
       *[other] Include all { $count } excluded messages
    }

# $count (Number)
context-showEarlier =
    { $count ->
        [one] Show { $count } earlier message
       *[other] Show { $count } earlier messages
    }
context-exclude = Exclude
context-include = Include
context-excludeEarlier = Exclude everything before this
context-pin = Pin
context-unpin = Unpin

# $action (Text), $name (Text)
context-label = { $action }: { $name }
context-roles-user = You
context-roles-assistant = Answer
context-roles-system = System
context-roles-tool = Tool
context-draft = Your message
context-noDraft = Nothing written yet
context-noWords = No text

# $names (Text)
context-preparing = Still being prepared: { $names }
context-prompt = System prompt
context-promptDefault = System prompt, default
# $folders (Text)
context-promptFolder = System prompt of { $folders }
context-noPrompt = No system prompt
context-promptExcluded = Excluded
context-reasoning-givenBack = Its reasoning goes back to its maker.
# $maker (Text)
context-reasoning-elsewhere = Its reasoning is not passed on: { $maker } signed it.
context-reasoning-notSent = Its reasoning is not sent: only text is.
context-leftOut-excludedMessages = Excluded
context-leftOut-unreadableMessages = Not sent: written by a newer version, or not part of the chat
context-leftOut-emptyMessages = Not sent: no text
context-lacks-toolCalls = Its tool calls are not sent.
context-lacks-mergedMessages = Sent as one message with the one before.
context-omissions-title = Not sent, or sent in another form

# $count (Number)
context-omissions-excludedPrompt =
    { $count ->
        [one] The system prompt was excluded
       *[other] The system prompts were excluded
    }

# $count (Number)
context-omissions-excludedMessages =
    { $count ->
        [one] { $count } message was excluded
       *[other] { $count } messages were excluded
    }

# $count (Number)
context-omissions-unreadableMessages =
    { $count ->
        [one] { $count } message was left out: a newer version wrote it, or it is not part of the chat
       *[other] { $count } messages were left out: a newer version wrote them, or they are not part of the chat
    }

# $count (Number)
context-omissions-emptyMessages =
    { $count ->
        [one] { $count } message without text was left out
       *[other] { $count } messages without text were left out
    }

# $count (Number)
context-omissions-excludedFiles =
    { $count ->
        [one] { $count } file was excluded
       *[other] { $count } files were excluded
    }

# $count (Number)
context-omissions-mediaFiles =
    { $count ->
        [one] { $count } recording or video was left out
       *[other] { $count } recordings or videos were left out
    }

# $count (Number)
context-omissions-shortenedFiles =
    { $count ->
        [one] { $count } file was sent in part
       *[other] { $count } files were sent in part
    }

# $count (Number)
context-omissions-filesWithoutData =
    { $count ->
        [one] { $count } file was sent without the encoded data in it
       *[other] { $count } files were sent without the encoded data in them
    }

# $count (Number)
context-omissions-filesAsText =
    { $count ->
        [one] { $count } document was sent as text
       *[other] { $count } documents were sent as text
    }

# $count (Number)
context-omissions-toolCalls =
    { $count ->
        [one] Tool calls of { $count } message were left out
       *[other] Tool calls of { $count } messages were left out
    }

# $count (Number)
context-omissions-foreignReasoning =
    { $count ->
        [one] Reasoning of { $count } answer was not passed on to another vendor
       *[other] Reasoning of { $count } answers was not passed on to another vendor
    }

# $count (Number)
context-omissions-mergedMessages =
    { $count ->
        [one] { $count } message was sent as one with the one before
       *[other] { $count } messages were sent as one with the one before
    }

# $count (Number)
context-more = and { $count } more
