"""One event in twelve languages, as its organizer would write it."""

from typing import Any, NamedTuple


class Translated(NamedTuple):
    title: str
    description: str
    note: str
    organizer: str
    tickets: tuple[str, str]

    def changes(self, language: str) -> dict[str, Any]:
        """The fields of a page or an event, beside those of the factories."""
        admission, students = self.tickets
        return {
            "language": language,
            "title": self.title,
            "description": self.description,
            "tickets": [
                {"name": admission, "price": 1800, "currency": "EUR", "quantity": 120},
                {"name": students, "price": 0, "currency": "EUR", "quantity": 40},
            ],
        }


EVENTS = {
    "de": Translated(
        "Sommernacht des Jazz",
        "Zwei Bühnen, ein Hof und ein langer Abend unter Lampions.\n\nEinlass eine Stunde vorher.",
        "Es soll regnen. Eure Tickets bleiben gültig.",
        "Kulturverein Kesselhaus",
        ("Eintritt", "Studierende"),
    ),
    "fr": Translated(
        "Nuit du jazz d’été",
        "Deux scènes, une cour et une longue soirée sous les lampions.\n\n"
        "Ouverture une heure avant.",
        "On annonce de la pluie. Vos billets restent valables.",
        "Association Kesselhaus",
        ("Entrée", "Étudiants"),
    ),
    "pl": Translated(
        "Letnia noc jazzu",
        "Dwie sceny, jedno podwórze i długi wieczór przy lampionach.\n\nWejście godzinę wcześniej.",
        "Zapowiadają deszcz. Bilety zachowują ważność.",
        "Stowarzyszenie Kesselhaus",
        ("Wstęp", "Studenci"),
    ),
    "uk": Translated(
        "Літня ніч джазу",
        "Дві сцени, один двір і довгий вечір під ліхтариками.\n\nВхід за годину до початку.",
        "Обіцяють дощ. Ваші квитки лишаються дійсними.",
        "Спілка «Кессельгаус»",
        ("Вхід", "Для студентів"),
    ),
    "el": Translated(
        "Καλοκαιρινή νύχτα τζαζ",
        "Δύο σκηνές, μια αυλή και μια μεγάλη βραδιά κάτω από τα φανάρια.\n\nΟι πόρτες ανοίγουν μία "
        "ώρα νωρίτερα.",
        "Αναμένεται βροχή. Τα εισιτήριά σας ισχύουν.",
        "Σύλλογος Kesselhaus",
        ("Είσοδος", "Φοιτητές"),
    ),
    "he": Translated(
        "ליל ג׳אז של קיץ",
        "שתי במות, חצר אחת וערב ארוך לאור הפנסים.\n\nהדלתות נפתחות שעה לפני.",
        "צפוי גשם. הכרטיסים שלכם נשארים בתוקף.",
        "עמותת קסלהאוס",
        ("כניסה", "סטודנטים"),
    ),
    "ar": Translated(
        "ليلة الجاز الصيفية",
        "مسرحان وفناء واحد وأمسية طويلة تحت الفوانيس.\n\nتُفتح الأبواب قبل ساعة.",
        "يُتوقع هطول المطر. تبقى تذاكركم صالحة.",
        "جمعية كيسلهاوس",
        ("دخول", "طلاب"),
    ),
    "hi": Translated(
        "गर्मियों की जैज़ रात",
        "दो मंच, एक आँगन और लालटेनों की रोशनी में एक लंबी शाम।\n\nदरवाज़े एक घंटा पहले खुलेंगे।",
        "बारिश की संभावना है। आपके टिकट मान्य रहेंगे।",
        "केसलहाउस संस्था",
        ("प्रवेश", "विद्यार्थी"),
    ),
    "bn": Translated(
        "গ্রীষ্মের জ্যাজ রাত",
        "দুটি মঞ্চ, একটি উঠান আর লণ্ঠনের আলোয় দীর্ঘ এক সন্ধ্যা।\n\nএক ঘণ্টা আগে দরজা খুলবে।",
        "বৃষ্টির সম্ভাবনা আছে। আপনাদের টিকিট বহাল থাকবে।",
        "কেসেলহাউস সমিতি",
        ("প্রবেশ", "শিক্ষার্থী"),
    ),
    "th": Translated(
        "คืนแจ๊สฤดูร้อน",
        "สองเวที หนึ่งลานบ้าน และค่ำคืนอันยาวนานใต้แสงโคม\n\nเปิดประตูก่อนเวลาหนึ่งชั่วโมง",
        "คาดว่าจะมีฝนตก บัตรของคุณยังใช้ได้",
        "สมาคมเคสเซิลเฮาส์",
        ("บัตรทั่วไป", "นักศึกษา"),
    ),
    "ja": Translated(
        "夏のジャズナイト",
        "二つのステージ、一つの中庭、提灯の下の長い夜。\n\n開場は一時間前です。",
        "雨の予報です。チケットはそのままお使いいただけます。",
        "ケッセルハウス協会",
        ("入場券", "学生"),
    ),
    "zh-Hant": Translated(
        "夏夜爵士音樂會",
        "兩個舞台、一座庭院，燈籠下的漫漫長夜。\n\n開演前一小時入場。",
        "預報有雨，門票仍然有效。",
        "凱塞爾文化協會",
        ("入場券", "學生"),
    ),
}
"""By language, a BCP 47 tag. Two of them are read from right to left."""
