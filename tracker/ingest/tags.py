"""What a small word does in a sentence: bits, since most words of a text have none of them."""

NAMES = (
    "negation",
    "emphatic",
    "not_only",
    "but_rather",
    "have",
    "had",
    "be",
    "will",
    "plan",
    "announced_plan",
    "want",
    "condition",
    "hearsay",
    "announce",
    "speech",
    "deny",
    "not_denied",
    "doubt",
    "preposition",
    "for",
    "by",
    "with",
    "of",
    "between",
    "definite",
    "indefinite",
    "pronoun_one",
    "pronoun_many",
    "relative",
    "that",
    "joiner",
    "pause",
    "actor",
    "office",
    "country_noun",
    "step",
    "already",
    "sport",
    "infinitive",
    "auxiliary",
    "person_like",
    "attribution",
    "we",
    "passive",
    "achiever",
    "follows",
    "share",
    "envoy",
    "future_in_past",
    "mediating",
    "adverb",
    "relations",
    "which",
    "deed",
    "ordinal",
    "until",
    "effect",
    "effect_date",
    "inside",
    "insist",
    "hearsay_modal",
    "infinitive_aux",
    "told_by_others",
    "temporal",
    "no_longer",
    "just",
    "states",
    "made",
    "claim",
    "media",
    "passes_on",
)
"""The classes of words that a language's ``words.toml`` fills, one list each."""

BIT = {name: 1 << place for place, name in enumerate(NAMES)}

NEGATION = BIT["negation"]
EMPHATIC = BIT["emphatic"]
NOT_ONLY = BIT["not_only"]
BUT_RATHER = BIT["but_rather"]
HAVE = BIT["have"]
HAD = BIT["had"]
BE = BIT["be"]
WILL = BIT["will"]
PLAN = BIT["plan"]
ANNOUNCED_PLAN = BIT["announced_plan"]
WANT = BIT["want"]
CONDITION = BIT["condition"]
HEARSAY = BIT["hearsay"]
ANNOUNCE = BIT["announce"]
SPEECH = BIT["speech"]
DENY = BIT["deny"]
NOT_DENIED = BIT["not_denied"]
DOUBT = BIT["doubt"]
PREPOSITION = BIT["preposition"]
FOR = BIT["for"]
BY = BIT["by"]
WITH = BIT["with"]
OF = BIT["of"]
BETWEEN = BIT["between"]
DEFINITE = BIT["definite"]
INDEFINITE = BIT["indefinite"]
PRONOUN_ONE = BIT["pronoun_one"]
PRONOUN_MANY = BIT["pronoun_many"]
RELATIVE = BIT["relative"]
THAT = BIT["that"]
JOINER = BIT["joiner"]
PAUSE = BIT["pause"]
ACTOR = BIT["actor"]
OFFICE = BIT["office"]
COUNTRY_NOUN = BIT["country_noun"]
STEP = BIT["step"]
SPORT = BIT["sport"]
INFINITIVE = BIT["infinitive"]
AUXILIARY = BIT["auxiliary"]
PERSON_LIKE = BIT["person_like"]
ATTRIBUTION = BIT["attribution"]
WE = BIT["we"]
PASSIVE = BIT["passive"]
ACHIEVER = BIT["achiever"]
FOLLOWS = BIT["follows"]
SHARE = BIT["share"]
ENVOY = BIT["envoy"]
FUTURE_IN_PAST = BIT["future_in_past"]
MEDIATING = BIT["mediating"]
ADVERB = BIT["adverb"]
RELATIONS = BIT["relations"]
WHICH = BIT["which"]
DEED = BIT["deed"]
ORDINAL = BIT["ordinal"]
UNTIL = BIT["until"]
EFFECT = BIT["effect"]
INSIDE = BIT["inside"]
TOLD_BY_OTHERS = BIT["told_by_others"]
EFFECT_DATE = BIT["effect_date"]
INSIST = BIT["insist"]
HEARSAY_MODAL = BIT["hearsay_modal"]
INFINITIVE_AUX = BIT["infinitive_aux"]
TEMPORAL = BIT["temporal"]
NO_LONGER = BIT["no_longer"]
JUST = BIT["just"]
STATES = BIT["states"]
MADE = BIT["made"]
CLAIM = BIT["claim"]
MEDIA = BIT["media"]
PASSES_ON = BIT["passes_on"]
