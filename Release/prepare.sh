#!/usr/bin/env bash
# Prepares a version: its number in the sources, its chapter in CHANGELOG.md, and a look at what it breaks.
#
#   bash Release/prepare.sh VERSION           writes them, to be looked at, tested (.ci/run), committed and tagged
#   bash Release/prepare.sh VERSION --check   only says whether that could be done
#
# VERSION is MAJOR.MINOR.PATCH (https://semver.org). What the last version's clients call may go only where MAJOR rises, or MINOR before 1.0.0: the
# public interfaces of all library products are compared with those of its tag, which takes a build of each. With the first version there is nothing to
# compare.
set -euo pipefail
cd "$(dirname "$0")/.."
fail() { echo "error: $1" >&2; exit 1; }
form='^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$'
version=${1:-}
[[ $version =~ $form ]] || fail "usage: bash Release/prepare.sh MAJOR.MINOR.PATCH [--check]"
[ "${2:---check}" = --check ] && [ $# -le 2 ] || fail "$2 is unknown; there is --check"
[ -z "$(git status --porcelain)" ] || fail 'there are changes that are not committed; commit or stash them'

last=$(git tag --list --sort=-version:refname | grep -E "$form" | head -n 1 || true)
if [ -n "$last" ]; then
  [ "$last" != "$version" ] && [ "$(printf '%s\n' "$last" "$version" | sort -V | tail -n 1)" = "$version" ] ||
    fail "$version does not come after $last"
fi
awk '/^## /{ inside = ($0 == "## Unreleased") } inside && !/^## / && NF { found = 1 } END { exit !found }' CHANGELOG.md ||
  fail 'CHANGELOG.md says nothing under "## Unreleased"'

if [ -z "$last" ]; then
  echo "the first version: there is nothing that it could break"
elif swift package diagnose-api-breaking-changes "$last" --baseline-dir .build/interfaces; then
  echo "nothing of $last is missing or changed"
else
  IFS=. read -r major minor _ <<<"$version"
  IFS=. read -r last_major last_minor _ <<<"$last"
  [ "$major" -gt "$last_major" ] || { [ "$major" = 0 ] && [ "$minor" -gt "$last_minor" ]; } ||
    fail "$version would break what $last promised, as above; raise the number before, or keep what was there"
  echo "$version breaks what stands above, as its number allows: CHANGELOG.md has to say so under \"Changed\""
fi
[ $# -eq 1 ] || exit 0

sed -i.bak "s/current = \"[^\"]*\"/current = \"$version\"/" Sources/Tessera/TesseraVersion.swift
sed -i.bak "s/^version = \"[^\"]*\"/version = \"$version\"/" Python/pyproject.toml
sed -i.bak "s/^## Unreleased\$/## Unreleased\\
\\
## $version ($(date -u +%Y-%m-%d))/" CHANGELOG.md
rm Sources/Tessera/TesseraVersion.swift.bak Python/pyproject.toml.bak CHANGELOG.md.bak
git diff --stat
echo "next: .ci/run; git commit -am 'Version $version'; git tag $version"
