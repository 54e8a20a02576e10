### The parameters of a conversation, and what a request was changed in.

##

# $field (Text), $isNew (Claim)
overrides-without =
    { $isNew ->
        [yes] Sent without { $field }: the model refused it
       *[other] Sent without { $field }: the model refuses it
    }

# $isNew (Claim)
overrides-withoutCounts =
    { $isNew ->
        [yes] Sent without asking for token counts: the model refused it
       *[other] Sent without asking for token counts: the model refuses it
    }

# $field (Text), $to (Text)
overrides-renamed = Sent { $field } as { $to }, as the model wants it

# $isNew (Claim)
overrides-pdfAsDataUrl =
    { $isNew ->
        [yes] PDF sent as a data URL: the model refused bare base64
       *[other] PDF sent as a data URL: the model refuses bare base64
    }
overrides-notStreamed = Answered in one piece: the gateway does not stream this model
overrides-withoutReasoning = Sent without the reasoning of earlier answers: the vendor refused its signature

##

parameters-title = Parameters

# $set (Number)
parameters-button =
    { $set ->
        [0] Parameters
       *[other] Parameters, { $set } set
    }
parameters-lead = For this chat. Empty fields are not sent; the model uses its defaults.
parameters-prompt = System prompt
parameters-temperature = Temperature
parameters-maxTokens = Max tokens
parameters-effort = Reasoning effort
parameters-unset = not set
parameters-extra = Other fields (JSON)
parameters-extraHint = Sent exactly as written. Model, messages and streaming cannot be set here.
parameters-wrong-temperature = Temperature must be a number from 0 up, such as 0.7.
parameters-wrong-maxTokens = Max tokens must be a whole number, such as 1000.
parameters-save = Save
parameters-cancel = Cancel
parameters-clear = Clear all

##

systemPrompt-title = System prompt
systemPrompt-lead = Sent before the first message of this chat, with every request.
systemPrompt-label = System prompt of this chat
systemPrompt-asDefault = Start new chats with it
systemPrompt-save = Save
systemPrompt-cancel = Cancel
systemPrompt-clear = Clear
