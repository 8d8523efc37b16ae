{#- The key of a value in `linkcodes_codes`. Both arguments are SQL: names of columns, or literals in quotes. -#}
{% macro key(vocabulary, value) -%}
  {{ vocabulary }} || '=' || cast({{ value }} as {{ dbt.type_string() }})
{%- endmacro %}
