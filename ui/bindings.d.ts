// Generated from src-tauri/protocol by `cargo xtask bindings`. Do not edit.

/**
 * One conversation.
 */
export type ConversationId = string;

/**
 * One message of a conversation.
 */
export type MessageId = string;

/**
 * One model call. Minted by the page, so that events which arrive before the command's promise have a home.
 */
export type TurnId = string;

/**
 * One attached file.
 */
export type AttachmentId = string;

/**
 * One folder of conversations.
 */
export type FolderId = string;

/**
 * One saved prompt.
 */
export type PromptId = string;

/**
 * The value of the `vendor` header: `auto`, one of the documented vendors, or any other that a person typed.
 *
 * Always lower case and fit for a header (API page, "Headers"; reference, section 10, question 14).
 */
export type Vendor = string;

/**
 * The API that a request is written in.
 */
export type ApiFormat = "chat" | "native";

/**
 * How strictly a vendor is meant. With `auto` as vendor, all but `Stay` mean automatic routing.
 */
export type Routing = "only" | "first" | "stay";

/**
 * Where a message goes: a gateway, a model, a vendor or `auto`, and in which API.
 */
export type Route = { 
/**
 * The model id exactly as the API takes it.
 */
model: string, 
/**
 * The vendor.
 */
vendor: Vendor, 
/**
 * How strictly that is meant. Left out for `only`.
 */
routing?: Routing, 
/**
 * The base URL of the gateway; left out for the default one.
 */
gateway?: string, 
/**
 * Left out for Chat Completions.
 */
apiFormat?: ApiFormat, };

/**
 * How much a reasoning model reasons; each model takes some of them. (API reference, section 2.2.)
 */
export type ReasoningEffort = "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";

/**
 * What goes with each request of a conversation, beside model and messages. Everything may be left unset.
 */
export type Parameters = { 
/**
 * Instructions that come before the first message; empty for none.
 */
systemPrompt: string, 
/**
 * As it was typed, so that 0.7 goes out as `0.7`.
 */
temperature: number | null, 
/**
 * The longest answer, in tokens.
 */
maxTokens: number | null, 
/**
 * How much a reasoning model reasons.
 */
reasoningEffort: ReasoningEffort | null, 
/**
 * Further fields of the request, as the text of a JSON object; empty for none.
 */
extraJson: string, };

/**
 * A change to a request, against what was set or is usual: asked for by a refusal, or known of the model beforehand.
 * (API reference, sections 2.2 and 4.2.)
 */
export type RequestOverride = { "kind": "without", 
/**
 * Its name in the request.
 */
field: string, } | { "kind": "renamed", 
/**
 * Its usual name.
 */
field: string, 
/**
 * The name that it went under.
 */
to: string, } | { "kind": "pdfAsDataUrl" } | { "kind": "notStreamed" } | { "kind": "withoutReasoning" };

/**
 * What went wrong, cut by what can be done about it.
 */
export type FailureCode = "missingKey" | "keychainUnavailable" | "unauthorized" | "balance" | "rateLimited" | "overloaded" | "rejected" | "tooLong" | "offline" | "timedOut" | "streamCut" | "attachment" | "storage" | "diskFull" | "storageBusy" | "invalid" | "answerRunning" | "emptyMessage" | "notInDraft" | "linkRefused" | "noProgram" | "internal";

/**
 * Why a file cannot be attached.
 */
export type AttachmentProblem = "unsupportedType" | "svg" | "heif" | "tooManyPixels" | "sideTooLong" | "tooMuchMemory" | "tooLarge" | "empty" | "noText" | "damaged" | "encrypted" | "tooMuchInside" | "tooSlow" | "folder" | "link" | "unreadable" | "gone" | "notAllowed" | "notAFile" | "tooMany" | "tooLargeInAll" | "notDrawn" | "stopped" | "stillPreparing";

/**
 * A failure with what the page needs to explain it.
 */
export type Failure = { 
/**
 * What can be done about it.
 */
code: FailureCode, 
/**
 * The cause in the server's or the system's words, at most 500 characters; never a key, a prompt or an answer.
 */
detail: string, 
/**
 * Only for `attachment`.
 */
problem?: AttachmentProblem, 
/**
 * The HTTP status, if there was a reply.
 */
status?: number, 
/**
 * How long the server asks to wait, in milliseconds.
 */
retryAfterMs?: number, 
/**
 * The id to quote to support.
 */
requestId?: string, 
/**
 * Set if the refusal is about a file of the request, which another API may take.
 */
isAboutFiles?: boolean, 
/**
 * The kind of input that the model does not take at all, if the refusal says so.
 */
refusedInput?: ModelInput, };

/**
 * One step at the insertion point.
 */
export type PatchOp = { "op": "append", 
/**
 * Balanced HTML (or plain escaped text, inside a code block).
 */
html: string, } | { "op": "enter", 
/**
 * Start tags, with any complete siblings before the slot, such as `<ol start="3"><li>`.
 */
open: string, 
/**
 * The matching end tags, such as `</li></ol>`.
 */
close: string, } | { "op": "leave" };

/**
 * A top-level block that the end of the answer changed, because a link definition or a footnote came late.
 */
export type ReplacedBlock = { 
/**
 * Which child of `.prose`, from 0.
 */
index: number, 
/**
 * Its HTML now; empty if the block is gone.
 */
html: string, };

/**
 * One update of a streaming answer, applied in this order: `ops`, `tail`, `replaced`; `reasoning` stands by itself.
 */
export type Patch = { 
/**
 * What settled.
 */
ops: Array<PatchOp>, 
/**
 * The sanitised HTML of what is not settled; replaces the tail before it. Empty in the last patch.
 */
tail: string, 
/**
 * Late changes to settled blocks; only ever in the last patch.
 */
replaced: Array<ReplacedBlock>, 
/**
 * Plain text to append to the reasoning, which is not Markdown.
 */
reasoning: string, };

/**
 * How a file is sent.
 */
export type AttachmentKind = "image" | "pdf" | "text" | "media";

/**
 * In which form a file goes out.
 */
export type SendAs = "image" | "pdf" | "text" | "pages";

/**
 * A file that is attached to a draft or a message.
 */
export type AttachmentView = { 
/**
 * Which one.
 */
id: AttachmentId, 
/**
 * Its file name, without any folder.
 */
name: string, 
/**
 * How it is sent.
 */
kind: AttachmentKind, 
/**
 * Its media type, judged by content, such as `image/png`.
 */
mediaType: string, 
/**
 * Its size in bytes.
 */
sizeBytes: number, 
/**
 * For an image, the width and height that are sent, in pixels.
 */
pixels: [number, number] | null, 
/**
 * A small picture of an image, or of the first page of a PDF, as a data URL.
 */
thumbnail: string | null, 
/**
 * For a PDF, how many pages it has, if they can be counted.
 */
pages: number | null, 
/**
 * Whether its bytes are gone from the disk, so that it can no longer be sent.
 */
isMissing: boolean, 
/**
 * The forms that it can be sent in.
 */
sendOptions: Array<SendAs>, 
/**
 * The form that the person chose; `None` leaves it to the model.
 */
sendAs: SendAs | null, 
/**
 * The form in which it was sent last.
 */
sentAs: SendAs | null, 
/**
 * Whether it stays out of later requests.
 */
isLeftOut: boolean, 
/**
 * About how many tokens its text has.
 */
textTokens: number | null, 
/**
 * Of how many pages of a PDF its text is, if there are more whose text is not there.
 */
textPages: number | null, 
/**
 * Whether its text was too long and its end left out.
 */
isCut: boolean, 
/**
 * How many pages of a PDF are pictures without their text, which is missing where it goes out as text.
 */
picturePages: number, 
/**
 * Whether it is a PDF of which most pages are.
 */
isScan: boolean, 
/**
 * Whether it is a PDF whose fonts do not say, on most pages, which characters they show.
 */
isUnreadable: boolean, 
/**
 * Whether it is a PDF that opens without a password, but is protected against changes: no vendor is known to read it.
 */
isRestricted: boolean, 
/**
 * Whether it is a PDF that holds an XFA form, of which nothing but a notice is read or drawn.
 */
isXfa: boolean, 
/**
 * Whether it is a text that was pasted into the composer.
 */
isPasted: boolean, 
/**
 * How many pages of a PDF go out as images, if that is chosen.
 */
pageImages: number, 
/**
 * Why its pages could not be drawn, if that was tried.
 */
notDrawn: string | null, 
/**
 * How many pictures an image file holds, if the first, which is sent, is not the only one: pages or frames.
 */
frames: number | null, 
/**
 * How large a text file is of which only the beginning is sent.
 */
wholeBytes: number | null, 
/**
 * How much of a text file is not sent, because it is data and no text: base64, or what is attached to a mail.
 */
dataBytes: number | null, };

/**
 * The text of a file, to be looked at.
 */
export type TextPreview = { 
/**
 * As it is sent, from its beginning on.
 */
text: string, 
/**
 * Whether there is more of it.
 */
isCut: boolean, };

/**
 * How one file of a draft would go out now.
 */
