### Attached files: how they go out, what of them stays out, and what can be done with them.

##

# $name (Text)
files-sendAsLabel = How to send { $name }
files-sendOptions-image = As image
files-sendOptions-pdf = As PDF

# $read (Number), $all (Number), $tokens (Text), $isPart (Claim)
files-sendOptions-text =
    { $isPart ->
        [yes] As text of pages 1–{ $read } of { $all } (≈ { $tokens } tokens)
       *[other] { $read ->
            [0] As text
            [one] As text of { $read } page (≈ { $tokens } tokens)
           *[other] As text of { $read } pages (≈ { $tokens } tokens)
        }
    }

# $sent (Number), $all (Number), $isPart (Claim)
files-sendOptions-pages =
    { $isPart ->
        [yes] As images of pages 1–{ $sent } of { $all }
       *[other] { $sent ->
            [one] As image of { $sent } page
           *[other] As images of { $sent } pages
        }
    }
files-sentAs-image = { "" }
files-sentAs-pdf = sent as PDF
files-sentAs-office = text of the document

# $read (Number), $all (Number), $isPart (Claim)
files-sentAs-text =
    { $isPart ->
        [yes] text of the first { $read } of { $all } pages
       *[other] { $read ->
            [0] sent as text
            [one] text of { $read } page
           *[other] text of { $read } pages
        }
    }

# $sent (Number), $all (Number), $isPart (Claim)
files-sentAs-pages =
    { $isPart ->
        [yes] first { $sent } of { $all } pages as images
       *[other] { $sent ->
            [one] { $sent } page as image
           *[other] { $sent } pages as images
        }
    }
files-attached = Attached files
files-ofAnswer = Files in this answer
files-neverSent = not sent to models
files-recording = audio
files-video = video
files-cut = cut off

# $size (Text)
files-dataLeftOut = { $size } of data left out

# $sent (Text), $whole (Text)
files-sizeOf = { $sent } of { $whole }

# $frames (Number)
files-firstOf = only the first of { $frames } images
files-scan = a scan, no text
files-unreadable = its text can’t be read, only seen on its pages
files-restricted = password-protected (editing restricted)
files-restrictedAsPdf = password-protected (editing restricted): most vendors refuse it as PDF
files-xfa = an XFA form: only Adobe’s programs can show it

# $pictures (Number), $all (Number)
files-pictures =
    { $all ->
        [1] an image with little text
       *[other] { $pictures ->
            [one] { $pictures } of { $all } pages is an image without text
           *[other] { $pictures } of { $all } pages are images without text
        }
    }

# $why (Text, may be none)
files-notDrawn =
    { $why ->
        [none] its pages cannot be rendered
       *[other] its pages cannot be rendered: { $why }
    }

# $most (Number)
files-manyPages = over { $most } pages: most vendors refuse it as PDF

# $most (Number)
files-manyPagesInstead = over { $most } pages, so not as PDF

# $name (Text)
files-content = Content of { $name }
files-showText = Show text
files-showPages = Show pages
files-previousPage = Previous page
files-nextPage = Next page

# $name (Text), $page (Number)
files-pageName = { $name }, page { $page }
files-drawing = Rendering the page
files-textGoesOn = The text continues; the rest is sent, too.

# $why (Text)
files-noPage = This page could not be rendered: { $why }. Open shows the file in its own program
files-leftOut = left out

# $tokens (Text)
files-tokens = ≈ { $tokens } tokens
files-close = Close
files-open = Open
files-save = Save as…
files-copyImage = Copy image
files-copied = Image copied
files-leaveOut = Don’t send again
files-zoom = Switch between the whole image and its full size
