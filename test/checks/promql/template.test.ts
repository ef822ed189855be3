import { readGoTemplate } from "../../../src/checks/promql/template";

test.each([
  "no braces",
  "{{ $labels.job }} is at {{ $value | humanize }}",
  '{{ $labels.instance | reReplaceAll ":.*" "" }}',
  '{{ range $i, $r := query "up" }}{{ $r.Labels.job }}{{ .Value }}{{ end }}',
  '{{ if eq $labels.job "a" }}x{{ else if gt $value 1.0 }}y{{ else }}z{{ end }}',
  "{{- /* a comment */ -}}",
  '{{ define "x" }}{{ .Any }}{{ end }}{{ template "x" . }}',
  '{{ $q := "up" | toUpper }}{{ query $q | first | value }}',
  "{{ with $x := $labels.job }}{{ $x }}{{ . }}{{ end }}",
  '{{ (index (query "up") 0).Value }}',
  '{{ range query "up" }}{{ if gt .Value 1e3 }}{{ break }}{{ end }}{{ end }}',
  "{{ if gt (len $labels) 0x1e }}x{{ end }}",
  '{{ if eq $labels.code "5" | not }}x{{ end }}',
])("%s can be expanded", (text) => {
  expect(readGoTemplate(text).problem).toBeUndefined();
});

test.each([
  ["{{ $label.job }}", 'undefined variable "$label"'],
  ["{{ $value", "unclosed action"],
  ["{{ if $value }}x", "{{if}} without {{end}}"],
  ["x{{ end }}", "unexpected {{end}}"],
  ["{{ humanise $value }}", 'function "humanise" not defined'],
  ["{{ $labels.a-b }}", 'bad character "-" after .a'],
  ["{{ nil }}", "nil is not a command"],
  [
    "{{ if gt $value 5 }}x{{ end }}",
    "gt cannot compare a number with a whole number, write 5.0 for 5",
  ],
  ["{{ eq $labels.job 1.0 }}", "eq cannot compare text with a number"],
  ["{{ or }}", "or takes 1 argument or more, got 0"],
  ["{{ break }}", "{{break}} outside {{range}}"],
  ['{{ template "x" }}', 'template "x" is not defined'],
  ["{{ }}", "missing value for command"],
  ["{{ .Foo }}", "there is no field Foo in the alert"],
  ["{{ $value | first }}", "first takes the answer to a query, got a number"],
  ["{{ $value | toUpper }}", "toUpper takes text, got a number"],
  ["{{ if true }}{{ $x := 1 }}{{ end }}{{ $x }}", 'undefined variable "$x"'],
])("%s cannot", (text, problem) => {
  expect(readGoTemplate(text).problem?.message).toBe(problem);
});
