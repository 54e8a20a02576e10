### What a chat begins with, what stands over the composer, and what is asked before a dialog closes.

##

dock-offline = You are offline. Messages you send now wait here and go out when the connection is back.
dock-checkAgain = Check again

# $host (Text)
dock-stillOffline = Still no connection to { $host }

# $host (Text)
dock-keyless = Sending needs a key for { $host }.
dock-demo = Offline demo: answers are recordings, no model is asked.
dock-addKey = Add key
dock-addYourKey = Add your key
dock-tryDemo = Try the offline demo

##

layer-unsaved = Discard what you typed?
layer-discard = Discard
layer-keep = Keep editing

##

starters-label = Things to try
starters-file-label = Summarise a file
starters-file-text = Summarise this file in five points.
starters-comparison-label = Compare things in a table
starters-comparison-text = Compare PNG, JPEG and WebP in a table.
starters-drawing-label = Draw a diagram
starters-drawing-text = Draw how a message reaches a model and comes back.
starters-code-label = Write some code
starters-code-text = Write a function that counts the words of a text, in Rust and Python.
starters-hints-file = Drop it anywhere
starters-hints-comparison = PNG, JPEG and WebP
starters-hints-drawing = How a message travels
starters-hints-code = In Rust and Python
starters-next = Try next

##

waiting-label = Messages that wait for the network

# $text (Text)
waiting-edit = Edit the waiting message: { $text }

# $text (Text)
waiting-remove = Remove the waiting message: { $text }

# $files (Number)
waiting-withFiles =
    { $files ->
        [one] { $files } file
       *[other] { $files } files
    }

starters-demo-table-label = A table
starters-demo-table-text = Compare the models in a table.
starters-demo-drawing-label = A drawing
starters-demo-drawing-text = Draw how a message reaches a model and comes back.
starters-demo-code-label = Code
starters-demo-code-text = Write a function that counts the words of a text, in Rust and Python.
starters-demo-formulas-label = Formulas
starters-demo-formulas-text = Show me formulas.
starters-demo-sources-label = Sources and a picture
starters-demo-sources-text = Show me sources and a picture.
starters-demo-routing-label = Routing
starters-demo-routing-text = How does routing work?
