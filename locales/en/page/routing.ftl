### The four ways of routing.

##

# $model (Text)
pinned-automatic = Vendor: automatic. The gateway picks one for { $model }

# $model (Text), $vendor (Text)
pinned-only = Vendor: only { $vendor } runs { $model } in this chat

# $model (Text), $vendor (Text)
pinned-first = Vendor: { $vendor } runs { $model } in this chat; others take over if it fails

# $model (Text)
pinned-stay = Vendor: the one that answered first in this chat runs { $model }

##

routing-label = If this vendor fails
routing-stay = stay
routing-stayBody = The vendor that answered first in this chat, to keep its prompt cache warm; others if it fails
routing-stayLabel = stay

# $vendor (Text)
routing-firstLabel = { $vendor } first

# $vendor (Text)
routing-only = Only { $vendor }

# $vendor (Text)
routing-first = { $vendor } first, then others

# $tokens (Text)
routing-dropped = ≈ { $tokens } tokens must be read again: another model, vendor or gateway does not have this chat in its prompt cache.
routing-gateway = Gateway
routing-noVendors = This server has no vendors to choose from.
