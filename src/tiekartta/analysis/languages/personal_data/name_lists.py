"""Common given names and surnames of Finland, of all its languages, and words that look like them.

Written down from general knowledge: what is common is no secret, and nobody in particular is meant.
"""

from __future__ import annotations

GIVEN_NAMES = frozenset(
    """
aada aamu aapeli aapo aappo aaretti aarne aarni aarno aaro aaron aatami aatos aatu abbas abdi abdirahman abdirashid abdirizak abdul abdulkadir
abdullah abdullahi abel abukar adam adele adelina adnan adolf adrian agda agnes agneta ahmad ahmed ahmet ahti ahto aija aila aili aimo aina aini
ainikki aino ainokaisa ainomaija aisha aivar aki akram albert albin aleksandra aleksanteri aleksi aleksis alex alexander alexandra alf alfons alfred
algot ali alice aliisa alina alireza alisa allan alli alma alpo altti alva alvar alvari amal amalia amanda amin amina amir amira amos amy ana
anastasia anastasiia anatoli anders andrea andreas andrei andrej andrew andrus anelma aneta anette angela anita anitta anja ann anna anna-lena
anna-maija annabella annaliisa annamari annastiina anne anneke anneli annemari annemo annette anni annica anniina annika annikki annukka ansku anssi
antero anton antti anu anwar arash arben ari arja armas armi arne arska artem arto arttu artturi artyom arvi arvid arvo asha ashley asko asma asmo
asta astrid atte august aukusti auli aulis aune auni aura aurelia auvo axel ayaan ayan ayman ayse ayşe azad aziz bahar bahram baran barbara barbro
bashir beata behzad bengt benita benjamin benny berit bernt bertel bertil besnik bilal birger birgit birgitta bjarne björn blerim blessing bo bo-göran
bodil bogdan boris brian briitta brita britt britta bushra börje camilla carina carita carl carlos carmen carola catherine cecilia charles charlotta
charlotte chinedu christa christel christer christian christina christoffer christopher claire cornelia cristian dagmar dagny dalia dan daniel daniela
daniella daria dariia darja david deborah deepak dennis deqa diana diego divya diyar dmitri dmitry dmytro donald dragan dragana ebba ebru edit edith
edla edvard edvin edward eedit eeli eelis eemeli eemi eemil eerik eerika eerikki eero eetu eeva eevastiina eevi eija eila eili eilina einar eine eini
eino eira ekaterina elena elham elias eliel elif eliisa elin elina elisa elisabet elisabeth elise elizabeth eljas ella elle ellen elli ellinor elma
elmeri elmo elof elsa else elsi elvi elviira elvira emelia emelie emil emilia emily emine emma emmanuel emmi engla enn enni enrique ensio epp eric
erica erik erika erja erkka erkki erland erno ernst esa eskil esko essi ester esteri ethan eva evald eve eveliina evelin evelina evgeni evgenia
evgenij faduma fadumo faisal fanni fanny farah farhad farid farida fartun farzaneh fatemeh fathi fatima fatma fatmir fatuma felix fernando fiia filip
fjalar folke francisco frans fredrik freja frida fritjof gabriel gabriela galina gennadi georg george georgi gerd gerda ghazal goran gottfrid greger
greta gretel grigori gun gunborg gunda gundel gunhild gunilla gunnar gunnel gunvor gustaf gustav göran görel gösta hadi haider halima halyna hamdi
hamid hampus hamse hamza hanan hani hanna hanne hannele hannes hannu hans harald harri harry hasan hassan hatice hawa haydar hedda hedvig heidi heiki
heikki heimo heini heino helena helga helge heli helinä heljä helka helkky helle hellevi helmer helmi helmiina helny helvi hemmo henna henna-riikka
henni henri henric henriikka henrik herman hermanni hertta hibo hilda hilja hilkka hilla hillar hille hillevi hilma hilppa hjalmar hjördis hodan
holger huda hugo hulda huong hussain hussein håkan hüseyin ibrahim ida ida-maria idil ifrah igor ihor iida iikka iina iines iiri iiris iiro iisa
iisakki iivari iivo ikran ilari ilhan ilkka ilma ilmari ilmo ilona ilpo ilse ilta iman impi ina inari indrek ines inga ingeborg inger ingmar ingrid
ingvald ingvar inka inkeri ionela ira irena irene irfan irina iris irja irma irmeli irmelin iryna isaac isabel isabella isak isidor isla ismail ismo
isto ivan ivar jaakkima jaakko jaakob jaan jaana jaanus jack jacob jalal jallu jalmari jalo jamal james jamila jan janek jani janika janina janita
janne jari jarkko jarl jarmo jarno jaska jasmin jason jasper javier jawad jeanette jeanne jelena jemina jemmi jenna jenni jennifer jenny jens jere
jeremia jeremias jesse jessica jimi joakim joel johan johanna johannes john johnny jonas jonatan jonathan jone joni jonna joona joonas joonatan joose
joosua jorge jori jorma jose josefiina josefina joseph joshua josé jouko jouni jovana juan judit juha juhana juhani juho jukka julia julius juni juri
jussi justus jutta juuli juulia juulianna juuso jyri jyrki jörgen jüri kaapo kaapro kaari kaarin kaarina kaarle kaarlo kadri kai kaija kaiju kaino
kaire kairi kaisa kaisla kaisu kaisu-maija kaj kaja kajsa kalervo kalev kaleva kalevi kalju kalle kamal kanerva karen kari karim karin karita karl
karla karoliina karolin karolina karwan kasimir kaspar kasper kasperi katariina katarina katarzyna kateryna katherine kathleen kati katja katri
katriina katrin kauko kauno kay keijo keimo kenneth kent kersti kerstin kerttu kerttuli kevin khadija khadra khaled khalid kia kielo kiia kim kimberly
kimmo kiran kirill kirsi kirsikka kirsimarja kirsti kjell klaara klas klaus knut kofi konrad konsta konstantin kornelia krista kristel kristi kristian
kristiina kristina kristjan kristo kristoffer krzysztof ksenia kullervo kurt kustaa kwame kyllikki kyösti külli lahja laila lakshmi lari larisa
larissa lars lasse lassi lauha laura lauri layla lea leena leevi leif leila lemmikki lempi lenita lennart lenni leo leon leonid leonora lesia levi
leyla liam liban liina liinu liisa liisi liisu lilian liliia lilja lilli linda linh linn linnea lisa lisbet lisbeth lise liselott liv liza ljubov
ljudmila loke lotta lotten louise loviisa lovis lovisa ludvig luisa luka lukas lumi luukas lydia lyudmila lyydia lyyli maaret maaria maarika maarit
madeleine madis magda magdaleena magdalena magnus mahad mahdi mahmoud mahmud maija maiju maikki maikku maila mainio maire mait maj maja majid maksim
malak malgorzata malin malla malte mansour manu marcin marcus mare mareena marek margareeta margaret margareta margaretha margit margot margus mari
maria mariam mariann marianna marianne marie mariia marika marina marita maritta marius marja marjaana marjaleena marjaliisa marjatta marjo marju
marjukka marjut marketta markku marko markus marleena marten martin martina martta martti marttiina marwa marwan mary maryam maryan masoud mathias
mathilda matias matilda matleena mats matthew matti mauno mauri mauritz maxim maximilian meelis meeri mehdi mehmet melissa melker melvin meri meriam
merike merita merja mervi mia michael michelle miguel mihai mihkel miia miika miikka miina miisa mika mikael mikaela mikhail mikko mikku mila milan
mildred milica milja milka milla milo milton mimmi mimosa minea minja minka minna minni minttu mira mirella mirja mirjam mirjami mirka mirkka miro
mirva misha moa mohamed mohammad mohammed mohamud mohsen mona monica monika moona moonika morteza mostafa muhammad muhammed murat mustafa mykola märta
märtha måns nabil nadezhda nadia nadja nahid naima najma nancy nanna nanny nasra nasrin natali natalia natalie nataliia natalja natasha nathan navid
nea neea neela neha nele nella nelli nenad nestori netta nette ngozi nguyen nicholas nicklas niclas nicole niila niilo niina nikita niklas niko nikola
nikolai nils nina nina-maria nisha nizar noa noah noel nooa noomi noor noora nora nour nuppu nur nuutti oili oiva okko oksana ola olav olavi oleg oleh
oleksandr oleksii olena olga olha oliver olivia olle olli olof omar omid onerva onni oona ooskari orvo orvokki osama oscar oskar oskari osman osmo
ossi otava otso ottilia otto outi paavali paavo pablo pamela parisa parvin pasi patricia patrick patrik paul paula pauli pauliina pavel pavlo pawel
peder pedro peeter peetu peik pekka pelle pellervo penelope pentti peppi per pernilla pertti pessi peter petja petra petri petrus petteri phuong pia
pihla piia pilvi pinja piotr piret pirita piritta pirjo pirkka pirkko polina pontus prakash priit priya päivi päivikki päiviö pär raakel rabbe rachel
ragnar ragnhild rahma rahul raija raili raimo raine raisa raivo rajesh ralf raluca rami ramon rana rania rasmus rauha raul rauli rauni rauno ravi
rebecca rebekka reem reeta reetta regina reijo reima rein reino reiska reita reza ricardo richard riho riia riikka riina riitta riitu riku rilla rima
risto rita ritva robert robin roger rohit rojin roland rolf roni ronja roope roosa roosa-maria rosa rosanna rosemarie rosita rufus runar rune rurik
ruslan rut ruusu ruut ryan saad saaga saana saara sabah sabina sabrina saeed safa safiya saga sahar sahra saija saila saimi saini sakari saku saleh
salim salla salli salma salme samantha samar sami samir samira sampo samppa samu samuel samuli sandeep sandra sani sanjay sanna sanni santeri santra
santtu sara sarah sari saska satu sauli scott sebastian seela seidi seija selma senja seppo sergei sergey sergii serhii severi shadi shahin sharon
shirin shukri signe sigrid sigurd siim siina siiri silja silvia sime simeoni simo simone sini sinikka siri siriporn sirje sirke sirkka sirkku sirpa
siru sisko siv sixten slava sofia sofie sofiia sohvi soila soile sointu solbritt solveig somchai sonja sophia sophie soraya stanislav stefan stefanie
stella sten stephanie stephen steven stig stina sture suad sulev sulevi sulo sumaya sune sunita suoma supaporn suresh susan susanna susanne suvi
suvituuli svante svea sven svetlana svitlana sylvi sylvia säde taavetti taavi tage tahir tahvo taika taimi taina taisto taito talvikki tamara tanel
taneli tanja tapani tapio taras tariq tarja tarmo taru tatiana tatjana tatu tauno tea teemu teija teijo tekla tellervo tellu telma tenho teo teppo
teresa terhi terhikki terho tero terttu tetiana thanh thea theodor thomas thuy tia tiia tiina tiit tilda tilde timi timo timothy tindra tinja titta
toini toivo tom tomas tomasz tomi tommi tommy toomas topi topias tor torbjörn tord tore torolf torsten torsti torvald touko tove triin tryggve trygve
tua tuija tuire tuisku tuomas tuomo tuovi tuula tuuli tuulia tuulikki tuure tyko tyler tyra tytti tyyne tähti tõnis tõnu ubah ulf ulla ulpu ulriika
ulrik ulrika ulvi unelma unna unto uolevi urban urho urmas urpo ursula urve usko usva uuno vadim valborg valdemar valentin valentina valeri valeria
valfrid valio valma valpuri valte valto valtteri vanamo vanessa vappu varpu vasile vasili veera veeti vega veijo veikka veikko veli vello vendela
venla venni vera verna verneri veronica veronika vesa vesna victoria viena vieno viggo viivi viivi-maria vijay viking viktor viktoria viktoriia vilgot
vilhelm vilhelmiina vilho vili vilja viljam viljami viljar viljo ville villiam villu vilma viola virpi virva virve visa vitali viveca viveka vivian
vladimir vladislav voitto volodymyr vuokko väinämö väinö wael walid warsame wei werner wilhelm wille william wilma wojciech xin yahya yana yara
yaroslav yasin yasmin yasser yegor yelena yevhen yngve yonis younes youssef yrjänä yrjö yulia yuliia yuri yusra yusuf yvonne zahra zaid zainab zakaria
zamzam zeinab zeynep ziad zoe zoja zoran åke åsa ömer örjan östen ülle ülo
""".split()  # noqa: SIM905 - a list of quoted words would not be read by anybody
)
"""Given names, in lower case: Finnish, Swedish, and of the larger groups of newcomers."""

