### Why something that a person typed or chose cannot be used, in the words of whoever refused it.

modelMissing = Type the ID of a model
# $why (Text)
fileUnreadable = The file cannot be read: { $why }
certificatesTooLarge = The file is too large to be a list of certificates
certificatesMissing = The file holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)
certificateBroken = The file holds a certificate that cannot be read
chatNameMissing = Type a name for the chat
folderNameMissing = Type a name for the folder
folderNameTaken = There is another folder with this name
promptNameMissing = Type a name for the prompt
promptTextMissing = Type the text of the prompt
promptNameTaken = There is another prompt with this name
noBackup = This is not a backup of YouRouter Chat. Nothing was changed
backupDamaged = This backup is damaged and cannot be restored. Nothing was changed
backupNewer = This backup was made by a newer version of YouRouter Chat. Update first, then restore it
backupGone = This backup is no longer there
backupFileDamaged = A file in this backup is damaged. Nothing was changed

requestIncomplete = A message or a file of this request is gone, so it cannot be put together again
requestNotKept = This request was not kept
requestNotMade = No request was made for this message

gatewayListed = This gateway is already in the list
gatewayFixed = YOUROUTER_BASE_URL sets this address for this run
gatewayIsDefault = New chats go to this gateway. Make another the default first
defaultGatewayFixed = YOUROUTER_BASE_URL sets the default gateway for this run
# $gateway (Text)
gatewayRemoved = The gateway { $gateway } was removed. Choose another model, or add it again
vendorUnfit = A vendor’s name cannot hold these characters
keyUnfit = The key holds characters that no key has; paste it again

temperature = Temperature must be a number from 0 up, such as 0.7
maxTokens = Max tokens must be at least 1
# $bytes (Number)
extraTooLong = Other fields are longer than { $bytes } bytes
# $why (Text)
extraBroken = Other fields are not JSON: { $why }
extraNoObject = Other fields must be a JSON object, such as { "{" }"top_p": 0.9{ "}" }
extraModel = the model is chosen in the picker
extraMessages = the messages are those of the chat
extraStream = streaming is set in Settings, under Answers
# $field (Text), $instead (Text)
extraElsewhere = “{ $field }” cannot be set here: { $instead }

addressBroken = This is not a web address, such as https://api.yourouter.ai/v1
addressScheme = The address must begin with https://
addressHostless = The address names no host
addressWithUser = The address must not contain a user name or a password
addressWithQuery = The address must not contain “?” or “#”
addressUnsafe = The address must begin with https://, or the key could be read on its way
proxyBroken = This is not the address of a proxy, such as http://proxy.example:3128
proxyScheme = The address of a proxy begins with http://, https:// or socks5://
proxyHostless = The address of the proxy names no host
proxyWithUser = The user name and the password have fields of their own
proxyWithPath = The address of a proxy has no path

clipboardGone = The program in which this was copied no longer provides it. Copy it again, then paste.
# $file (Text)
fileGone = { $file } is gone from the disk. Leave it out, or attach it again.
# $file (Text)
fileChanged = { $file } is not what it was: it changed on the disk. Leave it out, or attach it again.
# $file (Text), $why (Text)
fileRefused = { $file }: { $why }
# $most (Number)
tooManyFiles = At most { $most } files go with one message. Remove some and send again.
# $megabytes (Number), $most (Number)
filesTooLarge = The files of this chat come to { $megabytes } MB, and at most { $most } MB are sent at once. Leave some out and send again.

modelsUnlisted = The gateway has no list of models, so only a message can tell
modelUnlisted = Not in the gateway’s list; it may answer all the same

exportStopped = The export was stopped; nothing was written.
folderOfThisName = There is a folder of this name.
tooManyOfThisName = There are too many files of this name.
diskFull = The disk is full.
notWritable = No permission to write there. Choose another folder.
readOnly = The disk is read-only. Choose another folder.
folderGone = The folder is gone. Choose another one.

importRunning = Another import is still running.
importEmpty = No chats were found. Exports of ChatGPT, Claude, Open WebUI, LibreChat, OpenRouter, Cherry Studio and YouRouter Chat can be read.
importNewer = a newer version of the program wrote a part of this chat
importHeadless = its last message is not in it
importOutOfOrder = a message follows one that is not before it
importForeignMessage = a message of it belongs to another chat
importForeignFile = a file of it belongs to another message
importUnpacksTooMuch = it unpacks to more than can be read
importTooLong = it is longer than 64 MB
# $why (Text)
importBroken = it is broken: { $why }
importPromptTooLong = its text is longer than 1 MB
importTooMany = there are more than 1,000 of them
# $name (Text)
exportFolderUnreadable = The settings of the folder “{ $name }” can’t be read. Set them again, then export.
importDocumentTooLong = it is one document of more than 96 MB
