"""Which language a text is in, by script and by its commonest words."""

import pytest

from jobwise.domain.shared.language import language_of
from jobwise.infrastructure.document_words import function_words


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We are looking for a nurse who works with our team and for the people of the town."),
        ("de", "Wir suchen eine Pflegekraft, die mit unserem Team und für die Menschen der Stadt arbeitet."),
        ("fr", "Nous cherchons une infirmière pour notre équipe et pour les habitants de la ville."),
        ("es", "Buscamos una enfermera para nuestro equipo y para los vecinos de la ciudad."),
        ("pt", "Procuramos uma enfermeira para a nossa equipa e para os moradores da cidade, com ou sem experiência."),
        ("pl", "Szukamy pielęgniarki do naszego zespołu i na stałe, jest to praca dla osób z miasta."),
        ("sv", "Vi söker en sjuksköterska som arbetar med vårt team och för dem i staden."),
        ("nl", "Wij zoeken een verpleegkundige die met het team en voor de mensen van de stad werkt."),
        ("ru", "Мы ищем медсестру в нашу команду."),
        ("uk", "Ми шукаємо медсестру, її робота у місті."),
        ("el", "Ζητούμε νοσοκόμα για την ομάδα μας."),
        ("ja", "私たちは看護師を探しています。"),
        ("zh", "我们正在寻找一名护士。"),
        ("ko", "간호사를 찾고 있습니다."),
        ("he", "אנחנו מחפשים אחות לצוות."),
        ("ar", "نبحث عن ممرضة لفريقنا."),
        ("hi", "हम एक नर्स की तलाश में हैं।"),
        ("th", "เรากำลังมองหาพยาบาล"),
    ],
)
def test_a_sentence_is_enough(language: str, text: str) -> None:
    assert language_of(text, function_words()) == language


def test_nothing_known_is_the_default() -> None:
    assert language_of("Python SQL Kafka", function_words()) == "en"
    assert language_of("", function_words(), default="fr") == "fr"
