#!/bin/sh
# Prints infra/prometheus/rules.yml as a PrometheusRule of the Prometheus operator.
set -eu
printf 'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: shunt\nspec:\n'
sed 's/^./  &/' "$(dirname "$0")/../prometheus/rules.yml"
