{#- Fails where more than the share `at_most` of the values is not listed, and shows which. `vocabulary` is SQL: a
    column, or a literal in quotes. Empty fields do not count. -#}
{% test listed(model, column_name, vocabulary, at_most=0) %}
with counted as (
  select {{ linkcodes.key(vocabulary, column_name) }} as key, count(*) as occurrences
  from {{ model }}
  where {{ column_name }} is not null
  group by 1
),
joined as (
  select counted.key, counted.occurrences, code.key is not null as listed
  from counted
  left join {{ ref('linkcodes', 'linkcodes_codes') }} as code on code.key = counted.key
)
select key, occurrences
from joined
where not listed
  and (select sum(case when listed then 0.0 else occurrences end) / sum(occurrences) from joined) > {{ at_most }}
{% endtest %}
