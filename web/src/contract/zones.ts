// Written by `make contract`; edit the Python that it comes from instead.

/** Names by offset from UTC in minutes, and the zones that have them. */
export const ZONES: [Record<number, string>, string][] = [
  [
    {
      "0": "GMT"
    },
    "Africa/Abidjan Africa/Bissau Africa/Monrovia Africa/Sao_Tome America/Danmarkshavn Etc/GMT GMT Etc/GMT+0 Etc/GMT-0 Etc/GMT0 Etc/Greenwich GMT+0 GMT-0 GMT0 Greenwich Iceland Africa/Accra Africa/Bamako Africa/Banjul Africa/Conakry Africa/Dakar Africa/Freetown Africa/Lome Africa/Nouakchott Africa/Ouagadougou Atlantic/Reykjavik Atlantic/St_Helena Africa/Timbuktu"
  ],
  [
    {
      "60": "CET"
    },
    "Africa/Algiers Africa/Tunis"
  ],
  [
    {
      "120": "EET",
      "180": "EEST"
    },
    "Africa/Cairo Asia/Beirut Asia/Famagusta Asia/Gaza Asia/Hebron Asia/Nicosia Europe/Athens Europe/Bucharest Europe/Chisinau Europe/Helsinki Europe/Kyiv Europe/Riga Europe/Sofia Europe/Tallinn Europe/Vilnius EET Egypt Europe/Mariehamn Europe/Tiraspol Europe/Uzhgorod Europe/Zaporozhye Europe/Kiev Europe/Nicosia"
  ],
  [
    {
      "60": "CET",
      "120": "CEST"
    },
    "Africa/Ceuta Europe/Andorra Europe/Belgrade Europe/Berlin Europe/Brussels Europe/Budapest Europe/Gibraltar Europe/Madrid Europe/Malta Europe/Paris Europe/Prague Europe/Rome Europe/Tirane Europe/Vienna Europe/Warsaw Europe/Zurich CET Poland Arctic/Longyearbyen Europe/Amsterdam Europe/Bratislava Europe/Busingen Europe/Copenhagen Europe/Ljubljana Europe/Luxembourg Europe/Monaco Europe/Oslo Europe/Podgorica Europe/San_Marino Europe/Sarajevo Europe/Skopje Europe/Stockholm Europe/Vaduz Europe/Vatican Europe/Zagreb Atlantic/Jan_Mayen"
  ],
  [
    {
      "120": "SAST"
    },
    "Africa/Johannesburg Africa/Maseru Africa/Mbabane"
  ],
  [
    {
      "120": "CAT"
    },
    "Africa/Juba Africa/Khartoum Africa/Maputo Africa/Windhoek Africa/Blantyre Africa/Bujumbura Africa/Gaborone Africa/Harare Africa/Kigali Africa/Lubumbashi Africa/Lusaka"
  ],
  [
    {
      "60": "WAT"
    },
    "Africa/Lagos Africa/Ndjamena Africa/Bangui Africa/Brazzaville Africa/Douala Africa/Kinshasa Africa/Libreville Africa/Luanda Africa/Malabo Africa/Niamey Africa/Porto-Novo"
  ],
  [
    {
      "180": "EAT"
    },
    "Africa/Nairobi Africa/Addis_Ababa Africa/Asmara Africa/Dar_es_Salaam Africa/Djibouti Africa/Kampala Africa/Mogadishu Indian/Antananarivo Indian/Comoro Indian/Mayotte Africa/Asmera"
  ],
  [
    {
      "120": "EET"
    },
    "Africa/Tripoli Europe/Kaliningrad Libya"
  ],
  [
    {
      "-600": "HST",
      "-540": "HDT"
    },
    "America/Adak US/Aleutian America/Atka"
  ],
  [
    {
      "-540": "AKST",
      "-480": "AKDT"
    },
    "America/Anchorage America/Juneau America/Metlakatla America/Nome America/Sitka America/Yakutat US/Alaska"
  ],
  [
    {
      "-360": "CST"
    },
    "America/Bahia_Banderas America/Belize America/Chihuahua America/Costa_Rica America/El_Salvador America/Guatemala America/Managua America/Merida America/Mexico_City America/Monterrey America/Regina America/Swift_Current America/Tegucigalpa Canada/Saskatchewan Mexico/General"
  ],
  [
    {
      "-240": "AST"
    },
    "America/Barbados America/Martinique America/Puerto_Rico America/Santo_Domingo America/Virgin America/Anguilla America/Antigua America/Aruba America/Blanc-Sablon America/Curacao America/Dominica America/Grenada America/Guadeloupe America/Kralendijk America/Lower_Princes America/Marigot America/Montserrat America/Port_of_Spain America/St_Barthelemy America/St_Kitts America/St_Lucia America/St_Thomas America/St_Vincent America/Tortola"
  ],
  [
    {
      "-420": "MST",
      "-360": "MDT"
    },
    "America/Boise America/Cambridge_Bay America/Ciudad_Juarez America/Denver America/Edmonton America/Inuvik MST7MDT Canada/Mountain Navajo US/Mountain America/Shiprock America/Yellowknife"
  ],
  [
    {
      "-300": "EST"
    },
    "America/Cancun America/Jamaica America/Panama EST Jamaica America/Atikokan America/Cayman America/Coral_Harbour"
  ],
  [
    {
      "-360": "CST",
      "-300": "CDT"
    },
    "America/Chicago America/Indiana/Knox America/Indiana/Tell_City America/Matamoros America/Menominee America/North_Dakota/Beulah America/North_Dakota/Center America/North_Dakota/New_Salem America/Ojinaga America/Rankin_Inlet America/Resolute America/Winnipeg CST6CDT Canada/Central US/Central US/Indiana-Starke America/Knox_IN America/Rainy_River"
  ],
  [
    {
      "-420": "MST"
    },
    "America/Dawson America/Dawson_Creek America/Fort_Nelson America/Hermosillo America/Mazatlan America/Phoenix America/Whitehorse Canada/Yukon MST Mexico/BajaSur US/Arizona America/Creston"
  ],
  [
    {
      "-300": "EST",
      "-240": "EDT"
    },
    "America/Detroit America/Grand_Turk America/Indiana/Indianapolis America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Vevay America/Indiana/Vincennes America/Indiana/Winamac America/Iqaluit America/Kentucky/Louisville America/Kentucky/Monticello America/New_York America/Port-au-Prince America/Toronto EST5EDT Canada/Eastern US/East-Indiana US/Eastern US/Michigan America/Indianapolis America/Louisville America/Nassau America/Fort_Wayne America/Montreal America/Nipigon America/Pangnirtung America/Thunder_Bay"
  ],
  [
    {
      "-240": "AST",
      "-180": "ADT"
    },
    "America/Glace_Bay America/Goose_Bay America/Halifax America/Moncton America/Thule Atlantic/Bermuda Canada/Atlantic"
  ],
  [
    {
      "-300": "CST",
      "-240": "CDT"
    },
    "America/Havana Cuba"
  ],
  [
    {
      "-480": "PST",
      "-420": "PDT"
    },
    "America/Los_Angeles America/Tijuana America/Vancouver PST8PDT Canada/Pacific Mexico/BajaNorte US/Pacific America/Ensenada America/Santa_Isabel"
  ],
  [
    {
      "-210": "NST",
      "-150": "NDT"
    },
    "America/St_Johns Canada/Newfoundland"
  ],
  [
    {
      "600": "AEST",
      "660": "AEDT"
    },
    "Antarctica/Macquarie Australia/Hobart Australia/Melbourne Australia/Sydney Australia/ACT Australia/NSW Australia/Tasmania Australia/Victoria Australia/Canberra Australia/Currie"
  ],
  [
    {
      "480": "HKT"
    },
    "Asia/Hong_Kong Hongkong"
  ],
  [
    {
      "420": "WIB"
    },
    "Asia/Jakarta Asia/Pontianak"
  ],
  [
    {
      "540": "WIT"
    },
    "Asia/Jayapura"
  ],
  [
    {
      "120": "IST",
      "180": "IDT"
    },
    "Asia/Jerusalem Israel Asia/Tel_Aviv"
  ],
  [
    {
      "300": "PKT"
    },
    "Asia/Karachi"
  ],
  [
    {
      "330": "IST"
    },
    "Asia/Kolkata Asia/Calcutta"
  ],
  [
    {
      "480": "CST"
    },
    "Asia/Macau Asia/Shanghai Asia/Taipei PRC ROC Asia/Chongqing Asia/Harbin Asia/Chungking Asia/Macao"
  ],
  [
    {
      "480": "WITA"
    },
    "Asia/Makassar Asia/Ujung_Pandang"
  ],
  [
    {
      "480": "PST"
    },
    "Asia/Manila"
  ],
  [
    {
      "540": "KST"
    },
    "Asia/Pyongyang Asia/Seoul ROK"
  ],
  [
    {
      "540": "JST"
    },
    "Asia/Tokyo Japan"
  ],
  [
    {
      "0": "WET",
      "60": "WEST"
    },
    "Atlantic/Canary Atlantic/Faroe Atlantic/Madeira Europe/Lisbon Portugal WET Atlantic/Faeroe"
  ],
  [
    {
      "570": "ACST",
      "630": "ACDT"
    },
    "Australia/Adelaide Australia/Broken_Hill Australia/South Australia/Yancowinna"
  ],
  [
    {
      "600": "AEST"
    },
    "Australia/Brisbane Australia/Lindeman Australia/Queensland"
  ],
  [
    {
      "570": "ACST"
    },
    "Australia/Darwin Australia/North"
  ],
  [
    {
      "480": "AWST"
    },
    "Australia/Perth Australia/West"
  ],
  [
    {
      "0": "UTC"
    },
    "Etc/UTC Etc/UCT Etc/Universal Etc/Zulu UCT UTC Universal Zulu"
  ],
  [
    {
      "0": "GMT",
      "60": "IST"
    },
    "Europe/Dublin Eire"
  ],
  [
    {
      "180": "MSK"
    },
    "Europe/Kirov Europe/Moscow Europe/Simferopol Europe/Volgograd W-SU"
  ],
  [
    {
      "0": "GMT",
      "60": "BST"
    },
    "Europe/London GB GB-Eire Europe/Guernsey Europe/Isle_of_Man Europe/Jersey Europe/Belfast"
  ],
  [
    {
      "720": "NZST",
      "780": "NZDT"
    },
    "Pacific/Auckland NZ Antarctica/McMurdo Antarctica/South_Pole"
  ],
  [
    {
      "600": "ChST"
    },
    "Pacific/Guam Pacific/Saipan"
  ],
  [
    {
      "-600": "HST"
    },
    "Pacific/Honolulu US/Hawaii Pacific/Johnston HST"
  ],
  [
    {
      "-660": "SST"
    },
    "Pacific/Pago_Pago US/Samoa Pacific/Samoa Pacific/Midway"
  ],
  [
    {
      "60": "MET",
      "120": "MEST"
    },
    "MET"
  ]
];