export type FileSendPreview = { 
/**
 * Which file.
 */
id: AttachmentId, 
/**
 * In which form.
 */
sendAs: SendAs, 
/**
 * How many bytes, before base64.
 */
sizeBytes: number, 
/**
 * About how many tokens; an estimate.
 */
tokens: number, 
/**
 * For a PDF of more pages than the model's vendors take as a PDF: how many they take.
 */
mostPages: number | null, };

/**
 * Where it is known from that a model does not take an input.
 */
export type UnsupportedReason = "listed" | "refused" | "inferred";

/**
 * Files that would go out in a form that the model is known not to take.
 */
export type UnsupportedFiles = { 
/**
 * What they would go out as; the pages of a PDF are images.
 */
input: ModelInput, 
/**
 * Why that is known.
 */
because: UnsupportedReason, 
/**
 * Those of the message that is written, files that its other version leaves to it included.
 */
drafted: Array<AttachmentId>, 
/**
 * Those of earlier messages.
 */
earlier: Array<AttachmentId>, };

/**
 * What many vendors, or this program, may refuse in a request as a whole.
 */
export type SendWarning = "large" | "tooLarge" | "manyImages" | "tooManyFiles";

/**
 * What the files of a draft, and those of the messages before it, add to its request.
 */
export type SendPreview = { 
/**
 * The files of the message that is written: those that it keeps of the version before, then the draft's. None that
 * is left out.
 */
files: Array<FileSendPreview>, 
/**
 * How many files of earlier messages are sent again.
 */
earlier: number, 
/**
 * All of them, before base64.
 */
sizeBytes: number, 
/**
 * All of them, about.
 */
tokens: number, 
/**
 * How many images all of them are.
 */
images: number, 
/**
 * What the model is known not to take, one entry for each input.
 */
unsupported: Array<UnsupportedFiles>, 
/**
 * What to be told of the request as a whole.
 */
warnings: Array<SendWarning>, };

/**
 * What a person decided about sending a message.
 */
export type MessageFlags = { 
/**
 * Whether it stays out of requests, until it is asked again itself.
 */
isLeftOut: boolean, 
/**
 * Whether it is never left out together with others.
 */
isPinned: boolean, };

/**
 * What a request lacks of the chat, or has in another form.
 */
export type OmissionKind = "excludedPrompt" | "excludedMessages" | "unreadableMessages" | "emptyMessages" | "excludedFiles" | "mediaFiles" | "shortenedFiles" | "filesWithoutData" | "filesAsText" | "toolCalls" | "foreignReasoning" | "mergedMessages";

/**
 * What a request lacks of one kind.
 */
export type Omission = { 
/**
 * What it is.
 */
kind: OmissionKind, 
/**
 * How many there are.
 */
count: number, 
/**
 * The first ones: names of files, first words of messages.
 */
names: Array<string>, };

/**
 * Whose context is asked for.
 */
export type ContextQuery = { 
/**
 * The conversation, with its draft as it was saved last.
 */
conversationId: ConversationId, 
/**
 * Another route, for the draft alone.
 */
once: Route | null, 
/**
 * The message of which the draft is another version.
 */
replaces: Replaced | null, 
/**
 * How many of the messages before the draft are shown, from the newest on: as many are given, and a page at least.
 */
shown: number, 
/**
 * A message that is to be among them, on the branch before the draft.
 */
through: MessageId | null, };

/**
 * What the next message sends, part by part.
 */
export type ContextView = { 
/**
 * Where it goes.
 */
model: string, 
/**
 * Tokens that the model can read and write in all, if the gateway says so.
 */
mostTokens: number | null, 
/**
 * What all of it comes to, as the composer says it.
 */
tokens: TokenRange, 
/**
 * What that costs by list prices, in millionths of a US dollar: at least and at most.
 */
cost: [number, number] | null, 
/**
 * The instructions; `None` if there are none.
 */
prompt: ContextPrompt | null, 
/**
 * The newest of the messages before the draft, oldest first.
 */
messages: Array<ContextMessage>, 
/**
 * How many messages stand before these.
 */
earlier: number, 
/**
 * How many messages before the draft are excluded by the person.
 */
excluded: number, 
/**
 * What is being written.
 */
draft: ContextMessage, 
/**
 * What could be left out, if all of it may be too long.
 */
fit: ContextFit | null, };

/**
 * The instructions that go with a request.
 */
export type ContextPrompt = { 
/**
 * The folders that they are of; none for the chat's own.
 */
folders: Array<string>, 
/**
 * Whether they are those of the settings.
 */
isDefault: boolean, 
/**
 * Whether the person excluded them.
 */
isExcluded: boolean, 
/**
 * Their first words.
 */
excerpt: string, 
/**
 * What they come to.
 */
tokens: TokenRange, };

/**
 * A message, and what becomes of it.
 */
export type ContextMessage = { 
/**
 * Which one; `None` for the draft.
 */
id: MessageId | null, 
/**
 * The message before it on its branch.
 */
before: MessageId | null, 
/**
 * Who wrote it.
 */
role: Role, 
/**
 * Its first words.
 */
excerpt: string, 
/**
 * What its words come to.
 */
tokens: TokenRange, 
/**
 * Its files.
 */
files: Array<ContextFile>, 
/**
 * What the person decided.
 */
flags: MessageFlags, 
/**
 * Why it is not sent, if it is not.
 */
leftOut: OmissionKind | null, 
/**
 * What becomes of its reasoning, if it has any.
 */
reasoning: ReasoningFate | null, 
/**
 * What else of it is not sent, or not as it is.
 */
lacks: Array<OmissionKind>, };

/**
 * A file of a message, and what becomes of it.
 */
export type ContextFile = { 
/**
 * The file, without its thumbnail; as it will be sent.
 */
file: AttachmentView, 
/**
 * What it comes to.
 */
tokens: number, };

/**
 * What could be left out so that the rest may fit: the oldest turns whole, but those that are pinned.
 */
export type ContextFit = { 
/**
 * The last message that would be left out.
 */
through: MessageId, 
/**
 * How many questions would be left out, with their answers.
 */
turns: number, 
/**
 * How many messages that are.
 */
messages: number, 
/**
 * What the rest comes to.
 */
tokens: TokenRange, 
/**
 * Whether the rest fits; else it is all that can be left out.
 */
isEnough: boolean, };

/**
 * What becomes of the reasoning of an answer.
 */
export type ReasoningFate = { "fate": "givenBack" } | { "fate": "elsewhere", 
/**
 * Who made it.
 */
maker: Route, } | { "fate": "notSent" };

/**
 * About how many tokens something has.
 */
export type TokenRange = { 
/**
 * At least, as a rule.
 */
low: number, 
/**
 * At most, as a rule.
 */
high: number, 
/**
 * Whether it comes from what the model counted in earlier answers; else it is a guess.
 */
isMeasured: boolean, };

/**
 * What a draft will come to if it is sent now.
 */
export type SendEstimate = { 
/**
 * The tokens that will be read: the chat so far, the draft and its files.
 */
tokens: TokenRange, 
/**
 * What they cost by list prices, with an answer as long as the model's last ones, in millionths of a US dollar: at
 * least and at most. `None` where no price is known.
 */
cost: [number, number] | null, 
/**
 * Who made the last answer, if its reasoning stays behind: it was signed or encrypted there, and the message goes
 * elsewhere.
 */
reasoningLeft: Route | null, 
/**
 * Tokens that the model can read and write in all, if the gateway says so.
 */
mostTokens: number | null, };

/**
 * Why the vendor of an answer cannot be verified.
 */
export type Unverifiable = "proved" | "notSigned" | "nobodyNamed" | "noSigner";

/**
 * What verifying the vendor of an answer would send, to be shown before it is sent, or why that is of no use.
 */
export type VendorCheck = { "kind": "possible", 
/**
 * The only vendor that it allows.
 */
vendor: string, 
/**
 * The model.
 */
model: string, 
/**
 * Where it goes.
 */
host: string, 
/**
 * What the person is made to say, before the reasoning and after it.
 */
said: [string, string], 
/**
 * About how many tokens are read.
 */
tokens: number, 
/**
 * About what it costs by list prices, in millionths of a US dollar, if that is known.
 */
cost: number | null, } | { "kind": "impossible", 
/**
 * Why.
 */
because: Unverifiable, 
/**
 * The vendor that it is about; empty if nobody is named.
 */
vendor: string, };

/**
 * Who wrote a message.
 */
export type Role = "user" | "assistant" | "system" | "tool";

/**
 * How far an answer got. A user's message is always `done`.
 */
export type MessageState = "streaming" | "done" | "failed" | "stopped" | "interrupted";

/**
 * Tokens as the gateway counted them.
 */
export type Usage = { 
/**
 * Tokens read.
 */
promptTokens: number | null, 
/**
 * Tokens written, those of the reasoning included.
 */
completionTokens: number | null, 
/**
 * Of those read, the ones that came from the vendor's prompt cache.
 */
cachedTokens: number | null, 
/**
 * Of those written, the ones of the reasoning.
 */
reasoningTokens: number | null, };

/**
 * Why an answer ended.
 */
export type EndReason = "complete" | "length" | "filter" | "refusal" | "toolCall" | "other" | "unmarked";

/**
 * A part of a reply that was not taken.
 */
export type SkippedKind = "unreadable" | "image" | "audio" | "video" | "file";

/**
 * How many parts of one kind were not taken.
 */
