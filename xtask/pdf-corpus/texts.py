"""What the documents of the corpus say: prose, tables and forms in several scripts, the same for every producer."""

import random

PROSE = {
    "en": "The committee met on the 14th of March 2024 to consider the report. It found that revenue had grown by 12.5 percent, "
    "although the well-known difficulties with suppliers remained. Members asked for further figures before the next session. "
    "Nothing in this paragraph is longer than it has to be, and each sentence ends with a full stop.",
    "de": "Der Ausschuss prüfte am 14. März 2024 den Bericht über die Vermögensübersicht. Die Erlöse stiegen um 12,5 Prozent, obwohl "
    "die Schwierigkeiten mit den Zulieferern größer wurden. Außerdem wünschten mehrere Mitglieder weitere Zahlen für die nächste Sitzung.",
    "fr": "Le comité s'est réuni le 14 mars 2024 pour examiner le rapport financier. Les recettes ont augmenté de 12,5 pour cent, bien que "
    "les difficultés déjà évoquées avec les fournisseurs subsistent. Où cela mènera, personne ne le sait à présent.",
    "pl": "Komisja zebrała się 14 marca 2024 roku, aby rozpatrzyć sprawozdanie. Przychody wzrosły o 12,5 procent, choć trudności z "
    "dostawcami pozostały. Członkowie poprosili o dalsze dane przed następnym posiedzeniem, gdyż źródła były niejasne.",
    "ru": "Комитет собрался 14 марта 2024 года, чтобы рассмотреть отчёт. Доходы выросли на 12,5 процента, хотя трудности с поставщиками "
    "остались. Участники попросили дополнительные сведения до следующего заседания.",
    "el": "Η επιτροπή συνεδρίασε στις 14 Μαρτίου 2024 για να εξετάσει την έκθεση. Τα έσοδα αυξήθηκαν κατά 12,5 τοις εκατό, αν και οι "
    "δυσκολίες με τους προμηθευτές παρέμειναν.",
    "he": "הוועדה התכנסה ביום 14 במרץ 2024 כדי לדון בדוח. ההכנסות גדלו ב 12.5 אחוזים, אף שהקשיים עם הספקים נותרו בעינם. "
    "החברים ביקשו נתונים נוספים לפני הישיבה הבאה של חברת Acme בירושלים.",
    "ar": "اجتمعت اللجنة في 14 مارس 2024 للنظر في التقرير. ارتفعت الإيرادات بنسبة 12.5 في المئة رغم بقاء الصعوبات مع الموردين. "
    "طلب الأعضاء بيانات إضافية قبل الجلسة القادمة لشركة Acme في عمان.",
    "zh": "委员会于2024年3月14日召开会议审议报告。收入增长了百分之十二点五，但供应商方面的困难依然存在。委员们要求在下次会议之前提供更多数据。",
    "ja": "委員会は2024年3月14日に会議を開き、報告書を検討した。収入は12.5パーセント増加したが、供給業者との問題は残っている。次回の会議までに追加の資料を求めた。",
    "ko": "위원회는 2024년 3월 14일에 보고서를 검토하기 위해 모였다. 수입은 12.5퍼센트 증가했으나 공급업체와의 어려움은 남아 있다.",
}
LATIN = ("en", "de", "fr")
WESTERN = ("en", "de", "fr", "pl", "ru", "el")
TURNED = ("he", "ar")
WIDE = ("zh", "ja", "ko")
ALL = WESTERN + TURNED + WIDE


def prose(language, seed, count=3):
    """Paragraphs that differ from seed to seed."""
    chance = random.Random(f"{language}{seed}")
    paragraphs = []
    for _ in range(count):
        text = PROSE[language]
        separator = "。" if language in ("zh", "ja") else ". "
        sentences = [part for part in text.split(separator) if part]
        chance.shuffle(sentences)
        figure = f" {chance.randint(100, 99999):,}" if language in LATIN else f" {chance.randint(100, 99999)}"
        paragraphs.append(separator.join(sentences).rstrip(".") + ("。" if separator == "。" else "." + figure + "."))
    return paragraphs


def table(language, seed, rows=12):
    """A head and rows: a name, two figures and a date."""
    chance = random.Random(f"table{language}{seed}")
    names = [word.strip(".,") for word in PROSE[language].split() if len(word) > 3] or list(PROSE[language])
    if language in ("zh", "ja"):
        names = [PROSE[language][at : at + 4] for at in range(0, 40, 4)]
    head = [names[0], names[1], names[2], names[3]]
    body = [
        [chance.choice(names), str(chance.randint(1, 99)), f"{chance.randint(100, 9999999):,}.{chance.randint(0, 99):02}", f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"]
        for _ in range(rows)
    ]
    return [head, *body]


def form(seed):
    """Labels and values."""
    chance = random.Random(f"form{seed}")
    return [
        ("Name", chance.choice(["Ada Lovelace", "Jürgen Müller", "José Pérez"])),
        ("Street", f"{chance.randint(1, 200)} Long Road"),
        ("Postcode", f"{chance.randint(10000, 99999)}"),
        ("Total due", f"{chance.randint(100, 9999)}.{chance.randint(10, 99)}"),
        ("Reference", f"RF-{chance.randint(1000, 9999)}-{chance.randint(10, 99)}"),
    ]


def html(kind, language, seed):
    """A page of one of the kinds, for every producer that reads HTML."""
    right = ' dir="rtl"' if language in TURNED else ""
    families = "'Noto Sans','Noto Sans Hebrew','Noto Sans Arabic','DejaVu Sans','Droid Sans Fallback',sans-serif"
    if kind == "serif" or seed % 2:
        families = "'Noto Serif','DejaVu Serif','Noto Serif Hebrew','Noto Naskh Arabic','Droid Sans Fallback',serif"
    paragraphs = "".join(f"<p>{text}</p>" for text in prose(language, seed, 6 if kind == "columns" else 3))
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in table(language, seed))
    body = {
        "prose": f"<h1>{PROSE[language][:24]}</h1>{paragraphs}",
        "serif": f"<h1>{PROSE[language][:24]}</h1><ol><li>{PROSE[language]}</li><li>{PROSE[language]}</li></ol>{paragraphs}",
        "columns": f'<h1>{PROSE[language][:24]}</h1><div style="column-count:2;column-gap:2em;text-align:justify">{paragraphs}</div>',
        "table": f'<table style="width:100%;font-variant-numeric:tabular-nums">{rows}</table><p>{PROSE[language]}</p>',
        "form": "<div>" + "".join(f'<div style="display:flex"><b style="width:12em">{name}</b><span>{value}</span></div>' for name, value in form(seed)) + f"</div>{paragraphs}",
        "bold": f'<h1 style="text-shadow:1px 1px 0 #999">{PROSE[language][:24]}</h1><p style="-webkit-text-stroke:0.4px">{PROSE[language]}</p>{paragraphs}',
        "narrow": f'<div style="width:14em;letter-spacing:{(seed % 3) * 0.04}em">{paragraphs}</div>',
    }[kind]
    return f'<!doctype html><html lang="{language}"{right}><meta charset="utf-8"><style>@page{{size:A4;margin:20mm}}body{{font-family:{families};font-size:{9 + seed % 4}pt}}td{{padding:2px 8px}}</style><body>{body}</body></html>'


KINDS = ("prose", "serif", "columns", "table", "form", "bold", "narrow")
