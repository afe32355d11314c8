"""Sixty short invented answers on six clear topics, as people write them."""

from __future__ import annotations

QUEUES = [
    "Jonotusaika lääkärille on aivan liian pitkä.",
    "Lääkäriin pääsyä joutuu jonottamaan viikkoja.",
    "Jonot lääkärin vastaanotolle pitäisi saada lyhyemmiksi.",
    "Lääkäriaikaa ei saa, jono on kuukausien mittainen.",
    "Kiireetön lääkäriaika menee kolmen kuukauden päähän, jonot kuriin!",
    "Lääkärin vastaanotolle jonottaminen kestää liian kauan.",
    "Jonotus lääkärille vie viikkoja, aikoja lisää.",
    "Lisää lääkäriaikoja, jonot on ihan toivottomia.",
    "Lääkäriajan jonotus pitäis lyhentää viikkoon.",
    "Hoitajan kautta lääkärille, mutta jono lääkäriin ei liiku.",
]
TRANSPORT = [
    "Bussi kulkee sivukylille vain kerran päivässä.",
    "Bussivuoroja pitäisi lisätä, kylältä ei pääse asioille.",
    "Kyydit sivukyliltä keskustaan puuttuvat, bussi ei kulje.",
    "Palvelubussi takaisin kylille, kyytiä ei saa.",
    "Bussien aikataulut eivät sovi, kyyti kotiin jää saamatta.",
    "Ilman autoa ei pääse, bussivuorot kylille on lopetettu.",
    "Kyyti asemalle, bussi menee ohi aikataulusta.",
    "Bussi kylille myös viikonloppuna, kiitos.",
    "Kutsukyyti tai bussi sivukylien asukkaille.",
    "Bussipysäkki on liian kaukana ja kyydit kalliita.",
]
DIGITAL = [
    "Sähköinen lomake on vaikea täyttää puhelimella.",
    "Sähköisen asioinnin lomakkeet kaipaavat selkeyttä.",
    "Verkkosivuilta ei löydä oikeaa sähköistä lomaketta.",
    "Sähköinen asiointi katkeaa kesken lomakkeen.",
    "Lomake häviää, kun sähköinen palvelu kirjaa ulos.",
    "Sähköisiin palveluihin tarvitaan apua, lomakkeet ovat sekavia.",
    "Digineuvontaa, sähköinen lomake ei aukea vanhalla koneella.",
    "Sähköinen asiointi selkokielelle ja lomakkeet lyhyemmiksi.",
    "Sama lomake pitää täyttää sähköisesti kolmeen kertaan.",
    "Sähköinen lomake myös ruotsiksi.",
]
CARERS = [
    "Omaishoitajan vapaapäivät jäävät pitämättä, sijaista ei ole.",
    "Omaishoitajalle tarvitaan sijainen vapaapäiviksi.",
    "Omaishoitajat uupuvat ilman vapaata.",
    "Omaishoidon tuki ja sijaishoito kuntoon.",
    "Omaishoitaja tarvitsee vertaistukea ja vapaapäivän.",
    "Sijaishoitoa omaishoitajan vapaan ajaksi ei saa mistään.",
    "Omaishoitajien vapaat on järjestettävä kotiin.",
    "Omaishoidossa jaksaminen: vapaapäivä edes kerran kuussa.",
    "Omaishoitajan sijaiseksi tuttu hoitaja.",
    "Tukea omaishoitajille, vapaat jää vain paperille.",
]
HOUSING = [
    "Nuorille tarvitaan tuettua asumista ja pieniä asuntoja.",
    "Vuokra-asunto nuorelle on mahdoton löytää.",
    "Asumisen tuki nuorille, asunnot ovat kalliita.",
    "Asunnottomalle nuorelle pitäisi löytyä asunto heti.",
    "Tuetun asumisen asuntoja on liian vähän nuorille.",
    "Nuorten asuminen: vuokrat nousee, asuntoja ei ole.",
    "Asumisneuvontaa nuorille ennen kuin asunto menee.",
    "Pieniä vuokra-asuntoja nuorten asumiseen.",
    "Nuori jää ilman asuntoa, asumisen tuki puuttuu.",
    "Tukiasunto nuorelle, joka muuttaa omaan asuntoon.",
]
WORKLOAD = [
    "Työntekijöitä on liian vähän ja kiire on jatkuva.",
    "Henkilöstö uupuu kiireeseen, lisää työntekijöitä.",
    "Kiire työssä kasvaa, kun työntekijät vaihtuvat.",
    "Työntekijöiden vaihtuvuus ja kiire kuormittavat tiimiä.",
    "Lisää työntekijöitä, henkilöstö ei jaksa kiirettä.",
    "Kiireen takia työntekijä ei ehdi paneutua.",
    "Henkilöstön jaksaminen: kiire pois ja työntekijät pysyviksi.",
    "Työntekijät uupuu, kun henkilöstöä on liian vähän.",
    "Henkilöstöä lisää, ettei työ ole pelkkää kiirettä.",
    "Uudet työntekijät lähtevät kiireen vuoksi.",
]
TOPICS = (QUEUES, TRANSPORT, DIGITAL, CARERS, HOUSING, WORKLOAD)
SIXTY = [text for topic in TOPICS for text in topic]
