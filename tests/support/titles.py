"""Events in each script, for what must look right in all of them; and texts made to do harm."""

from random import Random
from typing import NamedTuple


class Titles(NamedTuple):
    """Three titles, the long one of eighty characters or more where each is but a sound; a place,
    and the language (BCP 47).
    """

    short: str
    usual: str
    long: str
    place: str
    language: str = "en"


EVENTS = {
    "vietnamese": Titles(
        "Đêm nhạc",
        "Đêm nhạc Trịnh Công Sơn",
        "Đêm nhạc tưởng nhớ Trịnh Công Sơn với những ca khúc bất hủ dưới ánh trăng Hồ Gươm",
        "Nhà hát Lớn, 1 Tràng Tiền, Hà Nội",
        "vi",
    ),
    "greek": Titles(
        "Τζαζ",
        "Νύχτα τζαζ στην αυλή",
        "Ετήσια γενική συνέλευση του Συλλόγου για τη διατήρηση ιστορικών μουσικών οργάνων, 2027",
        "Τεχνόπολις, Πειραιώς 100, Αθήνα",
        "el",
    ),
    "cyrillic": Titles(
        "Джаз",
        "Ночь джаза во дворе",
        "Благотворительный вечер камерной музыки в саду: Київський квартет, «Чайковский» и друзья",
        "Дом культуры, ул. Садовая 12",
        "ru",
    ),
    "arabic": Titles(
        "جاز",
        "مهرجان الموسيقى في بيروت ٢٠٢٧",
        "المهرجان الدولي للموسيقى في بيروت (2027): ليلة الجاز الكبيرة مع Summer Quartet وأصدقائه",
        "مسرح المدينة، شارع الحمرا، بيروت",
        "ar",
    ),
    "hebrew": Titles(
        "ג׳אז",
        "ליל ג׳אז בתל אביב",
        "הפסטיבל השנתי למוזיקה קאמרית בחצר האחורית (2027), עם Summer Jazz Quartet וחברים מכל הארץ",
        "בית היוצר, נמל תל אביב",
        "he",
    ),
    "devanagari": Titles(
        "संगीत",
        "संगीत की रात्रि क्षितिज",
        "कोलकाता अंतर्राष्ट्रीय फ़िल्म महोत्सव का उद्घाटन समारोह: शास्त्रीय संगीत और नृत्य की एक शाम",
        "शिवाजी पार्क, दादर, मुंबई",
        "hi",
    ),
    "bengali": Titles(
        "উৎসব",
        "কলকাতা চলচ্চিত্র উৎসব",
        "কলকাতা আন্তর্জাতিক চলচ্চিত্র উৎসবের উদ্বোধনী সন্ধ্যা: রবীন্দ্রসংগীত, নৃত্য ও বন্ধুদের আড্ডা",
        "নন্দন, কলকাতা",
        "bn",
    ),
    "tamil": Titles(
        "இசை",
        "சென்னை இசை விழா கொண்டாட்டம்",
        "சென்னை சர்வதேச இசை விழாவின் தொடக்க நிகழ்ச்சி: கர்நாடக இசையும் பரதநாட்டியமும் ஒரே மேடையில்",
        "மியூசிக் அகாடமி, சென்னை",
        "ta",
    ),
    "thai": Titles(
        "ดนตรี",
        "คืนดนตรีแจ๊สที่กรุงเทพฯ",
        "คืนดนตรีแจ๊สที่กรุงเทพมหานครครั้งที่ห้าในสวนลุมพินีกับวงดนตรีชั้นนำจากทั่วทุกภูมิภาคของประเทศไทย",
        "สวนลุมพินี กรุงเทพฯ",
        "th",
    ),
    "chinese": Titles(
        "爵士",
        "北京国际爵士音乐节",
        "北京国际爵士音乐节闭幕演出：“月光之夜”与来自世界各地的朋友们，特邀嘉宾上海交响乐团，以及二〇二七年夏季最受期待的乐队",
        "国家大剧院，北京市西城区",
        "zh-Hans",
    ),
    "japanese": Titles(
        "音楽祭",
        "東京ジャズフェスティバル",
        "東京ジャズフェスティバル、夏の夜の特別公演「月光」〜世界中から集まった仲間たちと、朝まで続く即興演奏のひととき〜",
        "ブルーノート東京、港区南青山",
        "ja",
    ),
    "korean": Titles(
        "재즈",
        "서울 재즈 페스티벌",
        "서울 국제 재즈 페스티벌 개막 공연: 한강의 달빛 아래에서 친구들과 함께하는 여름밤",
        "올림픽공원, 서울특별시 송파구",
        "ko",
    ),
    "georgian": Titles(
        "ჯაზი",
        "თბილისის ჯაზფესტივალი",
        "თბილისის საერთაშორისო ჯაზფესტივალის გახსნის საღამო",
        "თბილისი",
        "ka",
    ),
    "armenian": Titles(
        "Ջազ",
        "Երևանի ջազ փառատոն",
        "Երևանի միջազգային ջազ փառատոնի բացման երեկո բաց երկնքի տակ",
        "Երևան",
        "hy",
    ),
    "telugu": Titles(
        "సంగీతం", "హైదరాబాద్ సంగీత ఉత్సవం", "హైదరాబాద్ అంతర్జాతీయ సంగీత ఉత్సవం ప్రారంభ వేడుక", "హైదరాబాద్", "te"
    ),
    "khmer": Titles(
        "តន្ត្រី", "ពិធីបុណ្យតន្ត្រីភ្នំពេញ", "ពិធីបុណ្យតន្ត្រីអន្តរជាតិភ្នំពេញឆ្នាំ២០២៧នៅមាត់ទន្លេ", "ភ្នំពេញ", "km"
    ),
    "amharic": Titles(
        "ጃዝ", "የአዲስ አበባ ጃዝ ምሽት", "የአዲስ አበባ ዓለም አቀፍ የጃዝ ፌስቲቫል የመክፈቻ ምሽት ከጓደኞች ጋር", "አዲስ አበባ", "am"
    ),
    "emoji": Titles(
        "🎷",
        "👩‍👩‍👧‍👦🇩🇪1️⃣❤️👍🏽🎷",
        "🎷 Jazz & Wine 🍷 under the stars ✨ with 👩‍👩‍👧‍👦 from 🇩🇪, 🇫🇷 and 🏴󠁧󠁢󠁳󠁣󠁴󠁿: I ❤️ music 🎶",
        "🏡 Online",
    ),
}
TITLES = {script: event.usual for script, event in EVENTS.items()}
LANGUAGES = {script: event.language for script, event in EVENTS.items()}
RIGHT_TO_LEFT = ("arabic", "hebrew")

_RANDOM = Random(4)
_ZALGO = "".join(
    letter + "".join(chr(_RANDOM.randrange(0x300, 0x36F)) for _ in range(40)) for letter in "Summer"
)
HOSTILE = {
    "only marks": "\u0301" * 120,
    "Zalgo": _ZALGO * 20,
    "controls": "\u202e\u2066\u200f\u061c" * 300 + "abc" + "\u202c" * 300 + "אב",
    "brackets": "(א[" * 4000,
    "one word": "w" * 10_000,
    "Arabic, joined": "ب" * 10_000,
    "ideographs": "京" * 10_000,
    "Thai": "คืนดนตรีแจ๊ส" * 900,
    "families": "👩‍👩‍👧‍👦" * 1500,
    "one cluster": "क्" * 5000,
    "joiners": "a\u200d" * 5000,
    "flags": "🇩" * 5000,
    "vowel signs": "\u0c47\u0bca\u09cb" * 3000,
    "surrogates": "\ud800\udfff" * 500 + "a",
    "nulls": "\x00" * 10_000 + "a",
}  # fmt: skip
