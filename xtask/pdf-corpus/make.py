"""Makes the corpus: make.py FOLDER. Each function is a producer; one that is not installed is named and left out."""

import base64, io, json, os, pathlib, shutil, subprocess, sys, tempfile, traceback

import texts

OUT = pathlib.Path(sys.argv[1])
FONTS = {
    "latin": "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
    "serif": "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "sans": "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "wide": "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
}


def path(producer, name):
    return str(OUT / f"{producer}-{name}.pdf")


def run(*command, **more):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180, **more)


def pages(count, languages=texts.ALL, kinds=texts.KINDS):
    for seed in range(count):
        yield seed, kinds[seed % len(kinds)], languages[(seed * 3 + seed // 7) % len(languages)]


def with_html(make, producer, count, **more):
    with tempfile.TemporaryDirectory() as folder:
        for seed, kind, language in pages(count, **more):
            source = pathlib.Path(folder) / "page.html"
            source.write_text(texts.html(kind, language, seed))
            make(str(source), path(producer, f"{kind}-{language}-{seed}"))


def chromium():
    program = shutil.which("chromium") or "google-chrome"
    def make(source, target):
        run(program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}", source)
    with_html(make, "chromium", 28)


def wkhtmltopdf():
    def make(source, target):
        run("wkhtmltopdf", "-q", source, target, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    with_html(make, "wkhtmltopdf", 21)


def weasyprint():
    from weasyprint import HTML
    with_html(lambda source, target: HTML(source).write_pdf(target), "weasyprint", 28)


def libreoffice():
    with tempfile.TemporaryDirectory() as folder:
        sources = []
        for seed, kind, language in pages(18):
            source = pathlib.Path(folder) / f"{kind}-{language}-{seed}.html"
            source.write_text(texts.html(kind, language, seed))
            sources.append(str(source))
        run("soffice", "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", folder, *sources)
        for made in pathlib.Path(folder).glob("*.pdf"):
            shutil.move(made, path("libreoffice", made.stem))
        sheets = []
        for seed, language in enumerate(texts.ALL):
            sheet = pathlib.Path(folder) / f"sheet-{language}-{seed}.csv"
            sheet.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in texts.table(language, seed, 30)))
            sheets.append(str(sheet))
        run("soffice", "--headless", "--convert-to", "pdf", "--infilter=CSV:44,34,76", "--outdir", folder, *sheets)
        for made in pathlib.Path(folder).glob("sheet-*.pdf"):
            shutil.move(made, path("calc", made.stem))


def reportlab():
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table
    for name in ("latin", "serif", "sans"):
        pdfmetrics.registerFont(TTFont(name, FONTS[name]))
    for name in ("STSong-Light", "HeiseiMin-W3", "HYSMyeongJo-Medium"):
        pdfmetrics.registerFont(UnicodeCIDFont(name))
    for seed, kind, language in pages(14, languages=texts.WESTERN):
        document = BaseDocTemplate(path("reportlab", f"{kind}-{language}-{seed}"), pagesize=A4)
        columns = 2 if kind == "columns" else 1
        width = (A4[0] - 100) / columns
        frames = [Frame(50 + column * width, 50, width - 12, A4[1] - 100) for column in range(columns)]
        document.addPageTemplates([PageTemplate(frames=frames)])
        style = ParagraphStyle("text", fontName="latin", fontSize=10, leading=13, alignment=4 if columns == 2 else 0)
        parts = [Paragraph(text, style) for text in texts.prose(language, seed, 6)]
        if kind in ("table", "form"):
            table = texts.table(language, seed) if kind == "table" else texts.form(seed)
            parts.insert(0, Table([[*row] for row in table], style=[("FONTNAME", (0, 0), (-1, -1), "sans"), ("ALIGN", (1, 0), (2, -1), "RIGHT")]))
        document.build(parts)
    for seed, (language, font) in enumerate([("zh", "STSong-Light"), ("ja", "HeiseiMin-W3"), ("ko", "HYSMyeongJo-Medium")] * 3):
        canvas = Canvas(path("reportlab-cid", f"{language}-{seed}"), pagesize=A4)
        canvas.setFont(font, 11)
        text = texts.prose(language, seed, 1)[0]
        for line in range(0, len(text), 30):
            canvas.drawString(60, 760 - line // 30 * 16, text[line : line + 30])
        canvas.save()
    for seed in range(8):
        # Labels first, then all values; turned pages; letters drawn several times; spread letters.
        canvas = Canvas(path("canvas", f"drawn-{seed}"), pagesize=A4 if seed % 2 else (A4[1], A4[0]))
        canvas.setFont("Helvetica", 10)
        for line, (name, _) in enumerate(texts.form(seed)):
            canvas.drawString(60, 500 - 20 * line, name)
        for line, (_, value) in enumerate(texts.form(seed)):
            canvas.drawString(180, 500 - 20 * line, value.encode("latin-1", "ignore").decode("latin-1"))
        for shift in range(1 + seed % 4):
            canvas.drawString(60 + 0.3 * shift, 380, "Total of all entries: 2,007,367")
        canvas.drawString(60, 340, "A HEADING", charSpace=1 + seed % 3)
        canvas.rotate(90)
        canvas.drawString(100, -300, "along the edge of the page")
        canvas.save()


def ocr():
    """A picture of a page with an invisible layer, each word at its place."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas
    for seed in range(12):
        canvas = Canvas(path("ocr", f"layer-{seed}"))
        canvas.drawImage(ImageReader(Image.new("L", (1200, 1600), 240)), 0, 0, 595, 842)
        words, x, y = " ".join(texts.prose("en", seed, 4)).split(), 60, 760
        for word in words:
            width = len(word) * 5.1
            if x + width > 540:
                x, y = 60, y - 14
            line = canvas.beginText(x, y + (seed % 3) * 0.2)
            line.setTextRenderMode(3)
            line.setFont("Helvetica", 10)
            line.setHorizScale(100 * width / canvas.stringWidth(word, "Helvetica", 10))
            line.textOut(word + (" " if seed % 2 else ""))
            canvas.drawText(line)
            x += width + 4
        canvas.save()


def fpdf2():
    from fpdf import FPDF
    for seed, kind, language in pages(21):
        document = FPDF()
        document.add_page()
        document.set_text_shaping(language in texts.TURNED)
        font = FONTS["wide"] if language in texts.WIDE else FONTS["sans"]
        for style in ("", "B"):
            document.add_font("text", style, fname=font)
        document.set_font("text", size=10)
        if kind == "table":
            with document.table() as table:
                for row in texts.table(language, seed):
                    table.row(row)
        elif kind == "columns":
            with document.text_columns(ncols=2, gutter=8) as columns:
                columns.write("\n\n".join(texts.prose(language, seed, 6)))
        else:
            for text in texts.prose(language, seed):
                document.multi_cell(0, 6, text, align="R" if language in texts.TURNED else "J", new_x="LMARGIN", new_y="NEXT")
        document.output(path("fpdf2", f"{kind}-{language}-{seed}"))


def pango():
    import_path = "/usr/lib/python3/dist-packages"
    script = f"""
import sys; sys.path.insert(0, {import_path!r})
import json, cairo, gi
gi.require_version('Pango', '1.0'); gi.require_version('PangoCairo', '1.0')
from gi.repository import Pango, PangoCairo
for target, texts in json.load(sys.stdin):
    context = cairo.Context(cairo.PDFSurface(target, 595, 842))
    y = 50
    for text in texts:
        layout = PangoCairo.create_layout(context)
        layout.set_font_description(Pango.FontDescription('Noto Sans 10'))
        layout.set_width(495 * Pango.SCALE); layout.set_text(text, -1)
        context.move_to(50, y); PangoCairo.show_layout(context, layout)
        y += layout.get_pixel_size()[1] + 8
    context.get_target().finish()
"""
    jobs = [(path("pango", f"{language}-{seed}"), texts.prose(language, seed, 4)) for seed, language in enumerate(texts.ALL * 2)]
    run("/usr/bin/python3", "-c", script, input=json.dumps(jobs).encode())


def rsvg():
    with tempfile.TemporaryDirectory() as folder:
        for seed, language in enumerate(texts.WESTERN * 2):
            lines = [word for text in texts.prose(language, seed, 2) for word in _wrapped(text, 70)]
            tspans = "".join(f'<text x="40" y="{60 + 16 * at}" font-family="DejaVu Sans" font-size="11">{line}</text>' for at, line in enumerate(lines))
            source = pathlib.Path(folder) / "page.svg"
            source.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="595" height="842">{tspans}</svg>')
            run("rsvg-convert", "-f", "pdf", "-o", path("rsvg", f"{language}-{seed}"), str(source))


def groff():
    for seed, language in enumerate(texts.LATIN * 5):
        body = "\n.PP\n".join(texts.prose(language, seed, 4 if seed % 2 else 8))
        rows = "\n".join("\t".join(row) for row in texts.table(language, seed))
        two = ".2C\n" if seed % 2 == 0 else ""
        source = f".TL\nReport {seed}\n.AU\nSomebody\n{two}.PP\n{body}\n.1C\n.TS\nl r r l.\n{rows}\n.TE\n"
        device = ("pdf", "ps")[seed % 2]
        made = subprocess.run(["groff", "-ms", "-t", "-k", "-Kutf8", f"-T{device}"], input=source.encode(), capture_output=True, check=True).stdout
        target = path(f"groff-{device}", f"{language}-{seed}")
        if device == "pdf":
            pathlib.Path(target).write_bytes(made)
        else:
            run("ps2pdf", "-", target, input=made)


def enscript():
    for seed in range(8):
        body = "\n".join(line for text in texts.prose("en", seed, 8) for line in _wrapped(text, 60 if seed % 2 else 90))
        columns = ("-1", "-2r")[seed % 2]
        made = subprocess.run(["enscript", "-q", columns, "-p-"], input=body.encode(), capture_output=True, check=True).stdout
        run("ps2pdf", "-", path("enscript", f"text-{seed}"), input=made)


def paps():
    for seed, language in enumerate(texts.ALL):
        made = subprocess.run(["paps"], input="\n".join(texts.prose(language, seed)).encode(), capture_output=True, check=True).stdout
        run("ps2pdf", "-", path("paps", f"{language}-{seed}"), input=made)


def matplotlib():
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plot
    for seed in range(10):
        plot.rcParams["pdf.fonttype"] = (3, 42)[seed % 2]
        figure, axes = plot.subplots()
        axes.plot(range(20), [value * seed % 7 for value in range(20)])
        axes.set_title(f"Revenue by year, part {seed}")
        axes.set_xlabel(texts.PROSE[texts.WESTERN[seed % 6]][:40])
        axes.set_ylabel("Percent")
        figure.savefig(path("matplotlib", f"figure-{seed}"))
        plot.close(figure)


def typst():
    import typst
    for seed, kind, language in pages(21, languages=texts.WESTERN):
        rows = ", ".join(f"[{cell}]" for row in texts.table(language, seed) for cell in row)
        body = "\n\n".join(texts.prose(language, seed, 6))
        source = f"#set text(lang: \"{language}\", size: 10pt)\n#set par(justify: true)\n= {texts.PROSE[language][:24]}\n"
        source += f"#columns(2)[{body}]" if kind == "columns" else f"#table(columns: 4, stroke: none, {rows})\n{body}" if kind == "table" else f"{body}\n\n$ x^2 + y_1 = 12 $\n\nA note#footnote[{texts.PROSE[language][:40]}] here."
        with tempfile.TemporaryDirectory() as folder:
            page = pathlib.Path(folder) / "page.typ"
            page.write_text(source)
            typst.compile(str(page), output=path("typst", f"{kind}-{language}-{seed}"))


def pymupdf():
    import pymupdf
    for seed, kind, language in pages(14, languages=texts.WESTERN):
        document = pymupdf.open()
        page = document.new_page()
        page.insert_htmlbox(pymupdf.Rect(50, 50, 545, 790), texts.html(kind, language, seed))
        document.save(path("pymupdf", f"{kind}-{language}-{seed}"))


def xhtml2pdf():
    from xhtml2pdf import pisa
    for seed, kind, language in pages(12, languages=texts.LATIN, kinds=("prose", "serif", "table")):
        with open(path("xhtml2pdf", f"{kind}-{language}-{seed}"), "wb") as target:
            pisa.CreatePDF(texts.html(kind, language, seed), dest=target)


def javascript():
    """jsPDF, PDFKit and pdf-lib, for Node."""
    script = str(pathlib.Path(__file__).with_name("make.mjs"))
    jobs = [{"path": str(OUT), "seed": seed, "language": language, "prose": texts.prose(language, seed, 4), "table": texts.table(language, seed), "form": texts.form(seed)} for seed, language in enumerate(texts.LATIN * 4)]
    run("node", script, input=json.dumps({"font": FONTS["sans"], "jobs": jobs}).encode(), cwd=os.environ.get("PDF_CORPUS_NODE", "."))


def rewritten():
    """What others made, written again: by Ghostscript, by qpdf with object streams and with an owner's password, by mutool."""
    sources = sorted(source for source in OUT.glob("*.pdf") if not source.name.startswith(("gs-", "qpdf-", "locked-", "mutool-")))
    for number, source in enumerate(sources[::9]):
        run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", f"-sOutputFile={path('gs', source.stem)}", str(source))
    for number, source in enumerate(sources[4::14]):
        run("qpdf", "--object-streams=generate", "--linearize", str(source), path("qpdf", source.stem))
        run("qpdf", "--encrypt", "", f"owner{number}", "256" if number % 2 else "128", *([] if number % 2 else ["--use-aes=y"]), "--", str(source), path("locked", source.stem))
        run("mutool", "clean", "-g", "-z", str(source), path("mutool", source.stem))


def _wrapped(text, width):
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


PRODUCERS = (chromium, wkhtmltopdf, weasyprint, libreoffice, reportlab, ocr, fpdf2, pango, rsvg, groff, enscript, paps, matplotlib, typst, pymupdf, xhtml2pdf, javascript, rewritten)

if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[2:]
    for producer in PRODUCERS:
        if wanted and producer.__name__ not in wanted:
            continue
        try:
            producer()
        except Exception as error:  # One that is missing leaves the others.
            print(f"{producer.__name__}: left out: {error!r}", file=sys.stderr)
            if "-v" in os.environ.get("PDF_CORPUS", ""):
                traceback.print_exc()
    print(f"{len(list(OUT.glob('*.pdf')))} PDFs in {OUT}")
