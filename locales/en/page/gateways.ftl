### Gateways: the list in the settings, and the dialog that adds or changes one.

##

gateways-title = Gateways
gateways-add = Add gateway
gateways-edit = Edit
gateways-makeDefault = Make default
gateways-remove = Remove
gateways-removeSure = Yes, remove it
gateways-isDefault = Default

# $label (Text), $gateway (Text)
gateways-name = { $label }: { $gateway }

# $chats (Number)
gateways-chats =
    { $chats ->
        [one] { $chats } chat uses it
       *[other] { $chats } chats use it
    }

# $chats (Number)
gateways-removeBody =
    { $chats ->
        [0] Its key is removed from the keychain.
        [one] Its key is removed from the keychain. The chat that uses it sends nothing until you choose another model.
       *[other] Its key is removed from the keychain. The { $chats } chats that use it send nothing until you choose another model.
    }
gateways-addTitle = Add a gateway
gateways-editTitle = Edit the gateway
gateways-preset = Server
gateways-otherServer = Any OpenAI-compatible server
gateways-url = Base URL
gateways-urlHint = Such as api.example.org/v1, or 127.0.0.1:11434 on this computer.
gateways-label = Name
gateways-labelHint = Empty: the host
gateways-look = Colour
gateways-looks-plain = None
gateways-looks-blue = Blue
gateways-looks-green = Green
gateways-looks-amber = Amber
gateways-looks-red = Red
gateways-looks-violet = Violet
gateways-needsKey = Send a key
gateways-needsKeyBody = Off for local servers that ask for none
gateways-vendors = Vendors
gateways-vendorKinds-documented = Those of YouRouter
gateways-vendorKinds-none = None to choose from
gateways-vendorKinds-own = My own list
gateways-ownVendors = Values of the vendor header
gateways-ownVendorsHint = Separated by commas, such as aws, azure
gateways-save = Save
gateways-cancel = Cancel

# $from (Text), $to (Text)
gateways-keyStays = The key for { $from } stays bound to it and is never sent to { $to }. You will be asked for a key of its own.

# $chats (Number)
gateways-chatsFollow =
    { $chats ->
        [one] The chat that uses it goes to the new address.
       *[other] The { $chats } chats that use it go to the new address.
    }
