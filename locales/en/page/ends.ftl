### How answers end, and what they rest on.

## Variables by name: $limit (Text, may be none), $word (Text, may be none), $hasReasoning (Claim)

ends-withText-complete = { "" }
ends-withText-length =
    { $limit ->
        [none] Cut off at the token limit
       *[other] Cut off at the limit of { $limit } tokens
    }
ends-withText-filter =
    { $word ->
        [none] Stopped by a filter
       *[other] Stopped by a filter ({ $word })
    }
ends-withText-refusal = The model declined to go on
ends-withText-toolCall = The model requested a tool that this chat does not have
ends-withText-other = Ended early. The vendor’s reason: { $word }
ends-withText-unmarked = May be incomplete: the connection closed early

## Variables by name: $limit (Text, may be none), $word (Text, may be none), $hasReasoning (Claim)

ends-empty-complete =
    { $hasReasoning ->
        [yes] No answer: the model only reasoned
       *[other] No answer: the model sent no text
    }
ends-empty-length =
    { $hasReasoning ->
        [yes] { $limit ->
            [none] No answer: reasoning used up the token limit
           *[other] No answer: reasoning used up the limit of { $limit } tokens
        }
       *[other] { $limit ->
            [none] No answer: the token limit was used up before any text
           *[other] No answer: the limit of { $limit } tokens was used up before any text
        }
    }
ends-empty-filter =
    { $word ->
        [none] No answer: stopped by a filter
       *[other] No answer: stopped by a filter ({ $word })
    }
ends-empty-refusal = No answer: the model declined
ends-empty-toolCall = No answer: the model requested a tool that this chat does not have
ends-empty-other = No answer. The vendor’s reason: { $word }
ends-empty-unmarked =
    { $hasReasoning ->
        [yes] No answer: the connection closed while the model reasoned
       *[other] No answer: the gateway sent no text
    }

## $parts (Number)

ends-skipped-unreadable =
    { $parts ->
        [one] { $parts } part that could not be read
       *[other] { $parts } parts that could not be read
    }
ends-skipped-image =
    { $parts ->
        [one] { $parts } image
       *[other] { $parts } images
    }
ends-skipped-audio =
    { $parts ->
        [one] { $parts } recording
       *[other] { $parts } recordings
    }
ends-skipped-video =
    { $parts ->
        [one] { $parts } video
       *[other] { $parts } videos
    }
ends-skipped-file =
    { $parts ->
        [one] { $parts } file
       *[other] { $parts } files
    }

##

# $parts (Text)
ends-leftOut = Not shown: { $parts }
ends-continueAnswer = Continue

# $name (Text)
ends-arguments = Arguments for { $name }

##

sources-title = Sources
sources-unnamed = Untitled source

# $rest (Number)
sources-more =
    { $rest ->
        [one] Show { $rest } more source
       *[other] Show { $rest } more sources
    }