export type SkippedParts = { 
/**
 * What they are.
 */
kind: SkippedKind, 
/**
 * How many.
 */
count: number, };

/**
 * A tool that a model asked for.
 */
export type RequestedTool = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its arguments as the model wrote them: JSON as a rule.
 */
arguments: string, };

/**
 * How an answer ended that did not fail.
 */
export type AnswerEnd = { 
/**
 * Why.
 */
reason: EndReason, 
/**
 * The limit of tokens that was sent, if one was.
 */
tokenLimit: number | null, 
/**
 * The tools that it asks for.
 */
tools: Array<RequestedTool>, 
/**
 * What the reply held beside that.
 */
skipped: Array<SkippedParts>, };

/**
 * A source as the page lists it.
 */
export type SourceView = { 
/**
 * Its number, from 1.
 */
number: number, 
/**
 * Its title, or what of its address tells most.
 */
title: string, 
/**
 * The checked address; `None` if nothing may be opened.
 */
url: string | null, 
/**
 * The host, to be seen beside the title; empty without an address.
 */
host: string, 
/**
 * The words that the answer rests on; may be empty.
 */
quote: string, };

/**
 * One HTTP request of a turn. A turn has more than one when a request failed before any text and was tried again.
 */
export type Attempt = { 
/**
 * The vendor that was asked for.
 */
vendor: Vendor, 
/**
 * The HTTP status, if there was a reply.
 */
status: number | null, 
/**
 * From sending the request to its failure, or to the first text or reasoning, in milliseconds.
 */
durationMs: number, 
/**
 * The id to quote to support.
 */
requestId: string | null, 
/**
 * Why it failed; `None` for the one that answered.
 */
failure: Failure | null, 
/**
 * What was changed in it against what was set; empty as a rule.
 */
overrides: Array<RequestOverride>, };

/**
 * A wait before the next attempt; it can be cut short (`retry_now`) or given up (`stop_turn`).
 */
export type RetryWait = { 
/**
 * The vendor that the next attempt asks for.
 */
vendor: Vendor, 
/**
 * How long until then, in milliseconds from now.
 */
waitMs: number, 
/**
 * The number of the next attempt; the first of a turn was 1.
 */
number: number, 
/**
 * How many attempts there will be at most.
 */
most: number, };

/**
 * A header's name and what it held.
 */
export type HeaderView = { 
/**
 * Its name.
 */
name: string, 
/**
 * What it held; of a key nothing but the name of the variable that programs take it from.
 */
value: string, };

/**
 * When what happened, in milliseconds from sending the request unless it says otherwise. What did not happen is `None`.
 */
export type ExchangeTiming = { 
/**
 * When it was sent, in milliseconds since 1970 (UTC).
 */
sentAtMs: number, 
/**
 * How long it had waited before: since Enter was pressed, or since the request before it failed.
 */
queuedMs: number, 
/**
 * How long connecting took; `None` if a connection was there.
 */
connectMs: number | null, 
/**
 * The first byte of the reply.
 */
firstByteMs: number | null, 
/**
 * The first text or reasoning.
 */
firstTokenMs: number | null, 
/**
 * The end of what was read; `None` if it was stopped.
 */
endMs: number | null, };

/**
 * A request and its reply as they went over the wire.
 */
export type ExchangeView = { 
/**
 * The HTTP method.
 */
method: string, 
/**
 * Where to.
 */
url: string, 
/**
 * The request's headers.
 */
headers: Array<HeaderView>, 
/**
 * The request's body as JSON, with a reference in place of each file; not all of a very long one.
 */
body: string, 
/**
 * Characters of the body that are not shown.
 */
bodyLeftOut: number, 
/**
 * The size of the whole body in bytes.
 */
bodyBytes: number, 
/**
 * Why the body cannot be put together any more, if so.
 */
bodyProblem: string | null, 
/**
 * Whether it can be written for an OpenAI SDK: it is of that API.
 */
isChatCompletions: boolean, 
/**
 * The version of HTTP and the status; empty without a reply.
 */
statusLine: string, 
/**
 * The reply's headers.
 */
replyHeaders: Array<HeaderView>, 
/**
 * The reply's body as it came.
 */
reply: string, 
/**
 * Its end, if not all between was kept.
 */
replyEnd: string, 
/**
 * Bytes between the two that were not kept.
 */
replyLeftOut: number, 
/**
 * When what happened.
 */
timing: ExchangeTiming, };

/**
 * One HTTP request behind an answer.
 */
export type InspectedAttempt = { 
/**
 * What became of it.
 */
attempt: Attempt, 
/**
 * How it went over the wire; `None` if that was not kept.
 */
exchange: ExchangeView | null, };

/**
 * All that is known of how an answer came.
 */
export type Inspection = { 
/**
 * Which answer.
 */
messageId: MessageId, 
/**
 * The model that was asked for.
 */
model: string, 
/**
 * The base URL that was asked.
 */
baseUrl: string, 
/**
 * Its HTTP requests, in order.
 */
attempts: Array<InspectedAttempt>, 
/**
 * Whether requests are kept now.
 */
isKeeping: boolean, };

/**
 * In what a request is written out, so that it can be made elsewhere.
 */
export type RequestLanguage = "curl" | "python" | "javaScript";

/**
 * Where a mark stood.
 */
export type MarkPlace = "header" | "field";

/**
 * Something in a reply that some vendors write and others do not.
 */
export type Mark = { 
/**
 * Where it stood.
 */
place: MarkPlace, 
/**
 * The header's or the field's name.
 */
name: string, 
/**
 * What it said, cut to 128 characters.
 */
value: string, };

/**
 * How far it is known who served an answer. Nothing that anybody can write makes it `proved`.
 */
export type EvidenceGrade = "proved" | "claimed" | "consistent" | "unknown" | "contradicts";

/**
 * What one mark says.
 */
export type EvidenceItem = { 
/**
 * The mark as it came.
 */
mark: Mark, 
/**
 * The vendors that write it; empty if it tells nothing.
 */
vendors: Array<string>, 
/**
 * Whether the gateway wrote it of its own.
 */
isClaim: boolean, 
/**
 * Where its form is documented, or was seen.
 */
source: string, };

/**
 * What is known of who served an answer, and why.
 */
export type Evidence = { 
/**
 * How far it is known.
 */
grade: EvidenceGrade, 
/**
 * Who it was, or could have been, by the marks.
 */
vendors: Array<string>, 
/**
 * The model that the reply names, if it names one.
 */
modelReported: string | null, 
/**
 * Whether that is another model than was asked for.
 */
isOtherModel: boolean, 
/**
 * Each mark and what it says.
 */
items: Array<EvidenceItem>, };

/**
 * What is known of one model call.
 */
export type TurnView = { 
/**
 * Which one.
 */
id: TurnId, 
/**
 * What was asked for.
 */
route: Route, 
/**
 * The base URL of the gateway that was asked.
 */
baseUrl: string, 
/**
 * The vendor that a reply header proves, if any (`X-Vendor-Messages-Id` shapes; never a guess).
 */
vendorReported: string | null, 
/**
 * Who served it, as far as the reply tells; `None` while it is written.
 */
evidence: Evidence | null, 
/**
 * From sending the request to the first text or reasoning, in milliseconds, measured at the socket.
 */
firstTokenMs: number | null, 
/**
 * From sending the request to the end, in milliseconds.
 */
durationMs: number | null, 
/**
 * From the question to the end, with all attempts and the waits between them, in milliseconds.
 */
tookMs: number | null, 
/**
 * How long the model reasoned before its answer, in milliseconds.
 */
reasoningMs: number | null, 
/**
 * Tokens, if the gateway reported them.
 */
usage: Usage | null, 
/**
 * Why the model stopped, in its vendor's own word.
 */
finishReason: string | null, 
/**
 * How the answer ended; `None` while it is written, and if it failed before anything came.
 */
end: AnswerEnd | null, 
/**
 * The id to quote to support.
 */
requestId: string | null, 
/**
 * Why it failed, if it did.
 */
failure: Failure | null, 
/**
 * Its HTTP requests, in order.
 */
attempts: Array<Attempt>, 
/**
 * What they lack of the chat.
 */
omissions: Array<Omission>, };

/**
 * An answer that is being written, with all that the page needs to show it from nothing.
 */
export type RunningTurn = { 
/**
 * The number of the last patch that `patch` includes; the next event carries `seq` + 1.
 */
seq: number, 
/**
 * Everything so far, as one patch to an empty answer.
 */
patch: Patch, 
/**
 * Set while it waits for the next attempt.
 */
waiting: RetryWait | null, };

/**
 * One message.
 */