ORDINARY_WORDS = frozenset(
    """
aamu aarre aarto adam aina aine ainoa ainoaa ainoan ainoat alf ali amal ana angela anna annan annas annasta annat apotti armas armo art arvi arvo asta
august aura aurora auvo bill björn blessing bo dag dan dawn eine eli elin ella elle elo else faith florin grace gun hana hani hans heino heinola helka
helmen helmi helmikuu helmiä hilja hiljaa hilla hope huoli ilma ilmaa ilman ilo ilta iman impi ina inari iris isa isto jack jalo jan jouko joy juli
june juni juuli juuri kaarina kai kaino kaisla kaj kallio kanerva kari karin kauko kaukoa kauno kent kia kielo kim kiran kirsikka klas koivu kukka kuu
lahja lauha lea lemmikki lempi levi leviä libani liina liisu lila lilja linnea liv lotan lottaa lotto loviisa luka lumi luna maija maila maj maksim
manta mare marian marina marja mark martini masa mats max maxim may meila meri merike mesi mielikki miina mika mikä milan milla mina minna mira
miranda my noor nour nuppu oiva olla olle ollin onni orvo orvokki ota otava otso otto pat per pilvi pyry päivi päivien päivin päivitä päiviä päiviö
raita raivo rauha rauhaa rauhan riemu ristola romaan romani rosa rose rune rut ruusu saaga sade sadun safa saga said salla salli salme sampo sana
sarin sattuu satu satuin scott simo sina sini sisko sisu siv sofi sohvi sointu sol solmu stella sten stig sue sulo suoma suvi säde tage taika taimi
taisto taito talvikki tapio tarmo taru tea tenho teo teon terho tero titta toivo toivoa toivon tom topi tor tore tosi touko tuisku tuomaan tuovi ture
tuuli tuulia tyler tytti tyyne tyyni tähti ukko unelma unto urho usko uskoa uskon usva utu vanamo vappu varma varpu veikka veikkaan veli vera vesa
victor victoria viena vieno viking vilja ville viola vire virpi virva virve visa voiton voitto vuokko will wilma
""".split()  # noqa: SIM905 - a list of quoted words would not be read by anybody
)
"""Given names, or forms of them, that are also words: names only where the words around them say so."""

