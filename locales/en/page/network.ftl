### The network settings, the test of the connection, and the log of what left this computer.

##

network-title = Network
network-lead = How gateways are reached. Gateways on this computer never use the proxy.
network-proxy = Proxy
network-proxyUse = Proxy
network-proxyBody = For gateways on other computers
network-modes-system = System proxy
network-modes-direct = No proxy
network-modes-manual = Custom
network-address = Address
network-addressPlaceholder = host:3128 or socks5://host:1080
network-user = User name
network-password = Password
network-passwordKept = In the keychain; type to replace it
network-passwordHint = The password goes to the system keychain.
network-use = Use this proxy
network-used = Saved. Requests use this proxy.
network-trust = Trust
network-authorities = Certificate authorities
network-authoritiesBody = The system’s. A company proxy may need its own as well (PEM file)

# $name (Text)
network-authoritiesExtra = The system’s, and { $name }
network-addAuthorities = Add file…
network-replaceAuthorities = Replace…
network-forgetAuthorities = Remove
network-check = Connection
network-test = Test connection
network-testing = Testing…
network-testBody = Requests the gateway’s list of models, step by step. Nothing is billed
network-report = Result of the test

# $host (Text), $time (Text), $protocol (Text, may be none)
network-took =
    { $protocol ->
        [none] { $host } did not answer, { $time }
       *[other] { $host } answered in { $time } over { $protocol }
    }
network-steps-proxy = Proxy
network-steps-name = Name (DNS)
network-steps-connect = Connection
network-steps-tls = Security (TLS)
network-steps-key = Key
network-steps-model = Model
network-states-passed = works
network-states-failed = failed
network-states-unknown = not known
network-states-notNeeded = not needed
network-states-notTried = not tried

##

networkLog-title = Network log
networkLog-heading = Network log
networkLog-lead = Every request that left this computer, of any kind. Contents are not recorded.
networkLog-empty = Nothing has left this computer yet.
networkLog-emptyBody = Each request will be a row here from the moment it is sent.

# $total (Number)
networkLog-total =
    { $total ->
        [one] { $total } request since the first start
       *[other] { $total } requests since the first start
    }

# $shown (Text), $kept (Text)
networkLog-shown = the newest { $shown } are shown, { $kept } are kept
networkLog-refresh = Refresh
networkLog-time = Time
networkLog-what = Purpose
networkLog-where = Host
networkLog-vendor = Vendor
networkLog-out = Out
networkLog-in = In
networkLog-took = Duration
networkLog-result = Result
networkLog-purposes-chat = Message
networkLog-purposes-models = List of models
networkLog-purposes-keyCheck = Key check
networkLog-purposes-connectionTest = Connection test
networkLog-outcomes-answered = answered
networkLog-outcomes-failed = failed
networkLog-outcomes-stopped = stopped
networkLog-open = not finished
networkLog-all = All
networkLog-filters-purpose = Purpose
networkLog-filters-host = Host
networkLog-filters-vendor = Vendor
networkLog-filters-result = Result
networkLog-results-answered = Answered
networkLog-results-refused = Refused (4xx, 5xx)
networkLog-results-failed = Not answered
networkLog-auto = auto

# $found (Number)
networkLog-found =
    { $found ->
        [one] { $found } request
       *[other] { $found } requests
    }
networkLog-none = No request matches.

# $more (Text)
networkLog-more = and { $more } older

# $counts (Text)
networkLog-byVendor = Messages by vendor asked: { $counts }
