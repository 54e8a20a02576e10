### The words that stand in a rendered answer beside those of its author.

# $number (Number)
footnote = Footnote { $number }
# $number (Number)
footnoteReference = Back to reference { $number }

taskIncomplete = Incomplete task
taskCompleted = Completed task

diagram = Diagram
diagramSource = Source
# $kind (Text)
diagramNotDrawn = { $kind } · not drawn

# Quotes that are labelled, as in `> [!NOTE]`.
calloutNote = Note
calloutTip = Tip
calloutImportant = Important
calloutWarning = Warning
calloutCaution = Caution
