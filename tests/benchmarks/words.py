# SPDX-License-Identifier: Apache-2.0
"""Sentences for cards in English, French and German: whole phrases, put together by chance.

About a hundred signs each and always the same for the same seed. Places, sums, times and German
compounds make the many different words that real maps hold.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import NamedTuple

LANGUAGES = ("en", "fr", "de")
_LENGTHS = (45, 60, 70, 80, 90, 100, 110, 130)  # signs after which a text may end


class _Phrases(NamedTuple):
    who: Sequence[str]
    does: Sequence[str]
    when: Sequence[str]
    but: Sequence[str]


def _list(text: str) -> list[str]:
    return [phrase.strip() for phrase in text.strip().split("|")]


_PHRASES: Mapping[str, _Phrases] = {
    "en": _Phrases(
        who=_list(
            "The customer | A traveller with two bags | The office manager | Her brother | "
            "The new tenant | A visitor from {place} | The buyer | The driver | Our service desk | "
            "A neighbour | The whole family | Somebody in accounting | The technician | "
            "A student on exchange | The owner of the shop | Nobody in the queue"
        ),
        does=_list(
            "compares three offers | fills in the same form twice | waits for a call back | "
            "pays {sum} in advance | signs without reading | asks for a printed receipt | "
            "looks for the exit at {place} | reads the small print | changes the delivery date | "
            "takes a picture of the meter | cancels the appointment | explains the fault again | "
            "finds the number on the back | saves the page for later | "
            "calls about invoice {code} | "
            "downloads the wrong app | walks to the counter in {place} | tells a colleague"
        ),
        when=_list(
            "at {time} on the way home | before the trial ends | after the second reminder | "
            "while the line is busy | because the website was down | without a login | "
            "on a phone with a cracked screen | during the lunch break | a week too late | "
            "between two meetings | with the contract open | as soon as the parcel arrives | "
            "for the third time this month | when the lights go out"
        ),
        but=_list(
            "but nobody answers | and feels left alone | and is pleasantly surprised | "
            "yet the price has changed | so the order is split | and gives up for today | "
            "but the code has expired | and recommends it to a friend | "
            "although it was promised in writing | and has to start again | "
            "which takes eleven minutes | and smiles at the answer"
        ),
    ),
    "fr": _Phrases(
        who=_list(
            "La cliente | Un voyageur pressé | Le gérant de l’agence | Sa sœur aînée | "
            "Le nouvel abonné | Une élève de {place} | L’acheteuse | Le livreur | "
            "Notre conseillère | Un voisin âgé | Toute l’équipe | La comptable | "
            "Le réparateur | Quelqu’un à l’accueil | La propriétaire | Personne au guichet"
        ),
        does=_list(
            "compare trois devis | remplit deux fois le même formulaire | attend d’être rappelé | "
            "verse {sum} d’acompte | signe sans relire | réclame un reçu imprimé | "
            "cherche la sortie à {place} | déchiffre les petites lignes | décale la livraison | "
            "photographie le compteur | annule le rendez-vous | réexplique la panne | "
            "retrouve le numéro au dos | garde la page pour plus tard | "
            "appelle au sujet de {code} | "
            "télécharge la mauvaise application | se rend à l’agence de {place} | "
            "prévient un collègue"
        ),
        when=_list(
            "à {time}, sur le chemin du retour | avant la fin de l’essai | "
            "après le deuxième rappel | "
            "pendant que la ligne sonne | parce que le site était fermé | sans mot de passe | "
            "sur un téléphone à l’écran fêlé | durant la pause déjeuner | une semaine trop tard | "
            "entre deux réunions | le contrat sous les yeux | dès que le colis arrive | "
            "pour la troisième fois ce mois-ci | quand les lumières s’éteignent"
        ),
        but=_list(
            "mais personne ne répond | et se sent oubliée | et s’en trouve agréablement surpris | "
            "or le prix a changé | si bien que la commande est scindée | et renonce pour ce soir | "
            "mais le code a expiré | et le conseille à une amie | "
            "bien que ce fût promis par écrit | et doit tout recommencer | "
            "ce qui prend onze minutes | et sourit à la réponse"
        ),
    ),
    "de": _Phrases(
        who=_list(
            "Die Kundin | Ein Reisender mit zwei Koffern | Der Büroleiter | Ihr Bruder | "
            "Die neue Mieterin | Ein Gast aus {place} | Die Käuferin | Der Fahrer | "
            "Unser {thing} | Eine Nachbarin | Die ganze Familie | Jemand aus der Buchhaltung | "
            "Der Techniker | Eine Austauschschülerin | Der Ladenbesitzer | Niemand in der Schlange"
        ),
        does=_list(
            "vergleicht drei Angebote | füllt dasselbe Formular zweimal aus | "
            "wartet auf den Rückruf | "
            "zahlt {sum} im Voraus | unterschreibt ungelesen | verlangt einen gedruckten Beleg | "
            "sucht in {place} den Ausgang | liest das Kleingedruckte | verschiebt die Lieferung | "
            "fotografiert den Zähler | sagt den Termin ab | schildert den Fehler noch einmal | "
            "findet die Nummer auf der Rückseite | hebt sich die Seite auf | fragt nach {code} | "
            "lädt die falsche App | geht zum {thing} in {place} | sucht den {thing}"
        ),
        when=_list(
            "um {time} auf dem Heimweg | vor Ablauf der Probezeit | nach der zweiten Mahnung | "
            "während die Leitung besetzt ist | weil die Seite nicht lädt | ohne Kennwort | "
            "auf einem Telefon mit gesprungenem Glas | in der Mittagspause | eine Woche zu spät | "
            "zwischen zwei Sitzungen | mit dem Vertrag vor Augen | sobald das Paket da ist | "
            "zum dritten Mal in diesem Monat | wenn das Licht ausgeht"
        ),
        but=_list(
            "aber niemand antwortet | und fühlt sich alleingelassen | und freut sich darüber | "
            "doch der Preis ist ein anderer | sodass die Bestellung geteilt wird | "
            "und gibt für heute auf | aber der Code ist abgelaufen | und empfiehlt es weiter | "
            "obwohl es schriftlich zugesagt war | und muss von vorn anfangen | "
            "was elf Minuten dauert | und lächelt über die Antwort"
        ),
    ),
}
_PARTS = _list(
    "Kunden | Vertrags | Rechnungs | Reise | Service | Lieferungs | Termin | Geräte | Fahrplan | "
    "Wohnungs | Zahlungs | Bestell | Störungs | Ausweis | Gepäck | Nacht | Abhol | Sprach"
)
_HEADS = _list(
    "schalter | dienst | nachweis | automat | plan | berater | vordruck | eingang | ordner | "
    "verteiler | zettel | assistent | kalender | umschlag | raum"
)
_FIRST = _list(
    "Al | Ber | Cor | Dün | Eich | Fal | Grün | Hol | Ister | Kal | Lin | Mor | Nie | Ost"
)
_LAST = _list(
    "bach | berg | court | dale | feld | ford | hausen | ley | mont | stadt | ton | ville"
)


def sentence(random: Random, language: str) -> str:
    """A card's text in one of LANGUAGES."""
    phrases = _PHRASES[language]
    enough = random.choice(_LENGTHS)
    text = _filled(random, f"{random.choice(phrases.who)} {random.choice(phrases.does)}", language)
    for more in (phrases.when, phrases.but):
        if len(text) < enough:
            text = f"{text} {_filled(random, random.choice(more), language)}"
    if len(text) < enough:
        again = f"{random.choice(phrases.who)} {random.choice(phrases.does)}"
        text = f"{text}. {_filled(random, again, language)}"
    return text + "."


def title(random: Random, language: str) -> str:
    """A few words, for a step or a stage."""
    phrase = _filled(random, random.choice(_PHRASES[language].does), language)
    return phrase[0].upper() + phrase[1:]


def _filled(random: Random, phrase: str, language: str) -> str:
    hundredths = random.randrange(500, 90_000)
    euros = f"{hundredths // 100}.{hundredths % 100:02}"
    return phrase.format(
        place=random.choice(_FIRST) + random.choice(_LAST),
        sum=f"€{euros}" if language == "en" else f"{euros.replace('.', ',')} €",
        time=f"{random.randrange(6, 23):02}:{random.randrange(0, 60, 5):02}",
        code=f"{random.choice('ABKMRT')}-{random.randrange(1000, 10_000)}",
        thing=random.choice(_PARTS) + random.choice(_HEADS),
    )
