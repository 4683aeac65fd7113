// Written by `make contract`; edit the Python that it comes from instead.

/** As shared/event/wording.py has them. */
export const WORDS: Record<string, Record<"online" | "venue" | "cancelled" | "postponed" | "date" | "time" | "by" | "free" | "ticket", string>> = {
  "en": {
    "online": "Online",
    "venue": "{name}, {address}",
    "cancelled": "Cancelled: {title}",
    "postponed": "Postponed: {title}",
    "date": "New date: {title}",
    "time": "New time: {title}",
    "by": "by {organizer}",
    "free": "Free",
    "ticket": "General admission"
  },
  "ar": {
    "online": "عبر الإنترنت",
    "venue": "{name}، {address}",
    "cancelled": "ملغاة: {title}",
    "postponed": "مؤجلة: {title}",
    "date": "موعد جديد: {title}",
    "time": "توقيت جديد: {title}",
    "by": "تنظيم {organizer}",
    "free": "مجانًا",
    "ticket": "دخول عام"
  },
  "bn": {
    "online": "অনলাইন",
    "venue": "{name}, {address}",
    "cancelled": "বাতিল: {title}",
    "postponed": "স্থগিত: {title}",
    "date": "নতুন তারিখ: {title}",
    "time": "নতুন সময়: {title}",
    "by": "আয়োজক: {organizer}",
    "free": "বিনামূল্যে",
    "ticket": "সাধারণ প্রবেশ"
  },
  "cs": {
    "online": "Online",
    "venue": "{name}, {address}",
    "cancelled": "Zrušeno: {title}",
    "postponed": "Odloženo: {title}",
    "date": "Nový termín: {title}",
    "time": "Nový čas: {title}",
    "by": "Pořádá {organizer}",
    "free": "Zdarma",
    "ticket": "Základní vstupné"
  },
  "da": {
    "online": "Online",
    "venue": "{name}, {address}",
    "cancelled": "Aflyst: {title}",
    "postponed": "Udskudt: {title}",
    "date": "Ny dato: {title}",
    "time": "Nyt tidspunkt: {title}",
    "by": "Arrangør: {organizer}",
    "free": "Gratis",
    "ticket": "Almindelig billet"
  },
  "de": {
    "online": "Online",
    "venue": "{name}, {address}",
    "cancelled": "Abgesagt: {title}",
    "postponed": "Verschoben: {title}",
    "date": "Neuer Termin: {title}",
    "time": "Neue Uhrzeit: {title}",
    "by": "von {organizer}",
    "free": "Kostenlos",
    "ticket": "Eintritt"
  },
  "el": {
    "online": "Διαδικτυακά",
    "venue": "{name}, {address}",
    "cancelled": "Ακυρώθηκε: {title}",
    "postponed": "Αναβλήθηκε: {title}",
    "date": "Νέα ημερομηνία: {title}",
    "time": "Νέα ώρα: {title}",
    "by": "Διοργάνωση: {organizer}",
    "free": "Δωρεάν",
    "ticket": "Γενική είσοδος"
  },
  "en-US": {
    "online": "Online",
    "venue": "{name}, {address}",
    "cancelled": "Canceled: {title}",
    "postponed": "Postponed: {title}",
    "date": "New date: {title}",
    "time": "New time: {title}",
    "by": "by {organizer}",
    "free": "Free",
    "ticket": "General admission"
  },
  "es": {
    "online": "En línea",
    "venue": "{name}, {address}",
    "cancelled": "Cancelado: {title}",
    "postponed": "Aplazado: {title}",
    "date": "Nueva fecha: {title}",
    "time": "Nueva hora: {title}",
    "by": "Organiza: {organizer}",
    "free": "Gratis",
    "ticket": "Entrada general"
  },
  "fi": {
    "online": "Verkossa",
    "venue": "{name}, {address}",
    "cancelled": "Peruttu: {title}",
    "postponed": "Siirretty: {title}",
    "date": "Uusi päivä: {title}",
    "time": "Uusi aika: {title}",
    "by": "Järjestäjä: {organizer}",
    "free": "Ilmainen",
    "ticket": "Peruslippu"
  },
  "fr": {
    "online": "En ligne",
    "venue": "{name}, {address}",
    "cancelled": "Annulé : {title}",
    "postponed": "Reporté : {title}",
    "date": "Nouvelle date : {title}",
    "time": "Nouvel horaire : {title}",
    "by": "par {organizer}",
    "free": "Gratuit",
    "ticket": "Entrée générale"
  },
  "he": {
    "online": "מקוון",
    "venue": "{name}, {address}",
    "cancelled": "בוטל: {title}",
    "postponed": "נדחה: {title}",
    "date": "תאריך חדש: {title}",
    "time": "שעה חדשה: {title}",
    "by": "בהפקת {organizer}",
    "free": "חינם",
    "ticket": "כניסה כללית"
  },
  "hi": {
    "online": "ऑनलाइन",
    "venue": "{name}, {address}",
    "cancelled": "रद्द: {title}",
    "postponed": "स्थगित: {title}",
    "date": "नई तारीख़: {title}",
    "time": "नया समय: {title}",
    "by": "आयोजक: {organizer}",
    "free": "मुफ़्त",
    "ticket": "सामान्य प्रवेश"
  },
  "id": {
    "online": "Daring",
    "venue": "{name}, {address}",
    "cancelled": "Dibatalkan: {title}",
    "postponed": "Ditunda: {title}",
    "date": "Tanggal baru: {title}",
    "time": "Jam baru: {title}",
    "by": "oleh {organizer}",
    "free": "Gratis",
    "ticket": "Tiket umum"
  },
  "it": {
    "online": "Online",
    "venue": "{name}, {address}",
    "cancelled": "Annullato: {title}",
    "postponed": "Rinviato: {title}",
    "date": "Nuova data: {title}",
    "time": "Nuovo orario: {title}",
    "by": "a cura di {organizer}",
    "free": "Gratis",
    "ticket": "Ingresso"
  },
  "ja": {
    "online": "オンライン",
    "venue": "{name}（{address}）",
    "cancelled": "中止：{title}",
    "postponed": "延期：{title}",
    "date": "日程変更：{title}",
    "time": "時間変更：{title}",
    "by": "主催：{organizer}",
    "free": "無料",
    "ticket": "一般"
  },
  "ko": {
    "online": "온라인",
    "venue": "{name}, {address}",
    "cancelled": "취소됨: {title}",
    "postponed": "연기됨: {title}",
    "date": "날짜 변경: {title}",
    "time": "시간 변경: {title}",
    "by": "주최: {organizer}",
    "free": "무료",
    "ticket": "일반 입장권"
  },
  "nl": {
    "online": "Online",
    "venue": "{name}, {address}",
    "cancelled": "Geannuleerd: {title}",
    "postponed": "Uitgesteld: {title}",
    "date": "Nieuwe datum: {title}",
    "time": "Nieuwe tijd: {title}",
    "by": "door {organizer}",
    "free": "Gratis",
    "ticket": "Entreeticket"
  },
  "no": {
    "online": "På nett",
    "venue": "{name}, {address}",
    "cancelled": "Avlyst: {title}",
    "postponed": "Utsatt: {title}",
    "date": "Ny dato: {title}",
    "time": "Nytt tidspunkt: {title}",
    "by": "Arrangør: {organizer}",
    "free": "Gratis",
    "ticket": "Ordinær billett"
  },
  "pl": {
    "online": "Online",
    "venue": "{name}, {address}",
    "cancelled": "Odwołane: {title}",
    "postponed": "Przełożone: {title}",
    "date": "Nowy termin: {title}",
    "time": "Nowa godzina: {title}",
    "by": "Organizator: {organizer}",
    "free": "Bezpłatnie",
    "ticket": "Bilet normalny"
  },
  "pt": {
    "online": "Online",
    "venue": "{name}, {address}",
    "cancelled": "Cancelado: {title}",
    "postponed": "Adiado: {title}",
    "date": "Nova data: {title}",
    "time": "Novo horário: {title}",
    "by": "por {organizer}",
    "free": "Grátis",
    "ticket": "Ingresso geral"
  },
  "pt-PT": {
    "online": "Online",
    "venue": "{name}, {address}",
    "cancelled": "Cancelado: {title}",
    "postponed": "Adiado: {title}",
    "date": "Nova data: {title}",
    "time": "Nova hora: {title}",
    "by": "por {organizer}",
    "free": "Grátis",
    "ticket": "Bilhete geral"
  },
  "sv": {
    "online": "Online",
    "venue": "{name}, {address}",
    "cancelled": "Inställt: {title}",
    "postponed": "Uppskjutet: {title}",
    "date": "Nytt datum: {title}",
    "time": "Ny tid: {title}",
    "by": "Arrangör: {organizer}",
    "free": "Gratis",
    "ticket": "Ordinarie biljett"
  },
  "th": {
    "online": "ออนไลน์",
    "venue": "{name}, {address}",
    "cancelled": "ยกเลิก: {title}",
    "postponed": "เลื่อน: {title}",
    "date": "เปลี่ยนวัน: {title}",
    "time": "เปลี่ยนเวลา: {title}",
    "by": "จัดโดย {organizer}",
    "free": "ฟรี",
    "ticket": "บัตรทั่วไป"
  },
  "tr": {
    "online": "Çevrimiçi",
    "venue": "{name}, {address}",
    "cancelled": "İptal edildi: {title}",
    "postponed": "Ertelendi: {title}",
    "date": "Yeni tarih: {title}",
    "time": "Yeni saat: {title}",
    "by": "Düzenleyen: {organizer}",
    "free": "Ücretsiz",
    "ticket": "Genel giriş"
  },
  "uk": {
    "online": "Онлайн",
    "venue": "{name}, {address}",
    "cancelled": "Скасовано: {title}",
    "postponed": "Відкладено: {title}",
    "date": "Нова дата: {title}",
    "time": "Новий час: {title}",
    "by": "Організатор: {organizer}",
    "free": "Безкоштовно",
    "ticket": "Вхідний квиток"
  },
  "vi": {
    "online": "Trực tuyến",
    "venue": "{name}, {address}",
    "cancelled": "Đã hủy: {title}",
    "postponed": "Tạm hoãn: {title}",
    "date": "Ngày mới: {title}",
    "time": "Giờ mới: {title}",
    "by": "Ban tổ chức: {organizer}",
    "free": "Miễn phí",
    "ticket": "Vé phổ thông"
  },
  "zh": {
    "online": "线上",
    "venue": "{name}，{address}",
    "cancelled": "已取消：{title}",
    "postponed": "已延期：{title}",
    "date": "日期变更：{title}",
    "time": "时间变更：{title}",
    "by": "主办方：{organizer}",
    "free": "免费",
    "ticket": "普通票"
  },
  "zh-Hant": {
    "online": "線上",
    "venue": "{name}，{address}",
    "cancelled": "已取消：{title}",
    "postponed": "已延期：{title}",
    "date": "日期異動：{title}",
    "time": "時間異動：{title}",
    "by": "主辦單位：{organizer}",
    "free": "免費",
    "ticket": "一般票"
  }
};
