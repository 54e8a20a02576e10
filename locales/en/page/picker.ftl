### The picker of model and vendor.

##

picker-label = Choose model and vendor
picker-search = Search models
picker-placeholder = Search models, or type any model ID
picker-models = Models
picker-typed = Used before
picker-marks-favourites = Favourites
picker-marks-recents = Recent
picker-favourite = Favourite
picker-noFavourite = Not a favourite
picker-favouriteKeys = Favourite (Ctrl D), hide (Ctrl H)

# $models (Number)
picker-counted =
    { $models ->
        [one] { $models } model
       *[other] { $models } models
    }
picker-builtIn = built in
picker-noList = built in; the gateway has no list

# $age (Text)
picker-fromGateway = from the gateway, { $age }
picker-refresh = Refresh the list of models
picker-refreshing = asking the gateway…
picker-ages-now = just now

# $minutes (Number)
picker-ages-minutes = { $minutes } min ago

# $hours (Number)
picker-ages-hours = { $hours } h ago

# $days (Number)
picker-ages-days =
    { $days ->
        [1] yesterday
       *[other] { $days } days ago
    }

# $tokens (Text)
picker-context = { $tokens } tokens

# $tokens (Text)
# $day (Text): of the data of models.dev
picker-contextOn = { $tokens } tokens (models.dev, { $day })

# $day (Text)
picker-retires = Retires { $day }
picker-reported = Listed by the gateway

# $id (Text)
picker-useTyped = Use ‘{ $id }’ as typed
picker-unknown = Unknown model; the ID is sent as typed
picker-inferred = Guessed from the family

# $refused (Name)
picker-learned =
    { $refused ->
        [image] Has refused images
        [pdf] Has refused PDFs
       *[both] Has refused images and PDFs
    }

# $model (Text)
picker-vendors = Vendors for { $model }
picker-vendor = Vendor
picker-auto = The gateway picks the vendor
picker-otherVendor = Another vendor
picker-otherVendorPlaceholder = Type any vendor, then Enter
picker-badVendor = Letters, digits, dots and hyphens only
picker-vision = Vision
picker-pdf = PDF
picker-tools = Tools
picker-reasoning = Reasoning
picker-foot = Figures are medians of your own requests on this computer. If the gateway doesn’t say, what a model accepts is guessed from its family. A pinned request fails if its vendor is down.
picker-keyModel = Model
picker-keyVendor = Vendor
picker-keyUse = Use in this chat
picker-keyDefault = Make default
picker-keyClose = Close
picker-defaultTag = Default for new chats
picker-none = No model matches.
picker-native = Send natively
picker-nativeBody = Uses the maker’s own API; images and PDFs go unconverted. With auto, the maker is asked