SURNAMES = frozenset(
    """
aaltio aalto aaltonen abdi abdullahi abdulle adan ahde ahlberg ahlfors ahlgren ahlqvist ahlström ahmadi ahmed aho ahokas ahola ahonen ahtiainen
airaksinen airola alanen alatalo alavi alho ali andersson anttila anttonen aro arola asikainen asp asunta autere autio azizi backholm backlund backman
begum berg bergman berisha björklund björkman blom blomberg blomqvist bondarenko boyko brander broman brown chen chowdhury dahl dahlbacka dahlberg
dahlström davis demir diallo duong eerola ek ekholm eklund ekman ekström elo elomaa eloranta engblom engström enqvist eriksson erkkilä eskelinen
eskola fager fagerström falck farah finne finnäs fors forsman forss forsström fredriksson friman frisk garcia gashi gonzalez granholm granlund
granqvist granroth grönberg grönholm grönlund grönqvist grönroos gupta gurung gustafsson haapala haapanen haapaniemi haapasalo haapoja haataja
haavisto hagström haidari hakala hakkarainen halla halme halmela halonen hanhijärvi hannula hanski hansson harju harjula harjunpää hartikainen
hartikka hashemi hassan hautala hautamäki hautaniemi hedman hedström heikkala heikkilä heikkinen heikura heino heinonen heiskanen helenius helin
hellman hellsten hellström henriksson hentilä hernandez hietala hietaniemi hietikko hiltula hiltunen hirvelä hirvi hirvonen hjelm hoang hoikkala
holappa holm holma holmberg holmqvist holmström hongisto honka honkanen hoppu hossain hosseini huang huhta huhtala huhtamäki huikuri humala huotari
huovinen hurme hussein huttu huttunen huusko huuskonen hyvärinen hyvönen häggblom hägglund häggqvist häkkinen häkli hällström hämäläinen hänninen
härkönen hästbacka höglund högström ibrahim ikonen ilola ilves immonen ionescu isaksson isohanni isomäki isotalo ivanov ivanova jaakkola jaakkonen
jaakola jaatinen jafari jakobsson jama jansson johansson johnson jokela jokinen jokiranta jokisalo jones joutsen juhola jukkola junnila juntunen
juopperi juslin jussila juvela juvonen jylhä jäntti järvelä järvenpää järventaus järvinen jääskeläinen kaarna kaikkonen kaila kaivola kakko kallio
kalliokoski kallioniemi kallunki kalvas kamara kamppi kananen kangas kangasniemi kankaanpää kanto kantola karhu karila karimi karjalainen karlsson
karlström karppinen karsikas karttunen karvonen kask kataja katajamäki kauppi kauppila kauppinen kaurala kaya kekkonen kemppainen kemppi kerttula
keränen keskinen keskitalo keto ketola kettu kettunen khan kiiski kiiskinen kilpi kinnunen kiuru kivelä kivi kivimäki kivinen kiviniemi kiviranta
kivistö knuutila koho koivisto koivu koivula koivumäki koivunen koivuniemi kokko kokkonen kolari kolehmainen komulainen kontio koponen koppel korhonen
korkala korkiakoski korpela korpi korte kortesniemi koskela koskenniemi koski koskinen kosonen kotila kovalchuk kovalenko kovanen kowalski krasniqi
kravchenko kronholm kronqvist kröger kuikka kuisma kujala kukk kukkonen kulju kulmala kumar kummel kumpula kumpulainen kunnas kuoppala kuosmanen
kurkela kurki kuronen kuula kuusela kuusi kuusisto kuznetsov kuznetsova kyrö käki kärki kärkkäinen käyhkö kääriäinen köngäs laakkonen laakso laaksonen
laamanen lahdenperä lahdensuo lahtela lahti lahtinen laiho laine laitinen lamminmäki lamminpää lampela lampi lampinen lang lankinen lappalainen
larsson lassfolk lassila latva latvala laukka laukkanen lauri laurila laurén lausmaa lehmus lehmusto lehti lehtimäki lehtinen lehtisalo lehto lehtola
lehtonen lehtoranta lehtovaara leino leinonen leivo lemmetty lepistö leppä leppälä leppänen leskelä leskinen levola liimatainen liljeström lillqvist
lindberg lindblom lindell lindeman linden linder lindfors lindgren lindh lindholm lindman lindqvist lindroos lindstedt lindström lindén linna lintula
lipponen liu lohi lohiniva lopez louhi luhtala lukkari lumme lund lundberg lundell lundqvist lundström lundén luoma luoto luukko luukkonen lyly
lyytinen lähde lähdesmäki lähteenmäki löfgren löfman lönn lönnberg lönnqvist maijala makkonen malin malinen malm malmberg manner mannila manninen
marjamäki markkanen markkula martikainen martinez marttila masalin matikainen mattans mattila mattson mattsson meikäläinen melnyk mensah merikallio
mertala mertanen metsälä metsäranta metsävainio mettälä miettinen mikkola mikkonen miller minkkinen mohamed mohammadi mohammed moilanen mononen moradi
morozov morozova muhonen mursu mustajärvi mustakallio mustonen muukkonen mykkänen myllylä myllymäki myllyniemi mäenpää mägi mäkelin mäkelä mäki
mäkikangas mäkinen mäkiranta mäkitalo männistö mänty mäntylä mäntymäki mäntysaari määttä määttänen naskali naukkarinen nevala nevalainen nguyen
niemelä niemi nieminen nikander nikkilä nikula niskanen nissinen nisula nordström norrback norrena norrgård nowak nummela nummelin nummi nurmela nurmi
nurmikko nurminen nuutila nuutinen nybacka nyberg nygren nygård nykvist nykänen nylund nyman nynäs nyqvist nyström närhi näs näsman oja ojala ojanen
ojaniemi ojanperä okafor oksa oksala oksanen ollikainen ollila olsson omar orava osman ovaska paananen paasonen paavola packalén pahkala pajari paju
pajula pajunen pakkanen palander palmroth palmu palo palomäki palosaari papinniemi parkkila parkkinen partanen partti parviainen pasanen patel pekkala
pekkarinen pelkonen peltola peltomaa peltomäki peltonen peltoniemi penkkilä penttilä penttinen perez perttula perälä pesola pesonen petrov petrova
pettersson peura peuraniemi pham phan pietilä pihl pihlaja pihlajamäki pihlström piippo piirainen pirinen pirttijärvi pitkämäki pitkänen pitkäranta
pohjola poikonen polvi popescu popov popova porkka pouta puhakka pulkkinen pulli puntila puranen puro purola puukko puumala puustinen pyy pyykkönen
pöllänen pöysti raappana raatikainen rahimi rahkonen rahman raitanen raitio rajala rajamäki rajaniemi ranki ranta rantakokko rantala rantamäki
rantanen rasi rasila rask rasku rauhala raunio rautakoski rautiainen rautio ravantti rebane rehn reini remes renko renlund renvall repo rezaei rezai
riihimäki riikonen rinne ristimäki ristola rodriguez roine roos rosenberg rosenqvist rossi ruohomaa ruohonen ruotsala ruotsalainen rusi ruuska
ruuskanen rytilahti rytkönen räisänen räsänen räty rönkkö rönnqvist saarela saari saarikoski saarinen saario saarni sadeghi sahlberg sainio salmela
salmenkivi salmi salminen salo salomaa salomäki salonen sanchez sandberg sandelin sandholm sandström sandvik santala santos saukko sauri savela savola
savolainen selin sepp seppä seppälä seppänen setälä sharifi sharma shevchenko shrestha siikala siira silander sillanpää siltala silva silvasti
silvennoinen simola simonen singh sinisalo sipilä sirkiä sirola sirén sivonen sjöberg sjöblom sjögren sjöholm sjölund sjöman sjöström skog smeds
smirnov smirnova smith snellman snickars sohlberg sohlman soini soininen sokolov sokolova sormunen sorsa sorvari stenberg stenman stenroos storbjörk
storgård strand strandberg strandman strandén strömberg ståhl ståhlberg suhonen sulander sulkala sundberg sundblom sundell sundholm sundman sundqvist
sundström suni suokas suomela suominen suoranta susi suutari svahn svanberg svartbäck svarvar sved svensson syrjä syrjälä syrjänen särkkä säteri
söderberg söderholm söderlind söderlund söderman söderström taipale takala takko talja talvitie tamm tammela tammi tamminen tanskanen tapio tapola
taskila taskinen taylor teikäläinen tervo thapa tiainen tiihonen tikka tikkala tikkanen tkachenko toikka toivanen toivola toivonen tolonen tolvanen
tommola torkkeli tran traore tuokko tuomaala tuomela tuomi tuominen tuominiemi tuomisto tuomola tuovinen turkki turpeinen turunen tuunanen tuuri
törnqvist törnroos töyrylä uitto uotila uski uusikylä uusimäki uusitalo uusitupa vaara vaarala vahtera vainio vainionpää valjakka valkama valkonen
valli vallin valo valtonen vanhala vanhanen varis vartia vartiainen vasara vauhkonen vehmas vesala vesterinen vesterlund vestman viherkoski viitala
viitanen vikström vilen viljamaa vilén virkki virolainen virta virtala virtanen volkov volkova vuolle vuorela vuorenmaa vuori vuorimaa vuorinen vuorio
vuoristo väisänen väyrynen väänänen wahlberg wahlroos walden wallenius wallin wang warsame weckström wendt wessman westerback westergård westerholm
westerlund westman wickström wiik wikberg wikblom wiklund wikman wiksten wikström williams wilson yilmaz yli-mäki ylitalo ylönen yrjänä yrjölä yusuf
zhang zhao äijälä åberg åhman åkerblom åkerman öhberg öhman öst österberg östergård österholm österman östman
""".split()  # noqa: SIM905 - a list of quoted words would not be read by anybody
)
"""Surnames, in lower case; such as end in -nen, -la or -ström are known by their shape too."""

