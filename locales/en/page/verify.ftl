### Verifying the vendor of an answer; loaded when it is first asked for.

##

# $vendor (Text)
verification-title = Verify that { $vendor } served this?

# $host (Text), $vendor (Text), $model (Text), $before (Text), $after (Text), $tokens (Number), $cost (Text, may be none)
verification-body =
    { $cost ->
        [none] One request goes to { $host }, for { $model } at { $vendor } only. It holds the signed reasoning of this answer, “{ $before }” before it and “{ $after }” after it, and nothing else of the chat. About { $tokens } tokens.
       *[other] One request goes to { $host }, for { $model } at { $vendor } only. It holds the signed reasoning of this answer, “{ $before }” before it and “{ $after }” after it, and nothing else of the chat. About { $tokens } tokens, { $cost } by list price.
    }
verification-send = Send request
verification-sending = Waiting for the vendor…

# $vendor (Text)
verification-done = { $vendor } accepted the reasoning it had signed: proved

# $reason (Text)
verification-failed = Not proved. { $reason }

## $vendor (Text)

verification-impossible-proved = Proved already: { $vendor } accepted the reasoning it had signed.
verification-impossible-notSigned = This can’t be verified: the answer came without signed reasoning. Ask again with a reasoning effort set.
verification-impossible-nobodyNamed = This can’t be verified: no vendor was pinned and the gateway names none. Pin one and ask again.
verification-impossible-noSigner = This can’t be verified: { $vendor } is not known to sign the reasoning of this model.
