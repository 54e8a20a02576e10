//! Numbers as lists write them (ECMA-376, part 1, section 17.18.59): letters, Roman and Chinese numerals and others.

/// Beyond this, letters and Roman numerals grow without end.
const MAX_LETTERED: u32 = 5_000;

/// The number in the format of this name; in digits where the format is not known.
pub(super) fn written(number: u32, format: &str) -> String {
    match format {
        "none" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "ordinal" => ordinal(number),
        _ if number == 0 || number > MAX_LETTERED => number.to_string(),
        "lowerLetter" => letters(number, 'a'..='z'),
        "upperLetter" => letters(number, 'A'..='Z'),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        // Without ё, й, ъ, ы and ь, as Word counts.
        "russianLower" => one_of(number, "абвгдежзиклмнопрстуфхцчшщэюя"),
        "russianUpper" => one_of(number, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"),
        "hebrew2" => one_of(number, "אבגדהוזחטיכלמנסעפצקרשת"),
        "arabicAlpha" => one_of(number, "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
        "aiueoFullWidth" | "aiueo" => one_of(
            number,
            "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
        ),
        "iroha" | "irohaFullWidth" => one_of(
            number,
            "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス",
        ),
        "ganada" => one_of(number, "가나다라마바사아자차카타파하"),
        "chosung" => one_of(number, "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
        "ideographTraditional" => one_of(number, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => one_of(number, "子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => one_of(number, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        "decimalEnclosedParen" => one_of(number, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
        "decimalFullWidth" | "decimalFullWidth2" => {
            number.to_string().chars().filter_map(|digit| char::from_u32(u32::from(digit) + 0xFEE0)).collect()
        }
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "japaneseDigitalTenThousand" => chinese(number),
        _ => number.to_string(),
    }
}

/// a … z, aa, bb …, as Word counts.
fn letters(number: u32, mut alphabet: impl Iterator<Item = char>) -> String {
    let (turn, at) = ((number - 1) / 26, (number - 1) % 26);
    alphabet.nth(at as usize).map(|letter| letter.to_string().repeat(turn as usize + 1)).unwrap_or_default()
}

fn one_of(number: u32, signs: &str) -> String {
    signs.chars().nth(number as usize - 1).map_or_else(|| number.to_string(), String::from)
}

fn roman(mut number: u32) -> String {
    let values = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut text = String::new();
    for (value, sign) in values {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}

fn ordinal(number: u32) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

fn chinese(number: u32) -> String {
    let digit =
        |at: u32| "〇一二三四五六七八九".chars().nth(at as usize).map(String::from).unwrap_or_default();
    match number {
        1..=9 => digit(number),
        10..=99 => {
            let (tens, ones) = (number / 10, number % 10);
            let tens = if tens == 1 { String::new() } else { digit(tens) };
            format!("{tens}十{}", if ones == 0 { String::new() } else { digit(ones) })
        }
        _ => number.to_string().chars().filter_map(|it| it.to_digit(10)).map(digit).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (number, format, wanted) in [
            (4, "lowerRoman", "iv"),
            (1994, "upperRoman", "MCMXCIV"),
            (26, "lowerLetter", "z"),
            (28, "upperLetter", "BB"),
            (7, "decimalZero", "07"),
            (12, "ordinal", "12th"),
            (23, "ordinal", "23rd"),
            (21, "chineseCounting", "二十一"),
            (10, "chineseCounting", "十"),
            (3, "decimalEnclosedCircle", "③"),
            (3, "an unknown one", "3"),
            (0, "lowerRoman", "0"),
            (9, "none", ""),
        ] {
            assert_eq!(written(number, format), wanted, "{number} as {format}");
        }
    }
}
