### Who served an answer. Never "verified": what anybody can write proves nothing.

##

evidence-title = Who served this answer

# $grade (Text)
evidence-label = Evidence: { $grade }

## $who (Text, may be none)

evidence-grades-proved = { $who }, proved
evidence-grades-claimed = { $who }, says the gateway
evidence-grades-consistent = looks like { $who }
evidence-grades-unknown = nothing tells who served it
evidence-grades-contradicts =
    { $who ->
        [none] contradicts the pin
       *[other] contradicts the pin: points to { $who }
    }

##

# $model (Text)
evidence-otherModel = another model answered: { $model }
evidence-meanings-proved = Reasoning that this vendor signed was accepted by it in a later pinned request. Nobody else can do that.
evidence-meanings-claimed = The gateway says who served this answer. It could say anything; nothing here contradicts it.
evidence-meanings-consistent = Ids, fields or headers look as this vendor writes them. Anybody on the way could write them, too.
evidence-meanings-unknown = Nothing in the reply tells who served it, or what does tell disagrees.
evidence-meanings-contradicts = What came points to another vendor or model than the one that was asked for. The request id below lets the gateway’s support look it up.
evidence-modelAsked = Model asked
evidence-modelNamed = Model named in the reply
evidence-vendorAsked = Vendor asked
evidence-notNamed = not named
evidence-none = The reply has no header and no field that tells anything.

# $who (Text), $isClaim (Claim)
evidence-says =
    { $isClaim ->
        [yes] as { $who } writes it (the gateway’s word)
       *[other] as { $who } writes it
    }
evidence-saysNothing = tells nothing

# $source (Text)
evidence-source = Source: { $source }
