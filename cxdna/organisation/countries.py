"""Countries and currencies: what ISO 3166-1 and ISO 4217 name, and what is usual in a country.

The table was made once from Unicode CLDR (names, currencies, official languages) and the time zone database. It serves
for defaults that a person can change and for finding slips of the pen.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

# Code, currency, official languages by number of speakers, time zone of most people (+: there are others), name.
_COUNTRIES: Final = """\
AD EUR ca Europe/Andorra Andorra
AE AED ar Asia/Dubai United Arab Emirates
AF AFN fa,ps Asia/Kabul Afghanistan
AG XCD en America/Antigua Antigua & Barbuda
AI XCD en America/Anguilla Anguilla
AL ALL sq Europe/Tirane Albania
AM AMD hy Asia/Yerevan Armenia
AO AOA pt Africa/Luanda Angola
AQ - - Antarctica/McMurdo Antarctica
AR ARS es America/Argentina/Buenos_Aires+ Argentina
AS USD sm,en Pacific/Pago_Pago American Samoa
AT EUR de Europe/Vienna Austria
AU AUD en Australia/Sydney+ Australia
AW AWG nl America/Aruba Aruba
AX EUR sv Europe/Mariehamn Åland Islands
AZ AZN az Asia/Baku Azerbaijan
BA BAM bs,hr,sr Europe/Sarajevo Bosnia & Herzegovina
BB BBD en America/Barbados Barbados
BD BDT bn Asia/Dhaka Bangladesh
BE EUR nl,fr,de Europe/Brussels Belgium
BF XOF fr Africa/Ouagadougou Burkina Faso
BG EUR bg Europe/Sofia Bulgaria
BH BHD ar Asia/Bahrain Bahrain
BI BIF rn,fr,en Africa/Bujumbura Burundi
BJ XOF fr Africa/Porto-Novo Benin
BL EUR fr America/St_Barthelemy St. Barthélemy
BM BMD en Atlantic/Bermuda Bermuda
BN BND ms Asia/Brunei Brunei
BO BOB es,qu,ay America/La_Paz Bolivia
BQ USD nl America/Kralendijk Caribbean Netherlands
BR BRL pt America/Sao_Paulo+ Brazil
BS BSD en America/Nassau Bahamas
BT BTN dz Asia/Thimphu Bhutan
BV NOK no Europe/Oslo Bouvet Island
BW BWP en,tn Africa/Gaborone Botswana
BY BYN ru,be Europe/Minsk Belarus
BZ BZD en America/Belize Belize
CA CAD en,fr America/Toronto+ Canada
CC AUD en Indian/Cocos Cocos (Keeling) Islands
CD CDF fr Africa/Kinshasa+ Congo - Kinshasa
CF XAF sg,fr Africa/Bangui Central African Republic
CG XAF fr Africa/Brazzaville Congo - Brazzaville
CH CHF de,fr,it Europe/Zurich Switzerland
CI XOF fr Africa/Abidjan Côte d'Ivoire
CK NZD en Pacific/Rarotonga Cook Islands
CL CLP es America/Santiago+ Chile
CM XAF fr,en Africa/Douala Cameroon
CN CNY zh Asia/Shanghai+ China
CO COP es America/Bogota Colombia
CR CRC es America/Costa_Rica Costa Rica
CU CUP es America/Havana Cuba
CV CVE pt Atlantic/Cape_Verde Cape Verde
CW XCG nl America/Curacao Curaçao
CX AUD en Indian/Christmas Christmas Island
CY EUR el,tr Asia/Nicosia Cyprus
CZ CZK cs Europe/Prague Czechia
DE EUR de Europe/Berlin Germany
DJ DJF fr,ar Africa/Djibouti Djibouti
DK DKK da Europe/Copenhagen Denmark
DM XCD en America/Dominica Dominica
DO DOP es America/Santo_Domingo Dominican Republic
DZ DZD ar,fr Africa/Algiers Algeria
EC USD es,qu America/Guayaquil+ Ecuador
EE EUR et Europe/Tallinn Estonia
EG EGP ar Africa/Cairo Egypt
EH MAD ar Africa/El_Aaiun Western Sahara
ER ERN ti,en,ar Africa/Asmara Eritrea
ES EUR es Europe/Madrid+ Spain
ET ETB am Africa/Addis_Ababa Ethiopia
FI EUR fi,sv Europe/Helsinki Finland
FJ FJD en,fj Pacific/Fiji Fiji
FK FKP en Atlantic/Stanley Falkland Islands
FM USD en Pacific/Chuuk+ Micronesia
FO DKK fo Atlantic/Faroe Faroe Islands
FR EUR fr Europe/Paris France
GA XAF fr Africa/Libreville Gabon
GB GBP en Europe/London United Kingdom
GD XCD en America/Grenada Grenada
GE GEL ka Asia/Tbilisi Georgia
GF EUR fr America/Cayenne French Guiana
GG GBP en Europe/Guernsey Guernsey
GH GHS en Africa/Accra Ghana
GI GIP en Europe/Gibraltar Gibraltar
GL DKK kl America/Nuuk+ Greenland
GM GMD en Africa/Banjul Gambia
GN GNF fr Africa/Conakry Guinea
GP EUR fr America/Guadeloupe Guadeloupe
GQ XAF es,fr,pt Africa/Malabo Equatorial Guinea
GR EUR el Europe/Athens Greece
GS GBP en Atlantic/South_Georgia South Georgia & South Sandwich Islands
GT GTQ es America/Guatemala Guatemala
GU USD en,ch Pacific/Guam Guam
GW XOF pt Africa/Bissau Guinea-Bissau
GY GYD en America/Guyana Guyana
HK HKD en Asia/Hong_Kong Hong Kong
HM AUD en Indian/Kerguelen Heard & McDonald Islands
HN HNL es America/Tegucigalpa Honduras
HR EUR hr Europe/Zagreb Croatia
HT HTG ht,fr America/Port-au-Prince Haiti
HU HUF hu Europe/Budapest Hungary
ID IDR id Asia/Jakarta+ Indonesia
IE EUR en,ga Europe/Dublin Ireland
IL ILS he,ar Asia/Jerusalem Israel
IM GBP en,gv Europe/Isle_of_Man Isle of Man
IN INR en,hi Asia/Kolkata India
IO USD en Indian/Chagos British Indian Ocean Territory
IQ IQD ar Asia/Baghdad Iraq
IR IRR fa Asia/Tehran Iran
IS ISK is Atlantic/Reykjavik Iceland
IT EUR it Europe/Rome Italy
JE GBP en Europe/Jersey Jersey
JM JMD en America/Jamaica Jamaica
JO JOD ar Asia/Amman Jordan
JP JPY ja Asia/Tokyo Japan
KE KES sw,en Africa/Nairobi Kenya
KG KGS ky,ru Asia/Bishkek Kyrgyzstan
KH KHR km Asia/Phnom_Penh Cambodia
KI AUD en Pacific/Tarawa+ Kiribati
KM KMF ar,fr Indian/Comoro Comoros
KN XCD en America/St_Kitts St. Kitts & Nevis
KP KPW ko Asia/Pyongyang North Korea
KR KRW ko Asia/Seoul South Korea
KW KWD ar Asia/Kuwait Kuwait
KY KYD en America/Cayman Cayman Islands
KZ KZT ru,kk Asia/Almaty+ Kazakhstan
LA LAK lo Asia/Vientiane Laos
LB LBP ar Asia/Beirut Lebanon
LC XCD en America/St_Lucia St. Lucia
LI CHF de Europe/Vaduz Liechtenstein
LK LKR si,ta Asia/Colombo Sri Lanka
LR LRD en Africa/Monrovia Liberia
LS LSL st,en Africa/Maseru Lesotho
LT EUR lt Europe/Vilnius Lithuania
LU EUR fr,lb,de Europe/Luxembourg Luxembourg
LV EUR lv Europe/Riga Latvia
LY LYD ar Africa/Tripoli Libya
MA MAD ar,fr Africa/Casablanca Morocco
MC EUR fr Europe/Monaco Monaco
MD MDL ro Europe/Chisinau Moldova
ME EUR sr Europe/Podgorica Montenegro
MF EUR fr America/Marigot St. Martin
MG MGA mg,fr,en Indian/Antananarivo Madagascar
MH USD en,mh Pacific/Majuro Marshall Islands
MK MKD mk Europe/Skopje North Macedonia
ML XOF fr Africa/Bamako Mali
MM MMK my Asia/Yangon Myanmar (Burma)
MN MNT mn Asia/Ulaanbaatar+ Mongolia
MO MOP pt Asia/Macau Macao
MP USD en Pacific/Saipan Northern Mariana Islands
MQ EUR fr America/Martinique Martinique
MR MRU ar Africa/Nouakchott Mauritania
MS XCD en America/Montserrat Montserrat
MT EUR mt,en Europe/Malta Malta
MU MUR fr,en Indian/Mauritius Mauritius
MV MVR dv Indian/Maldives Maldives
MW MWK en,ny Africa/Blantyre Malawi
MX MXN es America/Mexico_City+ Mexico
MY MYR ms Asia/Kuala_Lumpur Malaysia
MZ MZN pt Africa/Maputo Mozambique
NA NAD en Africa/Windhoek Namibia
NC XPF fr Pacific/Noumea New Caledonia
NE XOF fr Africa/Niamey Niger
NF AUD en Pacific/Norfolk Norfolk Island
NG NGN en,yo Africa/Lagos Nigeria
NI NIO es America/Managua Nicaragua
NL EUR nl Europe/Amsterdam Netherlands
NO NOK nb,no,nn Europe/Oslo Norway
NP NPR ne Asia/Kathmandu Nepal
NR AUD en,na Pacific/Nauru Nauru
NU NZD en Pacific/Niue Niue
NZ NZD en,mi Pacific/Auckland New Zealand
OM OMR ar Asia/Muscat Oman
PA USD es America/Panama Panama
PE PEN es,qu America/Lima Peru
PF XPF fr,ty Pacific/Tahiti+ French Polynesia
PG PGK en,ho Pacific/Port_Moresby+ Papua New Guinea
PH PHP en Asia/Manila Philippines
PK PKR ur,en Asia/Karachi Pakistan
PL PLN pl Europe/Warsaw Poland
PM EUR fr America/Miquelon St. Pierre & Miquelon
PN NZD en Pacific/Pitcairn Pitcairn Islands
PR USD es,en America/Puerto_Rico Puerto Rico
PS ILS ar Asia/Gaza Palestinian Territories
PT EUR pt Europe/Lisbon+ Portugal
PW USD en Pacific/Palau Palau
PY PYG gn,es America/Asuncion Paraguay
QA QAR ar Asia/Qatar Qatar
RE EUR fr Indian/Reunion Réunion
RO RON ro Europe/Bucharest Romania
RS RSD sr Europe/Belgrade Serbia
RU RUB ru Europe/Moscow+ Russia
RW RWF rw,en,fr Africa/Kigali Rwanda
SA SAR ar Asia/Riyadh Saudi Arabia
SB SBD en Pacific/Guadalcanal Solomon Islands
SC SCR fr,en Indian/Mahe Seychelles
SD SDG ar,en Africa/Khartoum Sudan
SE SEK sv Europe/Stockholm Sweden
SG SGD en,zh,ms Asia/Singapore Singapore
SH SHP en Atlantic/St_Helena St. Helena, Ascension & Tristan da Cunha
SI EUR sl Europe/Ljubljana Slovenia
SJ NOK nb Arctic/Longyearbyen Svalbard & Jan Mayen
SK EUR sk Europe/Bratislava Slovakia
SL SLE en Africa/Freetown Sierra Leone
SM EUR it Europe/San_Marino San Marino
SN XOF wo,fr Africa/Dakar Senegal
SO SOS so,ar Africa/Mogadishu Somalia
SR SRD nl America/Paramaribo Suriname
SS SSP en Africa/Juba South Sudan
ST STN pt Africa/Sao_Tome São Tomé & Príncipe
SV USD es America/El_Salvador El Salvador
SX XCG en,nl America/Lower_Princes Sint Maarten
SY SYP ar Asia/Damascus Syria
SZ SZL en,ss Africa/Mbabane Eswatini
TC USD en America/Grand_Turk Turks & Caicos Islands
TD XAF ar,fr Africa/Ndjamena Chad
TF EUR fr Indian/Kerguelen French Southern and Antarctic Lands
TG XOF fr Africa/Lome Togo
TH THB th Asia/Bangkok Thailand
TJ TJS tg Asia/Dushanbe Tajikistan
TK NZD en Pacific/Fakaofo Tokelau
TL USD pt Asia/Dili Timor-Leste
TM TMT tk Asia/Ashgabat Turkmenistan
TN TND ar,fr Africa/Tunis Tunisia
TO TOP to,en Pacific/Tongatapu Tonga
TR TRY tr Europe/Istanbul Türkiye
TT TTD en America/Port_of_Spain Trinidad & Tobago
TV AUD en Pacific/Funafuti Tuvalu
TW TWD zh Asia/Taipei Taiwan
TZ TZS sw,en Africa/Dar_es_Salaam Tanzania
UA UAH uk,ru Europe/Kyiv Ukraine
UG UGX sw,en Africa/Kampala Uganda
UM USD en Pacific/Midway+ U.S. Outlying Islands
US USD en America/New_York+ United States
UY UYU es America/Montevideo Uruguay
UZ UZS uz Asia/Tashkent Uzbekistan
VA EUR it Europe/Vatican Vatican City
VC XCD en America/St_Vincent St. Vincent & Grenadines
VE VES es America/Caracas Venezuela
VG USD en America/Tortola British Virgin Islands
VI USD en America/St_Thomas U.S. Virgin Islands
VN VND vi Asia/Ho_Chi_Minh Vietnam
VU VUV bi,en,fr Pacific/Efate Vanuatu
WF XPF fr Pacific/Wallis Wallis & Futuna
WS WST sm,en Pacific/Apia Samoa
XK EUR sq,sr Europe/Belgrade Kosovo
YE YER ar Asia/Aden Yemen
YT EUR fr Indian/Mayotte Mayotte
ZA ZAR en Africa/Johannesburg South Africa
ZM ZMW en Africa/Lusaka Zambia
ZW USD sn,en,nd Africa/Harare Zimbabwe
"""
# What the people of a country call it, where that is not its English name; several with commas between.
_OWN_NAMES: Final = """\
AL Shqipëria
AT Österreich,Oesterreich
BE België,Belgique,Belgien
BG България,Balgaria
BR Brasil
CH Schweiz,Suisse,Svizzera,Svizra
CN 中国,Zhongguo
CY Kýpros,Κύπρος
CZ Česko,Czech Republic,Česká republika
DE Deutschland
DK Danmark
DZ Algérie
EE Eesti
ES España
FI Suomi
GR Hellas,Ellada,Ελλάδα
HR Hrvatska
HU Magyarország
IE Éire
IN Bharat
IS Ísland
IT Italia
JP 日本,Nippon,Nihon
KR 한국,Hanguk
LT Lietuva
LU Luxemburg,Lëtzebuerg
LV Latvija
MA Maroc
MX México
NL Nederland
NO Norge,Noreg
PL Polska
RO România
RS Srbija,Србија
RU Россия,Rossiya
SE Sverige
SI Slovenija
SK Slovensko
TR Turkey
UA Україна,Ukraina
"""
# In use in the last ten years or beside a country's own.
_OTHER_CURRENCIES: Final = "ANG BGN BYR CUC HRK MRO PAB SLL STD VEF ZWG ZWL "


class Country(NamedTuple):
    """A country with what is usual there; "" and () where nothing is. `zones` tells whether it has several."""

    code: str
    name: str
    currency: str
    languages: tuple[str, ...]
    time_zone: str
    zones: bool


@cache
def countries() -> dict[str, Country]:
    """Return every country by its two letters."""
    return {line[:2]: _country(line) for line in _COUNTRIES.splitlines()}


@cache
def own_names() -> dict[str, str]:
    """Return the two letters of countries by what their people call them."""
    lines = (line.split(" ", 1) for line in _OWN_NAMES.splitlines())
    return {name: code for code, names in lines for name in names.split(",")}


@cache
def currencies() -> frozenset[str]:
    """Return the three letters of every currency."""
    own = {country.currency for country in countries().values() if country.currency}
    return frozenset(own | set(_OTHER_CURRENCIES.split()))


def _country(line: str) -> Country:
    code, currency, languages, zone, name = line.split(" ", 4)
    return Country(
        code=code,
        name=name,
        currency=currency.strip("-"),
        languages=tuple(languages.strip("-").split(",")) if languages != "-" else (),
        time_zone=zone.rstrip("+"),
        zones=zone.endswith("+"),
    )