ORDINARY_SURNAMES = frozenset(
    """
aalto abdi adan ahde aho ali aro arola asp begum berg blom demir ek elo fager falck farah fors frisk halla harju hirvi hjelm holm holma honka hoppu
huhta humala hurme hämäläinen ilves joutsen jylhä kallio kamara kamppi karhu karjalainen kask kataja kauppi kaya keskinen keto kettu khan kilpi kiuru
kivi koivu kokko kontio korpi korte koski kuikka kukk kumar kunnas kuula kuusi käki kärki laakso lahti laine lampi lang latva laukka lauri lehmus
lehti lehto leivo leppä linden linna lohi louhi lukkari lumme lund luoma luoto luukko lyly lähde malin malm manner mattans mursu mustajärvi mäki mänty
niemi nummi nurmi nurmikko närhi näs oja oksa omar orava paju pakkanen palmu palo partti peura pihl pihlaja pohjola polvi porkka pouta pulli puro
puukko puumala pyy raitio ranta rasi rask raunio reini roos rossi ruotsalainen saari salmi salo sandvik santos sauri savolainen sepp seppä silva singh
skog smeds smith snickars sorsa strand suni suokas susi suutari svarvar sved syrjä särkkä säteri talja tamm tammi tanskanen tapio tervo tikka tran
tuomi tuominen turkki tuuri uitto uski uusitupa vaara vahtera vainio valli valo varis vasara vehmas virkki virolainen virta vuolle vuori vuoristo öst
""".split()  # noqa: SIM905 - a list of quoted words would not be read by anybody
)
"""Surnames that are also words: names only where a capital is not that of a sentence."""

