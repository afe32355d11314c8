"""Words that tell something in an answer but cannot name a theme: adverbs, verbs, numerals, times."""

from __future__ import annotations

_FI = """
silloin takaisin edelleen vasta vieläkin uudestaan uudelleen jälleen taas kerran kerta kertaa seuraava
edellinen viimeinen ensimmäinen kolmas neljäs viides puolet puoli pari muutama kumpikin molemmat sellainen
tällainen erilainen tietty oikea väärä suuri pieni iso uusi vanha nuori lyhyt pitkä korkea nopea hidas
helppo vaikea tärkeä mahdollinen mukava kiva hieno kova selkeä koko ainoa osa tapa kohta puoli lailla
päivä viikko kuukausi vuosi tunti minuutti aamu ilta yö kevät kesä syksy talvi maanantai perjantai
tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu
sanoa kertoa kysyä vastata tietää päästä pystyä ottaa laittaa tuoda viedä pyytää alkaa loppua jäädä olla
kertaus itse ihminen ihmiset joukko määrä loppu alku luku montako hetki tilanne seikka mieli näkö example
paikka ehtinyt ehtiä yrittää näyttää tuntea tuntua kuulua käyttää auttaa toimia kuulla nähdä lukea myös
jokin väki porukka viisi kuusi seitsemän kahdeksan yhdeksän kymmenen sata tuhat neljä kolme puolitoista
"""
_SV = """
gång gånger efteråt tillbaka åter igen dag dagar vecka veckor månad månader år timme timmar minut morgon
kväll natt vår sommar höst vinter första andra tredje fjärde femte sista nästa del sätt antal par hälften
säga säger sade berätta fråga frågar svara svarar veta vet ser se gör göra arbeta ringer hinna stor liten
ny gammal ung kort lång hög snabb långsam lätt svår viktig möjlig trevlig fin hård klar hel enda människa
människor folk sak saker stund situation slut början början tänka känna använda hjälpa fungera höra läsa
fyra fem sex sju åtta nio tio hundra tusen tre two både riktig fel rätt ställe
"""
_EN = """
time times back again day days week weeks month months year years hour hours minute morning evening night
spring summer autumn winter first second third fourth fifth last next part way number half couple several
say says said tell told ask asked answer know knew see seen use used work works working help come came find
found give given take taken keep kept feel felt look looked big small new old young short long high fast
slow easy hard difficult important possible nice clear whole only people person stuff moment situation end
start bit kind sort three four five six seven eight nine ten hundred thousand right wrong place example
mail address seem allow provide include ensure believe consider lead become
"""

UNFIT: dict[str, frozenset[str]] = {
    "fi": frozenset(_FI.split()),
    "sv": frozenset(_SV.split()),
    "en": frozenset(_EN.split()),
}
"""Base forms and common forms in lower case, by language code."""
