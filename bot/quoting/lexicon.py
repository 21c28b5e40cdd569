"""General knowledge of English news prose: closed classes of words, verbs of saying, roles, titles, first names."""

from collections.abc import Iterable

from bot.nicknames import other_forms


def words(text: str) -> frozenset[str]:
    """The words of a list, which blanks part."""
    return frozenset(text.split())


def _forms(verb: str) -> list[str]:
    """The inflected forms of a regular verb, written "say" or "say:said"; the part after the colon is its past."""
    base, _, past = verb.partition(":")
    stem = base.removesuffix("e")
    if not past:
        past = base[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeiou" else stem + "ed"
    third = base + "es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else base + "s"
    if base.endswith("y") and base[-2] not in "aeiou":
        third = base[:-1] + "ies"
    return [base, third, *past.split("/"), _gerund(base, past, stem)]


def _gerund(base: str, past: str, stem: str) -> str:
    doubled = len(past) > 4 and past.endswith("ed") and past[-3] == past[-4] and past[:-3] == base
    return (past[:-2] if doubled else stem) + "ing"


def _verbs(text: str) -> dict[str, str]:
    """Form -> base form, for a list of verbs."""
    return {form: verb.partition(":")[0] for verb in text.split() for form in _forms(verb)}


SAY = _verbs(
    "say:said tell:told add ask reply note explain insist argue claim state declare announce warn admit concede "
    "acknowledge observe remark comment respond answer continue write:wrote/written tweet retweet post joke quip "
    "recall testify assert contend maintain stress emphasize emphasise suggest predict complain lament confess "
    "conclude deny vow pledge promise urge shout yell cry exclaim mutter whisper murmur scream boast brag muse "
    "snap:snapped snipe sneer scoff fume gripe grumble reiterate repeat reveal report allege caution counter "
    "confirm advise inform describe call dub:dubbed label brand characterize characterise criticize criticise blast slam:slammed denounce "
    "condemn deride mock praise hail laud dismiss decry attack accuse blame chide rip:ripped bemoan deplore "
    "tout brand cite quote read:read ad-lib:ad-libbed opine theorize speculate wonder reflect elaborate "
    "interject proclaim profess plead gush rave rant rail retort rejoin joke deadpan:deadpanned "
    "tease taunt implore beg:begged beseech instruct order demand request conceded offer propose message text email "
    "e-mail blog:blogged caption summarize summarise sum:summed paraphrase intone chant sing:sang/sung cheer "
    "recite declaim protest object agree disagree affirm avow attest swear:swore/sworn signal:signaled/signalled volunteer "
    "venture allow hint imply indicate mention refer portray depict liken compare term title headline "
    "think:thought believe feel:felt hope expect fear know:knew/known mean:meant figure reckon guess estimate "
    "advocate defend support endorse welcome thank applaud congratulate encourage "
    "lash hit point go:went/gone put:put begin:began/begun start open close finish start interrupt "
    "implored scold berate rebuke admonish ridicule lambaste lambast pan:panned trash disparage vilify demean belittle insult "
    "publish issue release broadcast air print tape record speak:spoke/spoken talk pray preach lecture "
    "remember warn apologize apologise cite recount relate narrate disclose divulge "
    "shoot:shot chime fire sigh groan growl bark bellow roar hiss gasp chuckle "
    "guarantee assure reassure convince persuade remind notify brief complain question press challenge"
)
"""Form -> base form, of verbs that can govern a quotation."""

CORE_SAY = frozenset(
    form
    for form, base in SAY.items()
    if base
    in words(
        "say tell add ask reply note explain insist argue claim state declare announce warn admit concede acknowledge "
        "observe remark comment respond answer continue write tweet joke quip recall testify assert contend maintain "
        "lament conclude shout yell exclaim reiterate caution counter recount opine muse retort snipe complain email"
    )
)

CALL = frozenset(
    form
    for form, base in SAY.items()
    if base
    in words(
        "call dub label brand describe characterize characterise criticize criticise blast slam denounce condemn deride mock "
        "praise hail laud dismiss decry attack accuse blame chide rip deplore tout portray depict liken term refer lambaste "
        "scold berate rebuke ridicule disparage insult"
    )
)
"""Forms of verbs that pass a judgement in a few quoted words."""

HEARING = frozenset(
    form
    for form, base in SAY.items()
    if base
    in words(
        "tell remind inform warn advise ask order instruct assure notify urge caution encourage question request beg press"
    )
)
"""Forms of verbs whose passive has the hearer for its subject: "we were told that …"."""

SAYING_NOUNS = words(
    "statement remark remarks comment comments speech tweet tweets post posts message letter memo email e-mail interview op-ed essay "
    "column editorial article report release filing brief opinion ruling complaint lawsuit indictment affidavit testimony "
    "ad advertisement video clip transcript caption headline slogan motto chant chants sign signs banner note text texts book memoir "
    "question answer reply response warning promise pledge claim argument accusation rebuke verdict assessment "
    "description words word phrase quote line call calls press-release blog tape recording song lyrics poem hymn sermon"
)

AUX = words(
    "is are was were be been being am has have had having do does did will would can could may might must shall should "
    "'s isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't couldn't shouldn't cannot "
    "isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t doesn’t don’t didn’t won’t wouldn’t can’t couldn’t shouldn’t"
)

PREPOSITIONS = words(
    "of in on at by with from for to about against over under between among into onto through during after before since "
    "until till like as than via per without within upon across behind beyond toward towards near amid around despite "
    "regarding concerning alongside inside outside beside besides including following except unlike versus vs vs. off out up down"
)

DETERMINERS = words(
    "a an the this that these those his her its their our my your one two three four five six seven eight nine ten some many several "
    "most all both each every another no any few other certain such dozens hundreds thousands"
)

POSSESSIVE_PRONOUNS = {"his": "m", "her": "f", "its": "n", "their": "p", "our": "w", "my": "i", "your": "y"}

PRONOUNS = {
    "he": "m", "she": "f", "it": "n", "they": "p", "i": "i", "we": "w", "him": "m", "them": "p", "us": "w", "me": "i",
    "himself": "m", "herself": "f", "themselves": "p", "itself": "n", "who": "q", "you": "y",
}  # fmt: skip
"""Pronoun -> m (he), f (she), n (it), p (they), i (I), w (we), q (who), y (you)."""

SUBJECT_PRONOUNS = words("he she it they i we who you")

CONJUNCTIONS = words("and or but nor yet so")

SUBORDINATORS = words(
    "when while because if although though since after before until unless whether where once as whereas that which who whose whom how why what"
)

TITLES = {
    "mr": "m", "mr.": "m", "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f", "sir": "m", "dame": "f", "lord": "m", "lady": "f",
    "king": "m", "queen": "f", "prince": "m", "princess": "f", "congressman": "m", "congresswoman": "f", "councilman": "m",
    "councilwoman": "f", "assemblyman": "m", "assemblywoman": "f", "chairman": "m", "chairwoman": "f", "spokesman": "", "spokeswoman": "f",
    "father": "m", "brother": "m", "sister": "f", "businessman": "m", "businesswoman": "f", "actress": "f", "pope": "m", "monsieur": "m", "madame": "f", "herr": "m", "frau": "f",
    **dict.fromkeys(
        ["dr", "dr.", "sen", "sen.", "sens.", "rep", "rep.", "reps.", "gov", "gov.", "govs.", "gen", "gen.", "col", "col.", "lt", "lt.", "sgt", "sgt.", "maj", "maj.", "capt", "capt.", "cmdr.", "adm.", "rev", "rev.", "hon", "hon.", "prof", "prof.", "president", "senator", "senators", "representative", "representatives", "governor", "governors", "secretary", "speaker", "mayor", "judge", "justice", "professor", "general", "colonel", "captain", "sergeant", "lieutenant", "admiral", "major", "commander", "attorney", "chancellor", "minister", "ambassador", "sheriff", "deputy", "detective", "officer", "chief", "pastor", "bishop", "archbishop", "cardinal", "rabbi", "imam", "reverend", "coach", "director", "commissioner", "superintendent", "vice-president", "co-chair", "chair", "chairperson", "ceo", "cfo", "coo", "candidate", "nominee", "delegate", "councilmember", "councillor", "councilor", "activist", "actor", "author", "analyst", "economist", "historian", "strategist", "pollster", "host", "anchor", "correspondent", "reporter", "columnist", "editor", "critic", "researcher", "scientist", "comedian", "singer", "writer", "blogger", "billionaire", "investor", "entrepreneur", "founder", "lawyer", "prosecutor", "spokesperson", "staffer", "adviser", "advisor", "aide", "consultant", "operative", "organizer", "voter", "resident", "student", "manager", "treasurer", "vice", "rival", "colleague", "lawmaker", "legislator", "republican", "democrat", "democratic", "premier", "taoiseach", "president-elect", "justice", "magistrate", "inspector", "constable", "superintendent"],
        "",
    ),
}  # fmt: skip
"""Title or role that stands before a name -> the gender it tells, or nothing."""

PERSON_NOUNS = words(
    "advocate man woman boy girl person people official officials spokesman spokeswoman spokesperson spokespeople president senator senators governor "
    "representative congressman congresswoman mayor judge justice secretary minister chancellor chief director chairman chairwoman chair ceo "
    "executive executives officer officers leader leaders lawmaker lawmakers legislator legislators politician politicians candidate candidates nominee "
    "rival rivals opponent opponents aide aides adviser advisers advisor advisors strategist strategists consultant consultants operative operatives "
    "analyst analysts expert experts economist economists professor professors historian historians scholar scholars scientist scientists researcher "
    "researchers author authors writer writers reporter reporters journalist journalists columnist columnists editor editors host hosts anchor "
    "moderator moderators narrator commentator commentators blogger bloggers pundit pundits critic critics supporter supporters opponent ally allies donor "
    "donors fundraiser voter voters resident residents citizen citizens neighbor neighbors neighbour neighbours worker workers employee employees "
    "staffer staffers member members activist activists organizer organizers organiser organisers protester protesters demonstrator demonstrators "
    "student students teacher teachers doctor doctors nurse nurses patient patients lawyer lawyers attorney attorneys prosecutor prosecutors "
    "witness witnesses victim victims suspect defendant plaintiff plaintiffs detective detectives investigator investigators sheriff deputy agent agents "
    "soldier soldiers veteran veterans general colonel captain commander commanders diplomat diplomats ambassador businessman businesswoman "
    "billionaire mogul magnate tycoon entrepreneur investor investors banker trader founder owner owners manager managers coach player players fan fans "
    "actor actress singer comedian star artist director producer father mother brother sister son daughter wife husband spouse uncle aunt cousin "
    "friend friends colleague colleagues partner parents parent family grandfather grandmother child children kid kids pastor priest bishop rabbi imam pope "
    "user users commenter commenters caller callers reader readers viewer viewers attendee attendees participant participants audience crowd "
    "source sources insider insiders observer observers auditor auditors republican republicans democrat democrats conservative conservatives liberal "
    "liberals progressive progressives socialist libertarian moderates delegate delegates commissioner superintendent "
    "pollster pollsters farmer farmers owner driver pilot astronaut engineer engineers architect designer king queen prince princess "
    "frontrunner front-runner newcomer incumbent challenger contender contenders hopeful hopefuls colleague counterpart successor predecessor mentor "
    "texan floridian new-yorker vermonter hawk lady gentleman guy guys woman women men teenager youth americans evangelical evangelicals hispanics latinos"
)

GROUP_NOUNS = frozenset(
    noun
    for noun in PERSON_NOUNS
    if noun.endswith("s") or noun in words("people spokespeople women men children police")
)
"""Those of them that tell several people."""

AFTER_THEIR_NOUN = words(
    "familiar close involved briefed present aware privy knowledgeable affiliated associated acquainted"
)
"""Adjectives that stand behind their noun, with what they go with: "a person familiar with the talks"."""

FEMALE_NOUNS = words(
    "woman girl lady mother sister daughter wife aunt grandmother actress spokeswoman congresswoman chairwoman businesswoman queen princess "
    "councilwoman assemblywoman widow mom grandma niece heroine hostess waitress"
)
MALE_NOUNS = words(
    "man boy gentleman guy father brother son husband uncle grandfather actor congressman chairman businessman king prince councilman "
    "assemblyman widower dad grandpa nephew pope"
)

BODY_NOUNS = words(
    "campaign committee party company group groups organization organisation agency department ministry government administration commission council "
    "court board office union association federation league club foundation institute university college school network channel station "
    "newspaper paper magazine outlet website site blog publication team firm bank corporation fund coalition alliance caucus panel police "
    "fbi cia nsa nasa pentagon congress senate house parliament supreme military army navy force bureau center centre "
    "church coalition conference nonprofit charity think-tank pac super-pac camp embassy regime kremlin staff press media society "
    "inc inc. corp corp. co. llc ltd ltd. plc project forum trust authority service services post times journal herald tribune gazette news"
)

DOCUMENT_NOUNS = words(
    "report statement letter memo complaint lawsuit filing indictment affidavit brief ruling opinion decision order bill law legislation act "
    "amendment constitution resolution platform document documents study survey poll paper book memoir article story column editorial op-ed essay post "
    "tweet tweets posts message messages email emails e-mail e-mails text release transcript ad ads advertisement commercial video spot clip sign signs "
    "banner poster headline headlines caption slogan t-shirt shirt placard website page petition plan proposal speech testimony note notes "
    "review analysis summary dossier draft agreement treaty contract policy feed account song lyrics chant chants"
)

POSSESSED_VOICE = words(
    "feed account post posts tweet tweets message messages letter email emails e-mail remarks comments statement statements words speech book memoir "
    "column op-ed essay testimony video note notes blog interview answer response reply description comment remark caption posting postings "
    "criticism claim assertion argument warning promise pledge vow slogan motto call message rebuke attack attacks"
)
"""What somebody has written or said: "her feed called it …" is she, speaking."""

ORG_ENDINGS = words(
    "party university committee inc inc. corp corp. llc ltd association institute foundation council department agency commission union "
    "times post journal news magazine network press center centre court house senate congress club group company bank church college school "
    "academy society league federation bureau board office fund coalition alliance campaign conference act street avenue road square hotel tower plaza "
    "airport park river lake mountain county city state states kingdom republic islands island ocean sea war day week festival award awards prize "
    "museum library theater theatre hall stadium arena hospital clinic constitution bible amendment administration government ministry "
    "project initiative caucus forum trust authority service services corps force army navy police media partners capital holdings systems "
    "technologies industries pac partnership tribune herald gazette chronicle globe review record weekly daily today report reports radio tv"
)

SURNAMES_TOO = words("park hall church lake day street house post road court bank rivers hill")
"""Those of them that are surnames as well."""

PLACES = words(
    "america alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky "
    "louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas "
    "utah vermont virginia washington wisconsin wyoming britain england scotland wales ireland france germany italy spain portugal russia "
    "china japan india pakistan iran iraq syria israel egypt turkey canada mexico brazil argentina australia africa europe asia ukraine poland "
    "sweden norway denmark finland greece afghanistan libya yemen cuba korea vietnam london paris berlin moscow beijing tokyo chicago boston "
    "manhattan brooklyn hollywood miami dallas houston atlanta denver detroit seattle portland philadelphia pittsburgh cleveland "
    "orlando tampa phoenix baltimore brussels geneva rome madrid vienna baghdad damascus tehran jerusalem kabul washington d.c. "
    "u.s. u.k. u.n. us usa uk eu un american british english french german russian chinese japanese mexican iranian israeli syrian iraqi european african "
    "asian western eastern northern southern midwest midwestern northeast southwest northwest southeast muslim muslims christian christians jewish jews catholic catholics "
    "republican republicans democrat democrats democratic gop americans russians chinese mexicans hispanic hispanics latino latinos "
    "korean koreans vietnamese indian indians pakistani pakistanis turkish egyptian egyptians saudi saudis ukrainian ukrainians polish italian italians "
    "spanish dutch swiss irish scottish welsh canadian canadians australian australians brazilian cuban cubans nigerian kenyan palestinian palestinians "
    "afghan afghans arab arabs kurdish kurds swedish norwegian danish greek germans britons iranians israelis syrians iraqis europeans africans asians "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
    "jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. christmas easter thanksgiving god internet twitter facebook youtube instagram"
)

PLACE_PAIRS = frozenset(
    [
        "new york",
        "new jersey",
        "new hampshire",
        "new mexico",
        "new orleans",
        "new england",
        "new zealand",
        "new delhi",
        "south carolina",
        "north carolina",
        "south dakota",
        "north dakota",
        "west virginia",
        "rhode island",
        "puerto rico",
        "los angeles",
        "san francisco",
        "san diego",
        "san jose",
        "san antonio",
        "santa fe",
        "las vegas",
        "st. louis",
        "st. paul",
        "united states",
        "united kingdom",
        "united nations",
        "european union",
        "soviet union",
        "great britain",
        "northern ireland",
        "white house",
        "wall street",
        "silicon valley",
        "oval office",
        "capitol hill",
        "supreme court",
        "middle east",
        "south korea",
        "north korea",
        "south africa",
        "saudi arabia",
        "sri lanka",
        "hong kong",
        "el salvador",
        "costa rica",
        "tel aviv",
        "cape town",
        "buenos aires",
        "west bank",
        "salt lake",
        "kansas city",
        "des moines",
        "baton rouge",
        "palm beach",
        "long island",
        "staten island",
        "west coast",
        "east coast",
        "latin america",
        "south america",
        "north america",
        "super tuesday",
        "election day",
        "labor day",
        "memorial day",
        "second amendment",
        "first amendment",
        "tea party",
        "black friday",
        "air force",
        "world war",
        "cold war",
        "fox news",
        "associated press",
        "sky news",
        "downing street",
        "truth social",
        "civil war",
        "ivy league",
        "big apple",
        "twin cities",
        "gulf coast",
        "great depression",
        "great recession",
    ]
)

BODY_PAIRS = frozenset(
    {
        "white house",
        "supreme court",
        "united nations",
        "european union",
        "tea party",
        "air force",
        "associated press",
        "fox news",
        "sky news",
        "truth social",
    }
)
"""Those of them that speak and act."""

PARTIES_AND_PEOPLES = words(
    "republican republicans democrat democrats democratic gop american americans british english french german russian chinese japanese mexican iranian israeli "
    "syrian iraqi european african asian african-american hispanic latino jewish muslim christian catholic conservative liberal libertarian socialist independent"
)

DATE_WORDS = words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december "
    "jan. feb. mar. apr. aug. sept. sep. oct. nov. dec. mon. tue. tues. wed. thu. thurs. fri. sat. sun."
)