export type MessageView = { 
/**
 * Which one.
 */
id: MessageId, 
/**
 * The message that it follows.
 */
parentId: MessageId | null, 
/**
 * Who wrote it.
 */
role: Role, 
/**
 * How far it got.
 */
state: MessageState, 
/**
 * Whether a newer version wrote it in a way that this one cannot show; it is left as it is.
 */
isUnreadable: boolean, 
/**
 * A user's words, as plain text. Empty for an answer, whose source `load_source` gives.
 */
text: string, 
/**
 * An answer as sanitised HTML. Empty for a user's message, and while `running` stands.
 */
html: string, 
/**
 * How many bytes of an over-long answer's source are not in `html`: `load_whole_answer` gives all of it.
 */
restBytes: number, 
/**
 * An answer's reasoning as plain text.
 */
reasoning: string, 
/**
 * The files of a user's message, and those that came with an answer.
 */
attachments: Array<AttachmentView>, 
/**
 * What an answer rests on.
 */
sources: Array<SourceView>, 
/**
 * When it was written, in milliseconds since 1970 (UTC).
 */
createdAtMs: number, 
/**
 * All versions of this message (those with the same parent and role), oldest first, this one included.
 */
versions: Array<MessageId>, 
/**
 * The model call behind an answer.
 */
turn: TurnView | null, 
/**
 * Only while it is being written.
 */
running: RunningTurn | null, 
/**
 * What the person decided about sending it.
 */
flags: MessageFlags, };

/**
 * Consecutive messages of a conversation's current branch, oldest first: about 30, fewer if they are long.
 */
export type MessageWindow = { 
/**
 * The messages.
 */
messages: Array<MessageView>, 
/**
 * Whether there are messages before the first of these.
 */
hasEarlier: boolean, 
/**
 * Whether there are messages after the last of these.
 */
hasLater: boolean, };

/**
 * On which side of a message its neighbours are loaded.
 */
export type Direction = "earlier" | "later";

/**
 * A row of the sidebar.
 */
export type ConversationSummary = { 
/**
 * Which one.
 */
id: ConversationId, 
/**
 * Made from the first words of its first message; empty while it has none.
 */
title: string, 
/**
 * Where its next message goes.
 */
route: Route, 
/**
 * When it last changed, in milliseconds since 1970 (UTC).
 */
updatedAtMs: number, 
/**
 * Whether an answer is being written.
 */
isRunning: boolean, 
/**
 * Whether an answer ended while another conversation was shown.
 */
isUnread: boolean, 
/**
 * Whether it stands above the others.
 */
isPinned: boolean, 
/**
 * Whether it was put away.
 */
isArchived: boolean, 
/**
 * When it was deleted, in milliseconds since 1970 (UTC); it can be restored for 30 days.
 */
deletedAtMs: number | null, 
/**
 * The folders that it is in.
 */
folders: Array<FolderId>, };

/**
 * A page of the sidebar's rows, in the order of the list. The first page of the chats has all that are pinned.
 */
export type ConversationPage = { 
/**
 * The rows. One that changes while pages are read may come twice.
 */
rows: Array<ConversationSummary>, 
/**
 * What `list_conversations` takes for the next page; `None` after the last one.
 */
next: string | null, };

/**
 * A list that the sidebar shows.
 */
export type ConversationList = { "kind": "chats" } | { "kind": "folder", 
/**
 * Which one.
 */
folderId: FolderId, } | { "kind": "archived" } | { "kind": "deleted" };

/**
 * What a person set for the conversations of a folder.
 */
export type FolderDefaults = { 
/**
 * Where messages of a conversation go that is begun in it.
 */
route: Route | null, 
/**
 * Instructions for its conversations that have none of their own; empty for none.
 */
systemPrompt: string, };

/**
 * A folder of conversations. A conversation may be in several; one that is deleted leaves its conversations be.
 */
export type FolderView = { 
/**
 * Which one.
 */
id: FolderId, 
/**
 * What it is called; no two have the same name.
 */
name: string, 
/**
 * Whether its conversations are listed in the folder only.
 */
isHiding: boolean, 
/**
 * What goes for its conversations; `None` if it cannot be read, and then nothing is sent from them.
 */
defaults: FolderDefaults | null, };

/**
 * A change of a folder, or a new one.
 */
export type SaveFolder = { 
/**
 * Which one; `None` makes one.
 */
id: FolderId | null, 
/**
 * What to call it.
 */
name: string, 
/**
 * Whether its conversations are listed in the folder only.
 */
isHiding: boolean, 
/**
 * What goes for its conversations; `None` leaves that as it is.
 */
defaults: FolderDefaults | null, };

/**
 * A branching point, a first message or the end of a branch: what the tree of a conversation shows.
 */
export type BranchNode = { 
/**
 * The message.
 */
id: MessageId, 
/**
 * The node that it follows; `None` for a first message.
 */
parentId: MessageId | null, 
/**
 * Who wrote it.
 */
role: Role, 
/**
 * Its first words.
 */
excerpt: string, 
/**
 * The model that was asked, of an answer.
 */
model: string | null, 
/**
 * When it was written, in milliseconds since 1970 (UTC).
 */
createdAtMs: number, 
/**
 * How many messages stand between the node that it follows and it.
 */
skipped: number, 
/**
 * Whether it is on the branch that is shown.
 */
isShown: boolean, };

/**
 * A saved prompt.
 */
export type Prompt = { 
/**
 * Which one.
 */
id: PromptId, 
/**
 * What is typed after `/`: without blanks, and no two have the same.
 */
name: string, 
/**
 * What takes its place. `{{name}}` marks what is filled in afterwards.
 */
text: string, };

/**
 * A prompt that is new, or changed.
 */
export type SavePrompt = { 
/**
 * Which one; `None` makes one.
 */
id: PromptId | null, 
/**
 * What to call it; blanks become hyphens.
 */
name: string, 
/**
 * Its text.
 */
text: string, };

/**
 * A file of a draft that cannot be sent: not yet, or not at all.
 */
export type PendingAttachment = { 
/**
 * Which one.
 */
id: AttachmentId, 
/**
 * Its name.
 */
name: string, 
/**
 * Why it was refused; `None` while it is being made ready.
 */
failure: Failure | null, };

/**
 * What stands in the composer of a conversation and is not sent yet.
 */
export type Draft = { 
/**
 * The text.
 */
text: string, 
/**
 * The files, in the order in which they were attached.
 */
attachments: Array<AttachmentView>, 
/**
 * The files that are not ready yet, and those that were refused, in the same order.
 */
pending: Array<PendingAttachment>, };

/**
 * One conversation with a window of its messages.
 */
export type ConversationView = { 
/**
 * Its row in the sidebar. A conversation without messages is not listed there.
 */
summary: ConversationSummary, 
/**
 * The newest messages of the current branch, or those around the one that was asked for.
 */
window: MessageWindow, 
/**
 * What stands in its composer.
 */
draft: Draft, 
/**
 * What goes with each of its requests.
 */
parameters: Parameters, };

/**
 * A user's message of which another version is written; that has its files, too.
 */
export type Replaced = { 
/**
 * Which message.
 */
messageId: MessageId, 
/**
 * Those of its files that the new version does not have.
 */
dropped: Array<AttachmentId>, };

/**
 * Sends a message and asks for an answer.
 */
export type SendMessage = { 
/**
 * Minted by the page (UUIDv7).
 */
turnId: TurnId, 
/**
 * Where to.
 */
conversationId: ConversationId, 
/**
 * What; may be empty if a file is attached.
 */
text: string, 
/**
 * The draft's files, in order.
 */
attachmentIds: Array<AttachmentId>, 
/**
 * The message of which this is another version. `None` follows the last message.
 */
replaces: Replaced | null, 
/**
 * Another route for this one message; `None` takes the conversation's.
 */
route?: Route, 
/**
 * What stood in the composer, if that is more than `text`: mentions of a vendor or a model.
 */
drafted?: string, };

/**
 * Asks again for an answer to the same message; the answers before stay as versions.
 */
export type RetryTurn = { 
/**
 * Minted by the page (UUIDv7).
 */
turnId: TurnId, 
/**
 * The answer that is asked for again.
 */
messageId: MessageId, 
/**
 * Another route for this one turn, such as `auto` instead of the pin; `None` takes the conversation's.
 */
route: Route | null, 
/**
 * Another form for PDFs, after a refusal; remembered for the model if it works. `None` keeps to the choices.
 */
sendAs: SendAs | null, 
/**
 * Whether the new answer goes on where that one ends, and begins with its text.
 */
continues: boolean, };

/**
 * A turn that has begun, or the turns of several lanes.
 */
export type StartedTurn = { 
/**
 * The conversation's row now.
 */
conversation: ConversationSummary, 
/**
 * The new messages: they follow `messages[0].parentId` now, in place of all that followed it on the screen. Of lanes the
 * question, if it is new, and all answers.
 */
messages: Array<MessageView>, 
/**
 * Earlier messages that changed with it: their files go out in another form.
 */
changed: Array<MessageView>, };

/**
 * Where one of several answers comes from.
 */
export type Lane = { 
/**
 * Gateway, model and vendor.
 */
route: Route, 
/**
 * What goes with its request in place of the conversation's; the instructions are the conversation's all the same.
 */
parameters?: Parameters, };

/**
 * A lane that is asked now.
 */
export type LaneTurn = { 
/**
 * Minted by the page (UUIDv7).
 */
turnId: TurnId, 
/**
 * Where from.
 */
lane: Lane, };

/**
 * What is asked in lanes.
 */
export type LanesQuestion = { "kind": "new", 
/**
 * Where to.
 */
conversationId: ConversationId, 
/**
 * What; may be empty if a file is attached.
 */
text: string, 
/**
 * The draft's files, in order.
 */
attachmentIds: Array<AttachmentId>, 
/**
 * The message of which this is another version. `None` follows the last message.
 */
replaces: Replaced | null, } | { "kind": "asked", 
/**
 * It, or an answer to it.
 */
messageId: MessageId, };