PLACES = frozenset(
    """
aasia aasialainen afganistan afrikka afrikkalainen ahvenanmaa akaa alajärvi alavieska alavus amerikka amerikkalainen asikkala askola aura birkaland
björneborg borgå danmark ekenäs englanti englantilainen enonkoski enontekiö esbo eskola espanja espoo estland etelä-karjala etelä-pohjanmaa etelä-savo
eu eura eurajoki euroopan eurooppa eurooppalainen europa evijärvi fagersta finland forssa frankrike föglö geta grankulla haapajärvi haapavesi hailuoto
hakaniemi halsua hamina hammarland hangö hankasalmi hanko harjavalta hartola hattula hausjärvi heinola heinävesi helsingfors helsinki helsinkiläinen
hervanta hirvensalmi hollola honkajoki huittinen humppila hyvinkää häme hämeenkyrö hämeenlinna hämäläinen ii iisalmi iitti ikaalinen ilmajoki
ilomantsi imatra inari ingå inkoo intialainen irak irakilainen iran iranilainen islantilainen isojoki isokyrö italia itä-uusimaa itäkeskus jakobstad
janakkala japani joensuu jokela jokioinen jomala joroinen joutsa juankoski juuka juupajoki juva jyväskylä jämsä järvenpää kaarina kainuu kajaani
kajana kalajoki kallio kangasala kangasniemi kannonkoski kannus kanta-häme karelen karijoki karjala karjalainen karkkila karleby karstula karvia
kaskinen kauhajoki kauhava kaukajärvi kauniainen kaustinen kela kemi kemijärvi kemiönsaari kempele kerava kerimäki keski-pohjanmaa keski-suomi
keski-uusimaa keuruu kihniö kiina kiinalainen kimito kina kinnula kirkkonummi kitee kittilä kivijärvi kokkola kolari konnevesi kontiolahti kontula
korsholm korsnäs koski kotka kouvola kristiinankaupunki kristinestad kronoby kruunupyy kuhmo kuhmoinen kumlinge kuopio kurikka kustavi kuusamo
kymenlaakso kyrkslätt kyyjärvi kälviä kärkölä kärsämäki lahti lahtis laihia laitila lapinjärvi lapinlahti lappajärvi lappalainen lappeenranta lappi
lappland lapptrask lapua laukaa lavia lemi lemland lempäälä leppävaara leppävirta lestijärvi lieksa liminka liperi lohja lohtaja loimaa lojo loppi
loviisa lovisa lumijoki luoto luumäki luvia länkipohja länsi-uusimaa maalahti maarianhamina malax malmi mariehamn marttila masku meilahti merijärvi
merikarvia miehikkälä mikkeli muhos multia muonio mustasaari muurame mynämäki myrskylä myyrmäki mäntsälä mänttä mäntyharju naantali nakkila narpio
nastola nivala nokia norge norja norjalainen nousiainen nurmes nurmijärvi nykarleby nyland nystad närpes närpiö nådendal orimattila oripää orivesi
ostrobothnia oulainen oulu oululainen oulunsalo outokumpu padasjoki paimio paltamo parainen pargas parikkala parkano pasila pelkosenniemi pello perho
pertunmaa petäjävesi pieksämäki pielavesi pietarsaari pihtipudas pirkanmaa pirkkala pispala pohjalainen pohjanmaa pohjois-karjala pohjois-pohjanmaa
pohjois-savo pohjola polvijärvi pomarkku pori pornainen porvoo posio pudasjärvi pukkila punkalaidun puolalainen puolanka puumala pyhtää pyhäjoki
pyhäjärvi pyhäntä pyhäranta päijät-häme pälkäne pöytyä raahe raasepori raisio ranska ranskalainen rantasalmi ranua raseborg rauma raumo rautalampi
rautavaara rautjärvi reisjärvi riihimäki ristiina ristijärvi rovaniemi runosmäki ruokolahti ruotsalainen ruotsi ruovesi rusko ryssland rääkkylä
saamelainen saarijärvi saksa saksalainen salla salo saltvik sastamala satakunta sauvo savitaipale savo savolainen savolax savonlinna savukoski
seinäjoki sibbo sievi siikainen siikajoki siikalatva siilinjärvi simo sipoo siuntio sjundeå sodankylä soini somalia somalialainen somero sonkajärvi
sotkamo stockholm sulkava sund suomalainen suomi suomussalmi suonenjoki sverige syrien sysmä syyria syyrialainen säkylä taipalsaari taivalkoski
taivassalo tammela tammerfors tampere tamperelainen tanska tanskalainen tapiola tavastehus tavastland tervo tervola teuva tikkurila tohmajärvi
toholampi toivakka tornio turkki turkkilainen turku turkulainen tuusniemi tuusula tyrnävä tyskland töölö ukraina ukrainalainen uleåborg ulvila urjala
usa utajärvi utsjoki uurainen uusikaarlepyy uusikaupunki uusimaa vaala vaasa valkeakoski valtimo vanda vantaa varissuo varkaus varsinais-suomi vasa
vehmaa venäjä venäläinen vesanto vesilahti veteli vieremä vihti viitasaari villmanstrand vimpeli viro virolahti virolainen virrat vuosaari vääksy vörå
vöyri ylitornio ylivieska ylöjärvi ypäjä äetsä ähtäri äänekoski åbo åland österbotten
""".split()  # noqa: SIM905 - a list of quoted words would not be read by anybody
)
"""Places and peoples that the shapes of surnames would take for persons."""