MALE_NAMES = words(
    "aaron abdul abraham adam adrian ahmed al alan albert alec alejandro alex alexander alfred ali allan allen alvin amir andre andrew andy angelo "
    "anthony antonio arnold arthur austin barack barney barry bart ben benjamin bennie bernard bernie bert bill billy bob bobby boris brad bradley brandon brendan brent bret brett "
    "brian bruce bruno bryan byron calvin cameron carl carlos cecil cesar chad charles charlie chester chris christian christopher chuck clarence clark claude clayton cliff "
    "clifford clint clinton clyde cody colin conor corey cory craig curtis cyrus dale dan daniel danny darrell darren dave david dean dennis denis derek devin dick diego dimitri dmitri "
    "dominic don donald doug douglas drew duane dustin dwight earl ed eddie edgar eduardo edward edwin eli elias elijah elliot elliott emmanuel enrique eric erik ernest ernie ethan "
    "eugene evan felix fernando floyd francis francisco francois frank franklin fred frederick friedrich gabriel garrett gary gavin gene geoffrey george gerald gerard gilbert giovanni glen glenn "
    "gordon graham grant greg gregory guillermo gus guy hank hans harold harry harvey hassan hector henry herbert herman hosni howard hugh hugo hussein ian ibrahim igor isaac ivan "
    "jack jacob jacques jake james jamie jan jared jason javier jay jean jeb jeff jeffrey jeremiah jeremy jerome jerry jesse jesus jim jimmy joaquin joe joel john johnny jon jonah jonathan jordan jorge jose "
    "joseph josh joshua juan julian julio julius justin karl keith ken kenneth kenny kent kevin kirk kurt kyle lamar lance larry lars lawrence lee leo leon leonard leroy leslie lester levi lewis "
    "liam lincoln lindsey lionel lloyd logan lou louis lucas luis luke luther lyle lyndon mahmoud malcolm manuel marc marcel marco marcus mario mark marshall martin marty marvin mason matt matthew maurice max "
    "mel melvin michael miguel mike miles milton mitch mitchell mitt mohamed mohammad mohammed mohammad morgan morris muhammad murray nate nathan nathaniel neal ned neil nelson newt nicholas nick nicolas nigel noah norman "
    "oliver omar orrin oscar osama otto owen pablo patrick paul pedro percy perry pete peter phil philip phillip pierre preston quentin rafael ralph ramon rand randall randy raul ray raymond reggie reginald "
    "rex ricardo richard rick ricky rob robbie robby robert roberto rod rodney rodrigo roger roland ron ronald ronnie ross roy rudolph rudy rupert russ russell ryan salvador sam samuel scott sean "
    "sergei sergey seth shane shaun shawn sheldon sherrod sidney silvio simon spencer stan stanley stefan stephan stephen sterling steve steven stewart stu stuart sylvester tad taylor ted terence terrence terry theodore thom "
    "thomas tim timothy tobias todd tom tommy tony travis trent trevor tyler tyrone vernon vic victor vince vincent vladimir wade wallace walter warren wayne wesley wilbur will willard william "
    "willie winston woodrow wolf xavier yuri zach zachary rashid raj sanjay arjun vikram ravi hiroshi kenji wei jun boutros kofi kwame tariq yusuf khalid mustafa sadiq imran tomas lukas "
    "abdullah adel amit anil anders andreas ashok asif bashar bilal bjorn darius deepak dmitry dylan emilio esteban faisal farid fidel francesco franz gianni giorgio "
    "giuseppe gonzalo guido gustavo hamid hamza haruki henrik hiro ignacio ilya ismail jakob jamal javed jens jesper johan johannes jorg josef jurgen kamal karim kiran klaus "
    "leonardo lorenzo luca luigi mads magnus mahathir mathieu mateo matteo mehmet mikhail mohan mohammadreza nabil narendra nasser nikolai nikos olivier omari osman paolo pascal pavel "
    "petr philippe pranab qasim rahul rajiv ramesh reza rohan rolf salman sebastian sergio shinzo sunil suresh sven takeshi thierry toshiro umar vijay vikas wolfgang yasser yves ziad "
    "aidan alastair alistair angus archie barnaby callum clive connor cormac declan desmond dominik eamon euan fergus finn fraser gareth gethin giles hamish harold hugo iain ivor jarvis kieran lachlan leighton "
    "malachi mervyn niall owain padraig rhys rory ruairi seamus tristan alun bertie cedric darrel delroy dwayne jamal jermaine kareem malik marquis terrell tyrell"
)

