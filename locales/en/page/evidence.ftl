### Who served an answer. Never "verified": what anybody can write proves nothing.

##

evidence-title = Who served this answer

# $grade (Text)
evidence-label = Evidence: { $grade }

## $who (Text, may be none)

evidence-grades-proved = { $who }, proved
evidence-grades-claimed = { $who }, says the gateway
evidence-grades-consistent = looks like { $who }
evidence-grades-unknown = vendor not confirmed
evidence-grades-contradicts =
    { $who ->
        [none] contradicts the pin
       *[other] contradicts the pin: points to { $who }
    }

##

# $model (Text)
evidence-otherModel = another model answered: { $model }
evidence-meanings-proved = This vendor accepted reasoning that it had signed in a later pinned request. Nobody else could.
evidence-meanings-claimed = The gateway says who served this answer. It could say anything; nothing here contradicts it.
evidence-meanings-consistent = IDs, fields or headers match this vendor. Anyone along the way could have written them.
evidence-meanings-unknown = Nothing in the reply identifies the vendor, or the signs disagree.
evidence-meanings-contradicts = The reply points to a different vendor or model than requested. With the request ID below, the gateway’s support can look it up.
evidence-verify = Verify this vendor
evidence-copyReport = Copy report for support
evidence-modelAsked = Model asked
evidence-modelNamed = Model named in the reply
evidence-vendorAsked = Vendor asked
evidence-notNamed = not named
evidence-none = No header or field of the reply identifies the vendor.

# $who (Text), $isClaim (Claim)
evidence-says =
    { $isClaim ->
        [yes] as { $who } writes it (the gateway’s word)
       *[other] as { $who } writes it
    }
evidence-saysNothing = tells nothing

# $source (Text)
evidence-source = Source: { $source }
