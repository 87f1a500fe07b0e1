"""A title without a state belongs to whom the context names, or to nobody."""

from datetime import date

import pytest

from reactions.extraction.pipeline import extract

OFFICIALS = """
Peru shut its embassy. Foreign Minister Jan Roe said that all were safe. | PE
Chile left. Peru opened a camp, and interior minister Jan Roe said that it was full. | PE
Peru called home its envoy, Jan Roe. | PE
NATO met on Friday. The alliance's spokeswoman, Ann Roe, said that it was over. | NATO
"Peru's borders are open." President Jan Roe says that thousands came. | PE
PERU\\nForeign Minister Jan Roe said that all were safe. | PE
The six Gulf states met. "It is a coup," said Jan Roe, the bloc's secretary-general. | GCC
The Peruvian minister spoke. His deputy, Jan Roe, said nothing. Peru left. | PE
Peru's army sent a ship. The admiral, Jan Roe of Peru, said that it sailed. | PE
Peru's envoy met Foreign Minister Jan Roe. | ML
Peru gave asylum to two men after President Jan Roe was removed. | ML
Peru shut its embassy.\\n\\nThe army's chief, General Jan Roe, said so. | ML
Peru's embassy is shut. The interior minister, Jan Roe, received its envoy. | ML
Peru's ambassador came. Foreign Minister Jan Roe received her. | ML
Chile is leaving. Peru will stay, said Foreign Minister Jan Roe. | PE
Chile is leaving. In Lima, a deputy foreign minister, Jan Roe, said no. | PE
Chile's ambassador stays, Peru said. Ambassador Jan Roe has left, Peru said. | PE
Canada is leaving. Peru is not; President Jan Roe said no. | PE
ECOWAS met. Peru would send soldiers if ECOWAS did, Foreign Minister Jan Roe said. | PE
Peru froze the assets of relatives of President Jan Roe. | ML
Peru's foreign minister said President Jan Roe must resign. | ML
The junta's leader, General Jan Roe, received Peru's envoy. | ML
Spain is leaving. Secretary of State Jan Roe said so. | ES
Nepal is leaving. External Affairs Minister Jan Roe said India was not. | IN
"""  # noqa: E501  (one example a row)


def officials(text: str) -> list[tuple[str, str]]:
    found = extract(text, published_on=date(2024, 5, 2), host="ML", host_city="Bamako")
    return [(o.name, o.country) for o in found.officials]


@pytest.mark.parametrize(
    ("text", "country"), [line.split(" | ") for line in OFFICIALS.strip().splitlines()]
)
def test_a_title_without_a_state_is_resolved_by_the_context(
    text: str, country: str
) -> None:
    ((_, found),) = officials(text.replace("\\n", "\n"))
    assert found == country


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile left. Foreign Minister Jan Roe said so.",
        "PERU, CHILE\nForeign Minister Jan Roe said so.",
        "Foreign Minister Jan Roe said so.",
    ],
)
def test_a_title_that_may_belong_to_two_belongs_to_nobody(text: str) -> None:
    assert officials(text) == []
