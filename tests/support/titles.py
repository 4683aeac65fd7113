"""An event's title in each script, with what it is made of."""

TITLES = {
    "arabic": "مهرجان الموسيقى في بيروت ٢٠٢٧",
    "hebrew": "ליל ג׳אז בתל אביב",
    "devanagari": "संगीत की रात्रि क्षितिज",
    "bengali": "কলকাতা চলচ্চিত্র উৎসব",
    "tamil": "சென்னை இசை விழா கொண்டாட்டம்",
    "thai": "คืนดนตรีแจ๊สที่กรุงเทพฯ",
    "chinese": "北京国际爵士音乐节",
    "japanese": "東京ジャズフェスティバル",
    "korean": "서울 재즈 페스티벌",
    "greek": "Νύχτα τζαζ στην αυλή",
    "cyrillic": "Ночь джаза во дворе",
    "vietnamese": "Đêm nhạc Trịnh Công Sơn",
    "georgian": "თბილისის ჯაზფესტივალი",
    "armenian": "Երևանի ջազ փառատոն",
    "telugu": "హైదరాబాద్ సంగీత ఉత్సవం",
    "khmer": "ពិធីបុណ្យតន្ត្រីភ្នំពេញ",
    "amharic": "የአዲስ አበባ ጃዝ ምሽት",
    "emoji": "👩‍👩‍👧‍👦🇩🇪1️⃣❤️👍🏽🎷",
}
LANGUAGES = {"chinese": "zh-Hans", "japanese": "ja", "korean": "ko"}
RIGHT_TO_LEFT = ("arabic", "hebrew")
