"""Words that say nothing about what an answer is about, in Finnish, Swedish and English."""

from __future__ import annotations

_FI = """
ja tai sekä eli mutta vaan että jotta koska kun jos kuin niin myös vielä jo nyt sitten siis siksi vaikka
joka jotka jonka joiden joita jota jossa joissa josta joista johon joihin jolla joilla jolle joille jolta
joilta jona mikä mitkä mitä minkä missä mistä mihin millä mille miltä miten miksi milloin kuka ketkä ketä
kenen kenelle kumpi se ne sen niiden sitä niitä siinä niissä siitä niistä siihen niihin sillä niillä sille
niille siltä niiltä sinä minä hän me te he minun minua minut minulla minulle minulta minussa minusta mun
mua mulla mulle sinun sinua sinulla sinulle hänen häntä hänellä hänelle hänestä meidän meitä meillä meille
meistä teidän teitä teillä teille heidän heitä heillä heille heistä heiltä tämä tämän tätä tässä tästä
tähän tällä tälle nämä näiden näitä näissä näistä näihin näillä näille tuo tuon tuota tuossa tuolla nuo
noiden noita itse itsensä oma omaa oman omat omia omien omalla omassa omasta ei en et emme ette eivät älä
eikä enkä etkä ettei etten eivätkä eipä eihän on olla ole oli olen olet olemme olette ovat olin olit olivat
olisi olisin olisivat ollut olleet olevan oleva olevat ollaan oltava olevaa olevien olevia olemaan oltiin
saa saada saavat saan saamme saisi saataisiin saadaan saatu saanut saaneet voi voida voivat voin voimme
voisi voisivat voidaan voitaisiin voinut pitää pitäisi pidetään piti pitäneet täytyy täytyisi tulee tulisi
tulla tulevat tullut haluan haluaa haluaisin haluamme haluavat kyllä ehkä aina joskus usein koskaan hyvin
erittäin todella liian aivan melko paljon vähän enemmän vähemmän eniten enää lisäksi esimerkiksi esim jne
ym yms mm eri muu muut muita muiden muuta muun muille muissa muista jokin jotain jotakin joku jonkun joskin
jokainen jokaisen jokaista jokaisella jokaiselle joitakin joitain kaikki kaikkia kaikkien kaikille kaiken
kaikkea kaikissa kaikista kaikilla monta moni monet monia monen monien usea useat useita sama samaa saman
samat toinen toisen toista toiset toisia toisten yksi yhden yhtä kaksi kahden kolme ilman kanssa kautta
mukaan mukana vastaan varten ennen jälkeen aikana välillä alla yllä päällä sisällä ulkona sinne tänne tuonne
siellä täällä siitäkin tästäkin noin lähes jopa edes ainakin vain kuitenkin kuitenkaan silti toki tosin
ihan oikeastaan yleensä varsinkin etenkin erityisesti juuri samalla samoin tällainen tällaisen tällaista
sellainen sellaista sellaisen sellaiset sellaisia näin noinkin pian heti ensin kai muuten muutenkin tehdä
tehdään tekee asia asiat asioita asian asiaa asioista asiassa asioiden juttu jutut kiitos terveisin mielestäni
mielestä suhteen osalta lisää parempi paremmin parempaa hyvä hyvää hyvät huono huonosti tulisivat pitäisivät
jolloin joten kunhan ellei ellen mikäli kunnes sekään mikään mitään minkään mihinkään missään kukaan ketään
oikein tosi sit niinkuin kuten kuinka tarvitaan tarvitsee tarvitsevat tarve pitkä uusi antaa menee mennä käydä
mä sä mää sää mie sie myö  mul sul mut meil teil heil tää toi nää noi tän ton siel täl tost tuol sil sill
oon oot ollu ois oisi oisin oisko olis oisivat vois voi vaa viel viiä kyl ku ko niinku niiku  ett miks yks kaks
emmä emmää enmä tiiä tiä tiedä tiedän kans kaa pitäs tarttis tartteis sais saatas jotai jotain mitää mitäs mihi ihmeen
"""
_SV = """
och eller men att som för på av till med i en ett den det de dem dess detta denna dessa är var vara varit
blir bli blev blivit har ha hade haft kan kunna kunde ska skall skulle måste bör borde får få fick fått vill
vilja ville jag du han hon hen vi ni man mig dig honom henne oss er sig min mitt mina din ditt dina sin sitt
sina vår vårt våra ert era deras hans hennes vem vad vilken vilket vilka vars när där här hur varför vart
varifrån om så då nu sen sedan också även bara endast inte ej aldrig alltid ofta ibland mycket mer mera mest
mindre lite litet få flera många alla allt all någon något några ingen inget inga annan annat andra samma
själv själva egen eget egna bra bättre dålig dåligt dåliga från under över mellan efter före innan utan mot
genom hos vid ur åt per än ju nog väl kanske dock ändå därför eftersom medan fast trots både varken antingen
int nån nåt nåt dom sku sånt sån då va nå na nåja ännu nog samt dvs tex t.ex osv mm bl.a blanda sådan sådant sådana varje varandra redan fortfarande ännu just precis
egentligen helt ganska alltför väldigt jätte verkligen gärna behöver behövs behöva behövde finns finnas fanns
göra gör gjorde gjort går gå gick kommer komma kom tycker anser saker sak tack hälsningar exempel dessutom
in ut upp ner inom utom bland enligt kring runt hela lika hellre kunnat blivit gett ge ger ta tar tas låta
"""
_EN = """
a an the and or but if of at by for with about against between into through during before after above below
to from up down in out on off over under again further then once here there when where why how all any both
each few more most other some such no nor not only own same so than too very can could will would shall
should may might must i me my we our us you your he him his she her it its they them their theirs this that
these those am is are was were be been being have has had having do does did doing done who whom which what
whose as because until while also just even still yet however though although per via etc eg ie one two lot
lots many much another anything something nothing everything someone everyone anyone nobody don doesn didn
isn aren wasn weren won wouldn shouldn couldn can't cannot get gets got getting go goes going make makes made
like want wants need needs needed think thing things really quite rather maybe perhaps well good better best
bad thanks thank please let's lets without within upon among since ever never always often sometimes already
"""

STOP_WORDS: dict[str, frozenset[str]] = {
    "fi": frozenset(_FI.split()),
    "sv": frozenset(_SV.split()),
    "en": frozenset(_EN.split()),
}
"""Lower-case words by language code; both surface forms and base forms."""