/**
 * Asks a question in lanes: one to [`Lane::MOST`] of them. Their answers are versions of each other.
 */
export type AskLanes = { 
/**
 * What.
 */
question: LanesQuestion, 
/**
 * Whom.
 */
lanes: Array<LaneTurn>, };

/**
 * Whether requests leave the program.
 */
export type GatewayKind = "remote" | "demo";

/**
 * The colour by which a gateway is told from others.
 */
export type GatewayLook = "plain" | "blue" | "green" | "amber" | "red" | "violet";

/**
 * Where the key for a gateway is. Whether the keychain really holds it is seen when it is first needed.
 */
export type KeyState = "missing" | "keychain" | "run" | "environment" | "notNeeded";

/**
 * Where to keep a key.
 */
export type KeepKey = "keychain" | "run";

/**
 * A gateway. Its base URL names it: what has another base URL is another gateway.
 */
export type GatewayView = { 
/**
 * What to call it: what the person typed, `YouRouter`, a host name, or the demo's name.
 */
name: string, 
/**
 * Its base URL, such as `https://api.yourouter.ai/v1`.
 */
baseUrl: string, 
/**
 * Scheme, host and port: what its key is bound to.
 */
origin: string, 
/**
 * Its host, as shown to people.
 */
host: string, 
/**
 * Whether requests leave the program.
 */
kind: GatewayKind, 
/**
 * Its colour.
 */
look: GatewayLook, 
/**
 * Where its key is.
 */
key: KeyState, 
/**
 * The key's last four characters, to tell two keys apart.
 */
keyHint: string | null, 
/**
 * Whether it is asked with a key. A server on this computer may need none.
 */
needsKey: boolean, 
/**
 * The vendors that a person can choose there: `auto` first; nothing else for a server that is its own vendor.
 */
vendors: Array<VendorView>, 
/**
 * Where a person makes a key.
 */
dashboardUrl: string, 
/**
 * Whether chats that name no gateway go there.
 */
isDefault: boolean, 
/**
 * Whether `YOUROUTER_BASE_URL` set it for this run, so that it cannot be changed here.
 */
isFixed: boolean, 
/**
 * How many chats name it.
 */
chats: number, };

/**
 * A gateway as a person adds or changes it.
 */
export type SaveGateway = { 
/**
 * The base URL of the gateway that is changed; `None` adds one.
 */
replaces: string | null, 
/**
 * Its base URL, as typed.
 */
baseUrl: string, 
/**
 * What to call it; empty takes the host.
 */
name: string, 
/**
 * Its colour.
 */
look: GatewayLook, 
/**
 * Whether it is asked with a key.
 */
needsKey: boolean, 
/**
 * The values of the `vendor` header that it takes; `None` for those that YouRouter documents.
 */
vendors: Array<string> | null, };

/**
 * Gives the program a key.
 */
export type StoreKey = { 
/**
 * The base URL of the gateway that it is for; `None` for the default one. It is bound to the origin.
 */
gateway: string | null, 
/**
 * The key; it goes to the core and never comes back.
 */
key: string, 
/**
 * Where to keep it.
 */
keep: KeepKey, 
/**
 * Whether to ask the gateway about it first; a key that the gateway refuses is not kept then.
 */
check: boolean, };

/**
 * Light or dark.
 */
export type Theme = "system" | "light" | "dark";

/**
 * The size of the reading column's text.
 */
export type ReadingSize = "small" | "medium" | "large";

/**
 * How close rows and controls stand.
 */
export type Density = "compact" | "comfortable";

/**
 * What happens when the only vendor that a route allows keeps failing before any text came.
 */
export type Failover = "off" | "ask";

/**
 * What a person set. Unknown or missing fields in a stored file take their defaults.
 */
export type Settings = { 
/**
 * Light or dark.
 */
theme: Theme, 
/**
 * The size of the reading column's text.
 */
readingSize: ReadingSize, 
/**
 * How close rows stand.
 */
density: Density, 
/**
 * Whether answers are streamed (`"stream": true`) or come in one piece.
 */
isStreaming: boolean, 
/**
 * Whether a request that failed before any text came is tried again (API reference, section 7.3).
 */
isRetrying: boolean, 
/**
 * What happens when a pinned vendor keeps failing.
 */
failover: Failover, 
/**
 * Whether the sidebar is hidden.
 */
isSidebarHidden: boolean, 
/**
 * How large everything is shown, in percent of its own size: from 50 to 300.
 */
zoomPercent: number, 
/**
 * The system prompt that a new chat begins with; empty for none.
 */
defaultSystemPrompt: string, 
/**
 * Where a new chat's first message goes.
 */
defaultRoute: Route, 
/**
 * Model ids that were typed by hand, newest first, at most 20.
 */
typedModels: Array<string>, 
/**
 * Model ids that a person marked, in the order of marking, at most 100.
 */
favouriteModels: Array<string>, 
/**
 * Model ids that the picker leaves out unless they are searched for.
 */
hiddenModels: Array<string>, 
/**
 * Routes that were used, newest first, at most 10.
 */
recentRoutes: Array<Route>, 
/**
 * The lanes that were compared last.
 */
lanes: Array<Lane>, 
/**
 * How long the gateway may be silent, in seconds (API reference, section 5.3: at least 300).
 */
idleTimeoutSeconds: number, 
/**
 * Whether requests and replies are kept for the inspector.
 */
keepsRequests: boolean, 
/**
 * What tokens of models cost, as a person typed it, at most 500.
 */
prices: Array<TypedPrice>, 
/**
 * Vendors that are not asked first for a while, at most 100; those whose time is over stand there until others come.
 */
avoided: Array<AvoidedVendor>, 
/**
 * What a calendar month may come to by list prices before it is asked about, in millionths of a US dollar.
 */
monthlyLimit: number | null, 
/**
 * The same for a calendar day.
 */
dailyLimit: number | null, 
/**
 * The same for each chat.
 */
chatLimit: number | null, };

/**
 * What a model's tokens cost, in millionths of a US dollar for a million tokens.
 */
export type ModelPrice = { 
/**
 * Those that are read.
 */
input: number, 
/**
 * Those that are written.
 */
output: number, 
/**
 * Those that are read from a prompt cache; `None` costs as much as any other.
 */
cached: number | null, };

/**
 * A price that a person typed for a model, which wins over what a gateway lists.
 */
export type TypedPrice = { 
/**
 * The model's id.
 */
model: string, 
/**
 * Its price.
 */
price: ModelPrice, };

/**
 * A vendor that a person keeps away from for a while.
 */
export type AvoidedVendor = { 
/**
 * The base URL of the gateway.
 */
gateway: string, 
/**
 * The model.
 */
model: string, 
/**
 * The vendor.
 */
vendor: string, 
/**
 * Until when, in milliseconds since 1970 (UTC).
 */
untilMs: number, };

/**
 * A model, with what it takes: what the gateway's list says, else what its family is known to take.
 */
export type ModelView = { 
/**
 * The id exactly as the API takes it.
 */
id: string, 
/**
 * Reads images.
 */
hasVision: boolean, 
/**
 * Reads PDF `file` blocks.
 */
hasPdf: boolean, 
/**
 * Calls tools.
 */
hasTools: boolean, 
/**
 * Reasons before it answers.
 */
hasReasoning: boolean, 
/**
 * Tokens that it can read, if the gateway says so.
 */
contextTokens: number | null, 
/**
 * Tokens that it read and wrote in all on the day of the program's own snapshot, if that has it.
 */
snapshotContext: number | null, 
/**
 * The day on which it is taken away, such as `2027-01-31`, if the gateway says so.
 */
retiresOn: string | null, 
/**
 * Whether the gateway's list says what it takes; else it is inferred.
 */
isReported: boolean, 
/**
 * What it costs, if the gateway says so.
 */
price: ModelPrice | null, 
/**
 * What it cost on the day of the program's own snapshot, if that has it.
 */
snapshotPrice: ModelPrice | null, 
/**
 * Inputs of which the gateway's list says expressly whether it takes them; no refusal speaks against that.
 */
reportedInputs: Array<ModelInput>, 
/**
 * Inputs that it refused, so that it is not said to take them.
 */
refusedInputs: Array<ModelInput>, };

/**
 * What a model may read beside text.
 */
export type ModelInput = "image" | "pdf";

/**
 * Models of one maker.
 */
export type ModelFamily = { 
/**
 * The maker's name for it.
 */
name: string, 
/**
 * Its models.
 */
models: Array<ModelView>, };

/**
 * Where the list of models comes from.
 */
export type ModelSource = "builtIn" | "gateway";

/**
 * The models to choose from.
 */
export type ModelList = { 
/**
 * The base URL of the gateway that has them.
 */
gateway: string, 
/**
 * Where they come from.
 */
source: ModelSource, 
/**
 * When the gateway gave them, in milliseconds since 1970 (UTC).
 */
refreshedAtMs: number | null, 
/**
 * Whether the gateway was asked in this run and has no list.
 */
isUnavailable: boolean, 
/**
 * The models by family.
 */
families: Array<ModelFamily>, 
/**
 * The day of the prices that came with the program, as `2026-10-23`.
 */
priceDate: string, 
/**
 * The day of the context lengths that came with the program, as `2026-08-18`.
 */
contextDate: string, };

