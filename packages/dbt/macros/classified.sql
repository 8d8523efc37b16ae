{#- The rows of a relation with `linkcodes_key` and what `linkcodes_codes` and `linkcodes_advice` say of it: as many rows as
    before. `category` is `unknown` where a value is not listed, and null where a listed one is no outcome. -#}
{% macro classified(relation, vocabulary='vocabulary', value='value') -%}
  select
    event.*,
    code.key is not null as listed,
    code.has_behavior,
    code.id,
    code.situation,
    case when code.key is null then 'unknown' else code.category end as category,
    code.actor,
    code.action,
    code.retry,
    code.unattended_retry,
    code.phase,
    code.severity,
    code.confidence,
    advice.attended,
    advice.unattended
  from (
    select *, {{ linkcodes.key(vocabulary, value) }} as linkcodes_key
    from {{ relation }}
  ) as event
  left join {{ ref('linkcodes', 'linkcodes_codes') }} as code on code.key = event.linkcodes_key
  left join {{ ref('linkcodes', 'linkcodes_advice') }} as advice
    on advice.key = code.key and advice.is_default
{%- endmacro %}