FEMALE_NAMES = words(
    "abigail ada adele adriana agnes aisha alexandra alexis alice alicia alison allison alma alyssa amanda amber amelia amina amy ana andrea angela angelina anita ann anna anne "
    "annette annie april ariana ariel arlene ashley audrey ava barbara beatrice becky belinda benazir bernadette beth betsy betty beverly bonnie brenda brianna bridget brittany brooke camille candace "
    "carla carly carmen carol carole caroline carolyn carrie cassandra catherine cathy cecilia celia charlotte chelsea cheryl chloe christie christina christine cindy claire clara clarissa claudia colleen connie "
    "constance courtney crystal cynthia daisy dana danielle daphne dawn deb debbie deborah debra delia denise diana diane dianne dolores donna dora doris dorothy edith edna eileen elaine "
    "eleanor elena elisa elisabeth elise eliza elizabeth ella ellen eloise elsa emily emma erica erika erin esther ethel eugenia eva evelyn faith fatima felicia fiona florence frances gabby gabriela "
    "gabrielle gail geraldine gina ginger gladys glenda gloria grace greta gretchen gwen hannah harriet hazel heather heidi helen helena henrietta hillary hilary holly hope ida ilana imelda indira ingrid irene "
    "iris irma isabel isabella ivanka ivy jackie jacqueline jamila jan jana jane janet janice janine jasmine jean jeanne jen jenna jennifer jenny jessica jill joan joann joanna joanne jocelyn jodi johanna josephine joy joyce "
    "juanita judith judy julia juliana julie juliet june kamala kara karen karla kate katherine kathleen kathryn kathy katie katrina kay kayla kellie kelly kelli kendra kim kimberly kirsten kris krista kristen kristi kristin kristina laila lana "
    "lara latoya laura lauren laurie leah leila lena leslie lillian lily linda lisa liz loretta lori lorraine louise lucia lucille lucinda lucy lydia lynn lynne mabel mackenzie madeleine madeline maggie malala mandy "
    "marcia margaret maria marian marianne marie marilyn marina marion marisa marissa marjorie marlene marsha martha mary maureen maxine maya megan meghan melania melanie melinda melissa mercedes meredith mia "
    "michele michelle mildred mimi miranda miriam molly monica muriel myra nadia nancy naomi natalie natasha nicole nikki nina noelle nora norma octavia olga olivia pam pamela patricia patty "
    "paula pauline peggy penelope penny phyllis priscilla rachel ramona rebecca regina renee rhonda rita roberta robin rosa rosalind rose rosemary roxanne ruby ruth sabrina sally samantha sandra "
    "sara sarah savannah selena shannon sharon sheila shelley sherry shirley sheryl sonia sophia sophie stacey stacy stella stephanie sue susan susana susanna suzanne sylvia tamara tammy tanya tara tatiana teresa "
    "theresa tiffany tina tracey tracy trudy valerie vanessa vera veronica vicki vicky victoria viola violet virginia vivian wanda wendy whitney wilma winnie yasmin yolanda yvette yvonne zoe zadie mei yuki priya anjali sunita leila "
    "adele agnieszka aliyah alina amal amelie anastasia anke anya aoife aparna asha astrid ayesha beatriz benedetta birgit bianca bronwyn carlotta carolina catalina chiara chloé cristina daniela deepa delphine "
    "dolly ekaterina elif elin emilia esperanza esra eun farah fatma federica fernanda francesca freya galina giulia greta hala hana hanna heike hiba huda inga ines inès isha ivana jagoda jana jacinda joelle jutta kaja "
    "karin katarina katja katya kavita khadija kirsty lakshmi lalita larisa latifa layla leonie lidia ludmila luisa magdalena maha maite manuela marcela mariam mariana marta martina mathilde meera meena mehreen mina mona nadine nadira nasrin neha niamh "
    "nisha noor oksana olena orla padma paola petra pilar pooja rania rasha raquel rekha renata reshma rocio rosario roisin rukhsana saba sadia safiya salma samira sandrine saoirse shabana shirin silvia sinead siobhan sofia solange soraya sunniva svetlana "
    "tamsin tatyana teresita ulrike ursula valentina valeria valérie vanesa vera verena xiomara yael yara yasmine yetunde yulia zahra zainab zara zeynep zofia imogen jemima gemma philippa pippa harriet nicola saskia tabitha bethan carys ceri nerys sian eilidh catriona isla mhairi ailsa shona morag ebony imani keisha lakisha latisha shanice tamika tanisha"
)