/**
 * A vendor that the picker and the menu offer.
 */
export type VendorView = { 
/**
 * The header's value.
 */
value: string, 
/**
 * The name that people know it by.
 */
name: string, };

/**
 * What a request was made for.
 */
export type RequestPurpose = "chat" | "models" | "keyCheck" | "connectionTest";

/**
 * How a request ended.
 */
export type RequestOutcome = "answered" | "failed" | "stopped";

/**
 * One request that this program made. What it held is not kept here.
 */
export type RequestView = { 
/**
 * Its number since the program was first used, from 1.
 */
seq: number, 
/**
 * What it was made for.
 */
purpose: RequestPurpose, 
/**
 * The HTTP method.
 */
method: string, 
/**
 * Scheme, host and port that it went to.
 */
origin: string, 
/**
 * The path at that origin.
 */
path: string, 
/**
 * The vendor that its header named; `None` for automatic routing, and for what no vendor is asked.
 */
vendor: string | null, 
/**
 * When it began, in milliseconds since 1970 (UTC).
 */
beganAtMs: number, 
/**
 * How long it took, its reply included; `None` while it runs, or if the program ended first.
 */
durationMs: number | null, 
/**
 * Bytes of its body that went out.
 */
bytesOut: number, 
/**
 * Bytes of the reply's body that were read.
 */
bytesIn: number, 
/**
 * The HTTP status, if a reply came.
 */
status: number | null, 
/**
 * The id to quote to support.
 */
requestId: string | null, 
/**
 * How it ended; `None` as for `duration_ms`.
 */
outcome: RequestOutcome | null, };

/**
 * The newest requests.
 */
export type NetworkLog = { 
/**
 * Requests made since the program was first used.
 */
total: number, 
/**
 * How many of them are kept.
 */
kept: number, 
/**
 * The newest, newest first.
 */
rows: Array<RequestView>, };

/**
 * Which proxy stands between the program and gateways on other machines.
 */
export type ProxyMode = "system" | "direct" | "manual";

/**
 * How gateways are reached. A password is never among it.
 */
export type NetworkView = { 
/**
 * Which proxy.
 */
proxy: ProxyMode, 
/**
 * The named proxy's address, such as `socks5://127.0.0.1:1080`; empty if none was named.
 */
proxyUrl: string, 
/**
 * The user name for it; empty for none.
 */
proxyUser: string, 
/**
 * Whether a password for it is in the keychain or in memory.
 */
hasProxyPassword: boolean, 
/**
 * The file name of the extra certificate authorities, if there are some.
 */
extraCaName: string | null, };

/**
 * Chooses the proxy.
 */
export type ChooseProxy = { 
/**
 * Which proxy.
 */
proxy: ProxyMode, 
/**
 * The address, as a person typed it; kept also while another mode is chosen.
 */
proxyUrl: string, 
/**
 * The user name; empty for none.
 */
proxyUser: string, 
/**
 * A new password, which goes to the keychain and never comes back; `None` leaves the one that is there.
 */
proxyPassword: string | null, };

/**
 * A step on the way to an answer.
 */
export type ConnectionStep = "proxy" | "name" | "connect" | "tls" | "key" | "model";

/**
 * How a step went.
 */
export type StepState = "passed" | "failed" | "unknown" | "notNeeded" | "notTried";

/**
 * One step of a test of the connection.
 */
export type StepView = { 
/**
 * Which.
 */
step: ConnectionStep, 
/**
 * How it went.
 */
state: StepState, 
/**
 * The cause of a failure, or what is not known; empty otherwise.
 */
detail: string, };

/**
 * What a test of the connection found.
 */
export type ConnectionReport = { 
/**
 * The host that was asked.
 */
host: string, 
/**
 * How long it took.
 */
durationMs: number, 
/**
 * Such as `HTTP/2.0`; `None` if nothing was answered.
 */
protocol: string | null, 
/**
 * Every step, in order.
 */
steps: Array<StepView>, };

/**
 * All that the page needs to show itself.
 */
export type Snapshot = { 
/**
 * The program's version.
 */
version: string, 
/**
 * The gateway of the chats that name none: the default one, or the offline demo.
 */
gateway: GatewayView, 
/**
 * All gateways of the list, in the order in which they were added.
 */
gateways: Array<GatewayView>, 
/**
 * What a person set.
 */
settings: Settings, 
/**
 * The first page of the sidebar.
 */
conversations: ConversationPage, 
/**
 * The folders, by name.
 */
folders: Array<FolderView>, 
/**
 * The conversation that is open: the last one, or a new one.
 */
conversation: ConversationView, 
/**
 * The models to choose from.
 */
models: ModelList, 
/**
 * `auto` and the documented vendors, in the order of the native menu.
 */
vendors: Array<VendorView>, 
/**
 * Why answers cannot be written at the moment, if they cannot.
 */
savingFailure: Failure | null, };

/**
 * Why a backup was made.
 */
export type BackupKind = "daily" | "manual" | "replaced" | "update";

/**
 * A backup that is kept.
 */
export type BackupView = { 
/**
 * Which one: the name of its file.
 */
id: string, 
/**
 * Why it was made.
 */
kind: BackupKind, 
/**
 * When, in milliseconds since 1970 (UTC).
 */
madeAtMs: number, 
/**
 * The bytes of its file.
 */
sizeBytes: number, };

/**
 * The bytes of one kind of data.
 */
export type DataSizes = { 
/**
 * The database: chats, drafts, settings, the network log.
 */
chats: number, 
/**
 * Of that, requests and replies as the inspector shows them.
 */
requests: number, 
/**
 * Attached files.
 */
files: number, 
/**
 * The index of the search.
 */
search: number, 
/**
 * Backups.
 */
backups: number, 
/**
 * The program's log.
 */
log: number, 
/**
 * Damaged databases that were set aside, with their files.
 */
setAside: number, };

/**
 * What the page of data and privacy shows.
 */
export type DataReport = { 
/**
 * The folder that holds everything.
 */
folder: string, 
/**
 * How many chats there are, those that can still be restored included.
 */
chats: number, 
/**
 * How many attached files are kept.
 */
files: number, 
/**
 * What takes how much.
 */
sizes: DataSizes, 
/**
 * The newest first.
 */
backups: Array<BackupView>, 
/**
 * Why the last backup that was to be made is none, in words.
 */
failure: string | null, };

/**
 * What is left after everything was deleted.
 */
export type Deleted = { 
/**
 * All that the page needs to show itself, as on the first day.
 */
snapshot: Snapshot, 
/**
 * What the keychain kept, and why; empty if nothing.
 */
keysLeft: Array<string>, 
/**
 * Files that could not be removed, and why; empty if there are none.
 */
filesLeft: Array<string>, };

/**
 * The Tauri event `chat`: the life of a turn. Exactly one terminal event (`finished`, `failed`, `stopped`) ends each
 * turn, also after a panic. `seq` counts from 1 without gaps; on a gap, open the conversation again.
 */
export type ChatEvent = { "type": "patched", 
/**
 * Which turn.
 */
turnId: TurnId, 
/**
 * Its number in the turn.
 */
seq: number, 
/**
 * What changed.
 */
patch: Patch, } | { "type": "attempted", 
/**
 * Which turn.
 */
turnId: TurnId, 
/**
 * Its number in the turn.
 */
seq: number, 
/**
 * The attempt that failed.
 */
attempt: Attempt, 
/**
 * The wait before the next one.
 */
next: RetryWait, } | { "type": "fileAdded", 
/**
 * Which turn.
 */
turnId: TurnId, 
/**
 * Its number in the turn.
 */
seq: number, 
/**
 * The file.
 */
attachment: AttachmentView, } | { "type": "finished", 
/**
 * Which turn.
 */
turnId: TurnId, 
/**
 * Its number in the turn.
 */
seq: number, 
/**
 * The last change.
 */
patch: Patch, 
/**
 * The figures.
 */
turn: TurnView, } | { "type": "failed", 
/**
 * Which turn.
 */
turnId: TurnId, 
/**
 * Its number in the turn.
 */
seq: number, 
/**
 * The last change.
 */
patch: Patch, 
/**
 * The figures, with `failure` set.
 */
turn: TurnView, } | { "type": "stopped", 
/**
 * Which turn.
 */
turnId: TurnId, 
/**
 * Its number in the turn.
 */
seq: number, 
/**
 * The last change.
 */
patch: Patch, 
/**
 * The figures.
 */
turn: TurnView, };

/**
 * Something that a native menu asks the page to do.
 */
export type MenuCommand = "newChat" | "attach" | "openSettings" | "openPicker" | "openOtherVendor" | "openSearch" | "toggleSidebar" | "openExport" | "openUsage" | "zoomIn" | "zoomOut" | "zoomReset" | "rename" | "regenerate" | "stop" | "copyAnswer" | "inspect" | "openContext" | "openCompare" | "openTrials" | "openSystemPrompt" | "openParameters" | "openShortcuts" | "openImport" | "openData" | "reportProblem" | "copyDiagnostics" | "openAbout";

/**
 * What the native menus can do now, as the page knows it.
 */
export type MenuState = { 
/**
 * The commands that would do something; the items of all others are grey.
 */
possible: Array<MenuCommand>, 
/**
 * Whether the sidebar can be seen.
 */
isSidebarShown: boolean, };

