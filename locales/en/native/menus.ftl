### The native menus. A letter after & is the one that opens the item by keyboard.

file = &File
edit = &Edit
view = &View
chat = &Chat
vendor = V&endor
model = &Model
help = &Help

newChat = &New Chat
attach = &Attach Files…
openExport = &Export…
openImport = &Import…
openSettings = &Settings…
openData = &Data and Privacy…
close = &Close Window
quit = &Quit

undo = Undo
redo = Redo
cut = Cut
copy = Copy
paste = Paste
pasteAsPlainText = Paste as Plain Text
selectAll = Select All

openSearch = S&earch Chats…
showSidebar = Show Side&bar
hideSidebar = Hide Side&bar
zoomIn = Zoom &In
zoomOut = Zoom &Out
zoomReset = &Actual Size
fullScreen = &Full Screen
openUsage = &Usage…

regenerate = &Regenerate Answer
stop = &Stop Answer
copyAnswer = &Copy Last Answer
inspect = &Inspect Last Answer…
openCompare = &Compare Answers…
openTrials = Repeat and Meas&ure…
openPicker = &Model and Vendor…
openSystemPrompt = System &Prompt…
openParameters = P&arameters…
openContext = Con&text…
rename = Re&name Chat

otherVendor = &Other…
takeOver = &Let Others Take Over
chooseModel = &Choose Model…

openShortcuts = &Keyboard Shortcuts
documentation = &Documentation
copyDiagnostics = Copy &Diagnostics
reportProblem = &Report a Problem…
dataFolder = Open Data &Folder
openAbout = &About YouRouter Chat

stay = &Stay with First Answer
# $vendor (Text)
otherVendorNamed = &Other: { $vendor }…

# $model (Text)
modelStay = { $model }, stay
# $model (Text), $vendor (Text)
modelFirst = { $model }, { $vendor } first
# $model (Text), $vendor (Text)
modelOnly = { $model }, { $vendor }