PARTICLES = words("de du da del della der den des di la le van von bin ibn ben al el dos das ter ten zu af st. y")

JOINED_PARTICLES = ("al-", "el-", "ad-", "d'", "d’", "de-")
"""Small letters that a name may begin with."""

SUFFIXES = words("jr jr. sr sr. ii iii iv esq. md phd")

ABBREVIATIONS = words(
    "mr mrs ms dr sen sens rep reps gov govs gen col lt sgt maj capt cmdr adm rev hon prof st jr sr inc corp co ltd vs no jan feb mar apr jun jul aug sept sep oct "
    "nov dec ave fla calif mich wis minn mass conn penn pa va ga ill tenn tex okla ariz ky la ala ark colo del ind kan md mo mont neb nev "
    "ore vt wash wyo etc e.g i.e u.s u.k u.n d.c a.m p.m n.y n.j n.h n.c s.c n.m w.va d r est ph.d esq dept dist univ messrs mt ft fig vol pp ed"
)

ADVERBS = words(
    "also then later now still again just only even already once often always never ever soon recently earlier today yesterday "
    "tonight however meanwhile instead too very perhaps maybe sometimes here there afterward afterwards first last sarcastically further "
    "not simply rather quite almost nearly further once thus therefore nonetheless nevertheless indeed"
)

