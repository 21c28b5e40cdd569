"""English short forms of given names, both ways. General knowledge, folded, made from no newsroom's articles."""

from collections import defaultdict

_TABLE = """
abigail abby gail
abraham abe
albert al bert
alexander alex alec sandy xander
alexandra alex sandra sandy
alfred al alf fred
amanda mandy
andrew andy drew
anthony tony
antonio tony
barbara barb babs
benjamin ben benny
bernard bernie
beverly bev
bradley brad
caroline carrie
catherine cathy cate kate katie kitty
charles charlie chuck chas
christina chris chrissy tina
christine chris chrissy tina
christopher chris kit topher
clifford cliff
cynthia cindy
daniel dan danny
david dave davey
deborah deb debbie
dennis denny
dominic dom nick
donald don donnie
dorothy dot dottie
douglas doug
edward ed eddie ned ted
edwin ed eddie
eleanor ellie nell
elizabeth liz lizzie beth betty betsy eliza libby
emanuel manny
eugene gene
florence flo
frances fran franny
francis frank
franklin frank
frederick fred freddie
gabriel gabe
gabrielle gabby
geoffrey geoff jeff
gerald gerry jerry
gregory greg
gwendolyn gwen
harold hal harry
harrison harry
henry harry hank
herbert herb bert
isaac ike
isabella bella
jacob jake
jacqueline jackie
james jim jimmy jamie
janet jan
jeffrey jeff
jennifer jen jenny
jeremy jerry
jessica jess jessie
john jack johnny
jonathan jon jonny
joseph joe joey
joshua josh
judith judy
katherine kathy kate katie kit
kathleen kathy kate
kenneth ken kenny
kimberly kim
lawrence larry
leonard len lenny leo
leslie les
lewis lew
louis lou
lucille lucy
madeleine maddy
margaret maggie meg peggy marge greta
martin marty
matthew matt
maximilian max
melissa mel
michael mike mick mickey
michelle shelly
mitchell mitch
mohammed mo
nancy nan
natalie nat
nathan nate
nathaniel nate nat
newton newt
nicholas nick nicky
nicole nikki
norman norm
oliver ollie
olivia liv
pamela pam
patricia pat patty tricia trish
patrick pat paddy
peter pete
philip phil
phillip phil
rachel rae
randolph randy
raymond ray
rebecca becky becca
reginald reg reggie
richard dick rich rick ricky
robert bob bobby rob robbie robby
roberta bobbie
roderick rod
rodney rod
roger rodge
ronald ron ronnie
rudolph rudy
russell russ
samantha sam
samuel sam sammy
sandra sandy
sarah sally
sebastian seb
sharon shari
sidney sid
solomon sol
stanley stan
stephanie steph
stephen steve steven
steven steve
stuart stu
susan sue susie
suzanne sue
sylvester sly
terence terry
teresa terry tess
theodore ted teddy theo
theresa terry tess
thomas tom tommy
timothy tim
tobias toby
valerie val
veronica ronnie
victor vic
victoria vicky tori vicki
vincent vin vince vinny
virginia ginny
vladimir vlad
volodymyr vova
walter walt wally
wilfred wilf
william bill billy will willy liam
winston win
zachary zach zack
"""


def _families() -> dict[str, frozenset[str]]:
    """Each form with every other form of a name it may stand for: "bill" has "william", "billy", "will"."""
    families: defaultdict[str, set[str]] = defaultdict(set)
    for row in _TABLE.split("\n"):
        for form in row.split():
            families[form].update(row.split())
    return {form: frozenset(family - {form}) for form, family in families.items()}


_FAMILIES = _families()


def other_forms(name: str) -> frozenset[str]:
    """The other forms of a given name, folded; none for a name that has no short form here."""
    return _FAMILIES.get(name, frozenset())
