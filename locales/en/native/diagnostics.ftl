### What *Copy Diagnostics* puts on the clipboard, a label and its value in a line.

# $name (Text), $value (Text)
line = { $name }: { $value }
program = YouRouter Chat
system = System
webView = Web view
webViewUnknown = unknown
gateway = Gateway
# $gateway (Text), $key (Text)
gatewayLine = { $gateway }, { $key }
database = Database
databaseLog = Write-ahead log
attachments = Attachments
log = Log
logEmpty = empty

gatewayDemo = demo
gatewayYouRouter = YouRouter
gatewayAnother = another

keyMissing = no key
keyKeychain = key in the keychain
keyRun = key for this run
keyEnvironment = key from the environment
keyNotNeeded = no key needed

# $bytes (Number)
size = { $bytes ->
    [one] { $bytes } byte
   *[other] { $bytes } bytes
}
# $files (Number), $bytes (Text)
folderSize = { $files ->
    [one] { $files } file, { $bytes }
   *[other] { $files } files, { $bytes }
}
folderUnreadable = unreadable
