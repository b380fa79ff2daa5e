"""How a person's name is put into a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy.sorting import sort_name


@pytest.mark.parametrize(
    ("name", "sorted_name"),
    [
        ("Rosa Marin", "Marin, Rosa"),
        ("Mary Jane Watson", "Watson, Mary Jane"),
        ("Anna de Vries", "Vries, Anna de"),
        ("Jan van der Berg", "Berg, Jan van der"),
        ("Robert De Niro", "De Niro, Robert"),
        ("Ahmed al-Rashid", "Rashid, Ahmed al-"),
        ("Al Gore", "Gore, Al"),
        ("Sammy Davis Jr.", "Davis, Sammy, Jr."),
        ("Sammy Davis, Jr.", "Davis, Sammy, Jr."),
        ("Siân O’Neill", "O’Neill, Siân"),
        ("Иван Петров", "Петров, Иван"),
        ("Madonna", "Madonna"),
        ("Marin, Rosa", "Marin, Rosa"),
        ("محمد علی", "محمد علی"),
        ("李 小龙", "李 小龙"),
        ("van", "van"),
        ("", ""),
    ],
)
def test_it_turns_a_name_round(name, sorted_name):
    assert sort_name(name) == sorted_name


@given(st.text(alphabet="ab Àé-’", max_size=30))
def test_it_loses_no_letter(name):
    assert sorted(sort_name(name).replace(",", "").replace(" ", "")) == sorted(name.replace(" ", ""))