/**
 * The Tauri event `app`: what menus, dialogs, drag and drop and other windows change.
 */
export type AppEvent = { "type": "menuChosen", 
/**
 * Which.
 */
command: MenuCommand, } | { "type": "menuFailed", 
/**
 * Why.
 */
failure: Failure, } | { "type": "routeChosen", 
/**
 * Which conversation.
 */
conversationId: ConversationId, 
/**
 * Its route now.
 */
route: Route, } | { "type": "conversationChanged", 
/**
 * The row now.
 */
conversation: ConversationSummary, } | { "type": "conversationsChanged", 
/**
 * The rows now.
 */
conversations: Array<ConversationSummary>, } | { "type": "conversationsRemoved", 
/**
 * Which ones.
 */
conversationIds: Array<ConversationId>, } | { "type": "foldersChanged", 
/**
 * All of them, by name.
 */
folders: Array<FolderView>, } | { "type": "settingsChanged", 
/**
 * All of them.
 */
settings: Settings, } | { "type": "gatewayChanged", 
/**
 * The default one, or the demo.
 */
gateway: GatewayView, 
/**
 * All of the list.
 */
gateways: Array<GatewayView>, } | { "type": "modelsChanged", 
/**
 * All of it.
 */
models: ModelList, } | { "type": "importProgressed", 
/**
 * Bytes that were read.
 */
done: number, 
/**
 * Bytes that there are, as far as is known.
 */
all: number, 
/**
 * Conversations that came in so far.
 */
chats: number, } | { "type": "savingFailed", 
/**
 * Why.
 */
failure: Failure, } | { "type": "savingResumed" } | { "type": "answerSaved", 
/**
 * In which conversation.
 */
conversationId: ConversationId, } | { "type": "evidenceChanged", 
/**
 * In which conversation.
 */
conversationId: ConversationId, 
/**
 * What is known now, by answer.
 */
answers: Array<[MessageId, Evidence]>, } | { "type": "exportProgressed", 
/**
 * How many are written.
 */
done: number, 
/**
 * Of how many.
 */
all: number, } | { "type": "trialsChanged" } | { "type": "dragEntered", 
/**
 * How many.
 */
count: number, } | { "type": "dragLeft" } | { "type": "textDropped", 
/**
 * The conversation that was shown then.
 */
conversationId: ConversationId, 
/**
 * As it was offered.
 */
text: string, } | { "type": "filesArrived" } | { "type": "attachmentStarted", 
/**
 * Which conversation.
 */
conversationId: ConversationId, 
/**
 * Which file.
 */
attachmentId: AttachmentId, 
/**
 * Its name.
 */
name: string, } | { "type": "attachmentProgressed", 
/**
 * Which conversation.
 */
conversationId: ConversationId, 
/**
 * Which file.
 */
attachmentId: AttachmentId, 
/**
 * The page, from 1; 0 while it waits for the work on other files.
 */
page: number, 
/**
 * How many there are to do.
 */
of: number, } | { "type": "attachmentReady", 
/**
 * Which conversation.
 */
conversationId: ConversationId, 
/**
 * The file.
 */
attachment: AttachmentView, } | { "type": "attachmentRefused", 
/**
 * Which conversation.
 */
conversationId: ConversationId, 
/**
 * Which file.
 */
attachmentId: AttachmentId, 
/**
 * Its name.
 */
name: string, 
/**
 * Why.
 */
failure: Failure, };

/**
 * In which order hits come.
 */
export type SearchOrder = "newest" | "best";

/**
 * Asks for a page of hits.
 */
export type SearchRequest = { 
/**
 * What was typed: words, `"phrases"`, `-words` and operators.
 */
text: string, 
/**
 * In which order.
 */
order: SearchOrder, 
/**
 * Where the page before ended; `None` for the first.
 */
cursor: string | null, };

/**
 * What of a chat was found.
 */
export type SearchPlace = "title" | "text" | "reasoning" | "file";

/**
 * A piece of text around a hit.
 */
export type SnippetPiece = { 
/**
 * The text.
 */
text: string, 
/**
 * Whether it is what was looked for.
 */
isHit: boolean, };

/**
 * A message that was found, or a chat by its title.
 */
export type SearchHit = { 
/**
 * The chat.
 */
conversationId: ConversationId, 
/**
 * The message; of a chat that was found by its title, the one that it is shown at.
 */
messageId: MessageId, 
/**
 * Where the chat's next message goes.
 */
route: Route, 
/**
 * The chat's title.
 */
title: Array<SnippetPiece>, 
/**
 * Who wrote the message.
 */
role: Role, 
/**
 * What was found.
 */
place: SearchPlace, 
/**
 * The text around it; empty for a title.
 */
snippet: Array<SnippetPiece>, 
/**
 * When the message was written, or the chat changed, in milliseconds since 1970 (UTC).
 */
atMs: number, };

/**
 * A page of hits.
 */
export type SearchPage = { 
/**
 * The hits.
 */
hits: Array<SearchHit>, 
/**
 * Where the search goes on, if it is not at its end: for more hits, or for older messages if it took long.
 */
next: string | null, 
/**
 * Whether so little was typed that only the newest messages were looked at.
 */
needsLetter: boolean, 
/**
 * How much of the history is indexed, in per cent; `None` if all is.
 */
indexedPercent: number | null, 
/**
 * Operators whose value cannot be read; they were looked for as words.
 */
misread: Array<string>, 
/**
 * The words that were looked for, as they are marked in a message.
 */
marks: Array<string>, };

/**
 * How many hits there are.
 */
export type SearchCount = { 
/**
 * Messages and titles.
 */
hits: number, 
/**
 * The chats that they are in.
 */
chats: number, 
/**
 * Whether there are more: it is not counted beyond 1,000.
 */
isMore: boolean, };

/**
 * A message of one chat that has what is looked for.
 */
export type ChatHit = { 
/**
 * Which message.
 */
messageId: MessageId, 
/**
 * Its number in the order of writing, which grows along a branch.
 */
seq: number, 
/**
 * How often it is in it.
 */
count: number, 
/**
 * Whether the message is on the branch that is shown.
 */
isOnBranch: boolean, };

/**
 * Why a link may lead elsewhere than the reader thinks.
 */
export type LinkWarning = "namesAnotherHost" | "reordersText" | "encodedHost" | "mixedScripts" | "hasUser";

/**
 * Words on the clipboard that stand beside an image of them, as spreadsheets offer their cells.
 */
export type ClipboardText = { 
/**
 * As plain text; cells are parted by tabs.
 */
text: string, 
/**
 * As HTML; empty if there is none.
 */
html: string, };

/**
 * A link that was looked at before it is opened.
 */
export type LinkView = { 
/**
 * The address that will be opened: as the link has it, without a user part.
 */
url: string, 
/**
 * The host in ASCII, as it is looked up; for a mail link the address.
 */
host: string, 
/**
 * The host as its letters are meant to be read; the same as `host` if it has only ASCII letters.
 */
unicodeHost: string, 
/**
 * Empty if the link is what it seems.
 */
warnings: Array<LinkWarning>, };

/**
 * How far back requests count.
 */
export type UsagePeriod = "day" | "week" | "month" | "all";

/**
 * How many requests failed in one way.
 */
export type FailureCount = { 
/**
 * In which.
 */
code: FailureCode, 
/**
 * How many.
 */
count: number, };

/**
 * What requests came to, whoever answered them.
 */
export type UsageSum = { 
/**
 * How many requests were made.
 */
calls: number, 
/**
 * How many of them failed.
 */
failed: number, 
/**
 * Tokens read, as far as they were reported.
 */
tokensIn: number, 
/**
 * Tokens written, reasoning included, as far as they were reported.
 */
tokensOut: number, 
/**
 * Of the tokens read, the ones that came from a prompt cache; `None` where no answer told.
 */
tokensCached: number | null, 
/**
 * Of the tokens written, those of reasoning; `None` where no answer told.
 */
tokensReasoning: number | null, 
/**
 * What the answers cost by their list prices, in millionths of a US dollar; `None` where no price is known.
 */
spend: number | null, 
/**
 * How many answers told their tokens and have no price: they are not in `spend`.
 */
unpriced: number, };

/**
 * The requests to one vendor, for one model, or of both. A request is one HTTP request: each attempt counts for itself,
 * under the vendor that it asked for.
 */
