### The four ways of routing.

##

# $model (Text)
pinned-automatic = Vendor: automatic. The gateway picks who runs { $model }

# $model (Text), $vendor (Text)
pinned-only = Vendor: only { $vendor } runs { $model } in this chat

# $model (Text), $vendor (Text)
pinned-first = Vendor: { $vendor } runs { $model } in this chat; others take over if it fails

# $model (Text)
pinned-stay = Vendor: whoever answered first in this chat runs { $model }

##

routing-label = If this vendor fails
routing-stay = stay
routing-stayBody = Whoever answered first in this chat, so that its prompt cache stays warm; others if that fails
routing-stayLabel = stay

# $vendor (Text)
routing-firstLabel = { $vendor } first

# $vendor (Text)
routing-only = Only { $vendor }

# $vendor (Text)
routing-first = { $vendor } first, then others

# $tokens (Text)
routing-dropped = ≈ { $tokens } tokens will be read anew: another model, vendor or gateway does not have this chat in its prompt cache.
routing-gateway = Gateway
routing-noVendors = This server has no vendors to choose from.