VERBS = _verbs(
    "make:made take:took/taken get:got give:gave/given come:came see:saw/seen find:found become:became leave:left lose:lost win:won hold:held "
    "keep:kept bring:brought run:ran rise:rose fall:fell meet:met pay:paid send:sent build:built spend:spent cut:cut lead:led stand:stood sit:sat "
    "show:showed/shown seem appear want need try use work move live play look turn follow help serve visit join return arrive receive "
    "vote sign plan face raise fire hire gather draw:drew/drawn drive:drove/driven grow:grew/grown throw:threw/thrown break:broke choose:chose/chosen "
    "wear:wore ride:rode wave hang:hung strike:struck shake:shook stop:stopped let:let set:set deliver pose include remain include emerge nod:nodded "
    "laugh smile shrug:shrugged sigh point walk sound appear announce host teach:taught study decide seek:sought catch:caught fight:fought buy:bought sell:sold "
    "refuse fail manage oversee:oversaw propose back oppose reject push drop:dropped pick share watch hear:heard learn like love hate "
    "represent recommend introduce unveil present invoke echo cast criticized prompt trigger spark face embrace cancel handle send end "
    "die kill shoot:shot arrest charge convict sue file resign retire appoint nominate elect defeat beat:beat campaign rally consider"
)
"""Form -> base form, of frequent other verbs."""