export type UsageRow = { 
/**
 * The base URL of the gateway; empty where several are taken together.
 */
gateway: string, 
/**
 * The model; empty where several are taken together.
 */
model: string, 
/**
 * The vendor that was asked for, `auto` included; empty where several are taken together.
 */
vendor: string, 
/**
 * How they failed, by kind, the most frequent first.
 */
failures: Array<FailureCount>, 
/**
 * How many failed on each day (or hour) of the period, the oldest first; told of one vendor with one model only, and
 * empty where none failed.
 */
failedByDay: Array<number>, 
/**
 * How many were made because one before had failed.
 */
retried: number, 
/**
 * Milliseconds to the first token that one in twenty answers undercut.
 */
firstTokenP5Ms: number | null, 
/**
 * The median.
 */
firstTokenP50Ms: number | null, 
/**
 * What one in twenty exceeded.
 */
firstTokenP95Ms: number | null, 
/**
 * Each of them, while there are fewer than five.
 */
firstTokensMs: Array<number>, 
/**
 * The median of tokens written a second, after the first.
 */
tokensPerSecond: number | null, 
/**
 * How many of the last five requests failed, and of how many.
 */
lastFailed: number, 
/**
 * The last requests that are looked at: five, or all if there are fewer.
 */
lastOf: number, 
/**
 * How many requests were made.
 */
calls: number, 
/**
 * How many of them failed.
 */
failed: number, 
/**
 * Tokens read, as far as they were reported.
 */
tokensIn: number, 
/**
 * Tokens written, reasoning included, as far as they were reported.
 */
tokensOut: number, 
/**
 * Of the tokens read, the ones that came from a prompt cache; `None` where no answer told.
 */
tokensCached: number | null, 
/**
 * Of the tokens written, those of reasoning; `None` where no answer told.
 */
tokensReasoning: number | null, 
/**
 * What the answers cost by their list prices, in millionths of a US dollar; `None` where no price is known.
 */
spend: number | null, 
/**
 * How many answers told their tokens and have no price: they are not in `spend`.
 */
unpriced: number, };

/**
 * One day's requests.
 */
export type UsageDay = { 
/**
 * When it began, in milliseconds since 1970 (UTC); an hour in a period of 24 hours.
 */
beganAtMs: number, 
/**
 * How many requests were made.
 */
calls: number, 
/**
 * How many of them failed.
 */
failed: number, 
/**
 * Tokens read, as far as they were reported.
 */
tokensIn: number, 
/**
 * Tokens written, reasoning included, as far as they were reported.
 */
tokensOut: number, 
/**
 * Of the tokens read, the ones that came from a prompt cache; `None` where no answer told.
 */
tokensCached: number | null, 
/**
 * Of the tokens written, those of reasoning; `None` where no answer told.
 */
tokensReasoning: number | null, 
/**
 * What the answers cost by their list prices, in millionths of a US dollar; `None` where no price is known.
 */
spend: number | null, 
/**
 * How many answers told their tokens and have no price: they are not in `spend`.
 */
unpriced: number, };

/**
 * One chat's requests, in all its branches.
 */
export type UsageOfChat = { 
/**
 * Which.
 */
conversationId: ConversationId, 
/**
 * What it is called.
 */
title: string, 
/**
 * How many requests were made.
 */
calls: number, 
/**
 * How many of them failed.
 */
failed: number, 
/**
 * Tokens read, as far as they were reported.
 */
tokensIn: number, 
/**
 * Tokens written, reasoning included, as far as they were reported.
 */
tokensOut: number, 
/**
 * Of the tokens read, the ones that came from a prompt cache; `None` where no answer told.
 */
tokensCached: number | null, 
/**
 * Of the tokens written, those of reasoning; `None` where no answer told.
 */
tokensReasoning: number | null, 
/**
 * What the answers cost by their list prices, in millionths of a US dollar; `None` where no price is known.
 */
spend: number | null, 
/**
 * How many answers told their tokens and have no price: they are not in `spend`.
 */
unpriced: number, };

/**
 * The requests of one folder's chats. A chat that is in several counts in each of them.
 */
export type UsageOfFolder = { 
/**
 * Which; `None` for the chats that are in none.
 */
folderId: FolderId | null, 
/**
 * What it is called.
 */
name: string, 
/**
 * How many requests were made.
 */
calls: number, 
/**
 * How many of them failed.
 */
failed: number, 
/**
 * Tokens read, as far as they were reported.
 */
tokensIn: number, 
/**
 * Tokens written, reasoning included, as far as they were reported.
 */
tokensOut: number, 
/**
 * Of the tokens read, the ones that came from a prompt cache; `None` where no answer told.
 */
tokensCached: number | null, 
/**
 * Of the tokens written, those of reasoning; `None` where no answer told.
 */
tokensReasoning: number | null, 
/**
 * What the answers cost by their list prices, in millionths of a US dollar; `None` where no price is known.
 */
spend: number | null, 
/**
 * How many answers told their tokens and have no price: they are not in `spend`.
 */
unpriced: number, };

/**
 * The scoreboard.
 */
export type UsageReport = { 
/**
 * How far back it reaches.
 */
period: UsagePeriod, 
/**
 * All requests taken together.
 */
total: UsageRow, 
/**
 * How many answers failed after all attempts.
 */
failedAnswers: number, 
/**
 * By vendor.
 */
byVendor: Array<UsageRow>, 
/**
 * By model.
 */
byModel: Array<UsageRow>, 
/**
 * By gateway, model and vendor.
 */
byBoth: Array<UsageRow>, 
/**
 * Day by day, those without requests included; at most 400.
 */
days: Array<UsageDay>, 
/**
 * By chat, the dearest first; at most [`UsageReport::MAX_CHATS`].
 */
byChat: Array<UsageOfChat>, 
/**
 * How many chats more there are.
 */
moreChats: number, 
/**
 * By folder, the dearest first; empty where no chat is in one.
 */
byFolder: Array<UsageOfFolder>, };

/**
 * What a limit is for.
 */
export type LimitScope = "chat" | "day" | "month";

/**
 * What something may come to by list prices before it is asked about. It only asks: no answer is ever cut off.
 */
export type SpendLimit = { 
/**
 * What it is for.
 */
scope: LimitScope, 
/**
 * In millionths of a US dollar.
 */
limit: number, 
/**
 * What it came to so far, in millionths of a US dollar.
 */
spent: number, 
/**
 * Whether the person said not to be asked again, for this chat, day or month.
 */
isWaived: boolean, };

/**
 * What one chat came to so far.
 */
export type ChatUsage = { 
/**
 * All of it, in all its branches.
 */
total: UsageSum, 
/**
 * By gateway, model and vendor.
 */
byBoth: Array<UsageRow>, 
/**
 * The limit for each chat, if there is one.
 */
limit: SpendLimit | null, };

/**
 * A prompt that is measured with.
 */
export type TrialPrompt = { 
/**
 * What a person calls it.
 */
name: string, 
/**
 * What is asked.
 */
text: string, };

/**
 * Asks prompts several times. One prompt goes after the other, and of each one round after the other; in a round all vendors
 * are asked at once.
 */
export type StartTrials = { 
/**
 * What is asked.
 */
prompts: Array<TrialPrompt>, 
/**
 * The base URL of the gateway; left out for the default one.
 */
gateway?: string, 
/**
 * The model.
 */
model: string, 
/**
 * The vendors, `auto` among them; one to [`super::Lane::MOST`].
 */
vendors: Array<Vendor>, 
/**
 * How often each vendor is asked each prompt: 1 to [`StartTrials::MOST`].
 */
times: number, };

/**
 * What trials will come to.
 */
export type TrialsEstimate = { 
/**
 * How many requests.
 */
requests: number, 
/**
 * The tokens that are read, in all of them.
 */
tokens: TokenRange, 
/**
 * What all of it costs by list prices, in millionths of a US dollar: at least and at most. `None` where no price is known.
 */
cost: [number, number] | null, };

/**
 * What one vendor came to in a trial.
 */
export type TrialVendor = { 
/**
 * The figures, of its requests in this trial.
 */
figures: UsageRow, 
/**
 * Tokens a second that one in twenty answers fell short of, and that one in twenty exceeded.
 */
speedRange: [number, number] | null, 
/**
 * How many answers came, whole.
 */
answers: number, };

/**
 * A trial that was begun.
 */
export type TrialView = { 
/**
 * The conversation that holds its answers.
 */
id: ConversationId, 
/**
 * The prompt's name.
 */
name: string, 
/**
 * What was asked.
 */
text: string, 
/**
 * The base URL of the gateway.
 */
baseUrl: string, 
/**
 * The model.
 */
model: string, 
/**
 * How often each vendor was to be asked.
 */
times: number, 
/**
 * When it began, in milliseconds since 1970 (UTC).
 */
startedAtMs: number, 
/**
 * Whether it goes on.
 */
isRunning: boolean, 
/**
 * By vendor, in the order of their names.
 */
vendors: Array<TrialVendor>, };

/**
 * What an exported conversation is written as.
 */
export type ExportFormat = "html" | "markdown" | "json";

/**
 * What was exported.
 */
export type Exported = { 
/**
 * The file, or the folder if it was asked for all conversations, as people read it.
 */
place: string, 
/**
 * How many conversations were written.
 */
count: number, 
/**
 * Whether the person stopped it before all were.
 */
isStopped: boolean, };

/**
 * A chat that an import left out.
 */
export type LeftOutChat = { 
/**
 * Its title, or where it stood.
 */
title: string, 
/**
 * Why, in words.
 */
why: string, };

/**
 * What an import came to.
 */
export type ImportReport = { 
/**
 * New chats.
 */
added: number, 
/**
 * Chats that were there, and have more messages now.
 */
updated: number, 
/**
 * Chats that were there with all of it.
 */
unchanged: number, 
/**
 * New folders.
 */
folders: number, 
/**
 * New saved prompts.
 */
prompts: number, 
/**
 * How many were left out.
 */
leftOut: number, 
/**
 * The first of those.
 */
told: Array<LeftOutChat>, 
/**
 * Whether the person stopped it.
 */
isStopped: boolean, };