NEVER_IN_NAMES = words(
    "about after as at before by for from how in into is on over says said than that to via was what when who why with"
)
"""Words inside no name, though a headline's capitals may make them look so."""
NOT_NAMES = words(
    "the a an this that these those he she it they we i you his her its their our my your who what when where why how which whose if but and or nor so yet "
    "as at by for from in into of on onto over to under up with without within about above after against along amid among around because before behind below beneath beside "
    "besides between beyond despite down during except inside like near off out outside past per since than through throughout till toward towards until unless upon via while although though "
    "whether not no yes all any both each every either neither few many more most much none one two three four five six seven eight nine ten several some such other another "
    "also again already always ever even here there just now only once often perhaps maybe quite rather really soon still then thus too very well yet never however "
    "is are was were be been being am do does did done has have had having can could may might must shall should will would let "
    "asked said says told added according meanwhile instead moreover furthermore indeed nonetheless nevertheless first second third last next new old good bad big great "
    "today yesterday tomorrow tonight earlier later recently finally eventually ultimately clearly obviously apparently surely certainly sure ok okay oh well hey thank thanks please "
    "people everyone everybody someone somebody anyone anybody nobody nothing something everything anything other others same own speaking standing asked given based including following "
    "part photo photos image images video watch read see click follow share advertisement related updated update editor note source sources via full text abstract story correction "
    "still just don't didn't can't it's that's there's he's she's they're we're i'm you're won't isn't wasn't what's let's here's i've we've they've i'd he'd she'd don’t didn’t can’t it’s that’s there’s he’s she’s they’re we’re "
    "i’m you’re won’t isn’t wasn’t what’s let’s here’s i’ve we’ve they’ve make made making take taken look looking come going go went get got want know think believe need say stop keep "
    "former current late acting senior top chief longtime one-time then-"
)


def is_first_name(name: str) -> bool:
    """Whether it is a known first name, however it is capitalised."""
    return name.lower() in MALE_NAMES or name.lower() in FEMALE_NAMES


def gender_of_first_name(name: str) -> str:
    """Returns "m", "f", or nothing where the name is unknown or used by both."""
    low = name.lower()
    male, female = low in MALE_NAMES, low in FEMALE_NAMES
    if male == female:
        return ""
    return "m" if male else "f"


def is_familiar_form(one: str, other: str) -> bool:
    """Whether two first names are forms of one ("Bob", "Robert")."""
    return one == other or other in other_forms(one)


def any_of(words: Iterable[str], known: frozenset[str]) -> bool:
    """Whether one of the words is known, however it is capitalised."""
    return any(word.lower() in known for word in words)
